"""The loaded demo: the stories' facts, the walls, the known totals, the day."""

from contextlib import closing, contextmanager
from io import StringIO

import psycopg2
import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts import acting
from accounts.models import Membership
from accounts.permissions import Role
from core.clock import today
from core.refusal import Refusal
from home.actions import RESET
from home.demo.scheme import MEMBERS, PLACES
from patients.actions.appointments import book_appointment
from patients.models import (
    Appointment,
    CareLink,
    Consultation,
    Episode,
    MedicineTold,
    Patient,
    WorkItem,
)
from patients.rules.episode import CoreFacts, missing_core_facts
from sharedcare import embedded, run
from tests.demo import press_in
from tests.world import connected

pytestmark = pytest.mark.slow

READS_ALL = pytest.mark.role("postgres")
PRACTICES = [place.name for place in PLACES if place.kind == "practice"][:7]
WORKERS = [one.username for one in MEMBERS if not one.username.startswith("system")]


@pytest.fixture
def act_as(demo):
    """`act_as("gp1")`: they act until the test ends; their viewer."""

    def act(username):
        member = Membership.objects.get(user__username=username)
        token = acting.open_session(user_id=member.user_id, membership_id=member.pk)
        viewer, _ = acting.read_viewer(token)
        return viewer

    return act


def person(family, given):
    return Patient.objects.get(family=family, given=given)


# The stories' facts


def test_carls_review_is_the_first_thing_that_waits_for_dr_yusuf(enter_as):
    page = enter_as("gp1").get("/")

    first = page.context["items"][0]
    assert (first["name"], first["why"]) == ("DUNMORE, Carl", "12-week review")
    assert first["late"] == "due today"


def test_carls_page_says_who_he_is_and_who_prescribes_what(enter_as):
    browser = enter_as("gp1")
    address = browser.get("/").context["items"][0]["url"]

    banner = browser.get(address).context["banner"]
    assert banner["name"] == "DUNMORE, Carl"
    assert (banner["born"], banner["sex"]) == ("14-Mar-1979", "Male")
    assert banner["nhs_number"] == "999 526 0182"
    assert banner["allergies"] == "penicillin (rash)"
    assert banner["similar"] == ["DUNMORE, Karl"]
    assert "Dr Amina Yusuf, Millbrook Surgery, prescribes" in banner["care"][0]
    assert "Methadone 60 mg daily" in banner["care"][1]
    assert "told by Dr Yusuf" in banner["care"][1]


def test_carls_second_dose_can_be_given_today(enter_as):
    browser = enter_as("gp1")
    address = browser.get("/").context["items"][0]["url"]

    form = browser.get(f"{address}consultations/log/").context["form"]
    assert list(form.doses) == [1]


def test_keeley_is_not_known_to_the_practice_where_she_is_registered(act_as):
    viewer = act_as("gp2")

    assert not Patient.objects.visible_to(viewer).filter(family="Frost").exists()
    assert not Patient.objects.filter(family="Frost").exists()


def test_dr_okafor_prescribes_for_keeley(act_as):
    act_as("spec1")

    turn = person("Frost", "Keeley").prescriberturns.latest("n")
    assert turn.prescriber_name == "Dr Helen Okafor"


def test_karl_is_in_no_treatment(act_as):
    act_as("gp1")

    karl = person("Dunmore", "Karl")
    assert (karl.service_id, karl.episodes.count()) == (0, 0)


def test_jade_is_not_there_yet(act_as):
    act_as("lead1")

    assert not Patient.objects.filter(given="Jade").exists()


def test_each_service_user_has_a_record_of_their_own(act_as):
    viewer = act_as("su1")

    (own,) = Patient.objects.open_to(viewer)
    assert str(own) == "DUNMORE, Carl"


# The walls, each alone


@pytest.mark.parametrize("username", ["gp1", "key1", "priv1", "coord1", "com1"])
def test_dean_is_in_another_scheme(act_as, username):
    viewer = act_as(username)

    assert not Patient.objects.visible_to(viewer).filter(family="Briggs").exists()
    assert not Patient.objects.filter(family="Briggs").exists()


def test_northmoor_sees_dean_and_nobody_else(act_as):
    act_as("keyN")

    assert [str(one) for one in Patient.objects.all()] == ["BRIGGS, Dean"]


def test_the_twelve_are_invisible_to_the_surgery_where_they_are_registered(act_as):
    viewer = act_as("gp1")
    seen = Patient.objects.filter(registered_id=viewer.organisation_id)

    assert Patient.objects.visible_to(viewer).count() == seen.count() == 7


def test_the_twelve_are_visible_to_the_service(act_as):
    act_as("lead1")
    surgery = Membership.objects.get(user__username="gp1").organisation_id

    of_millbrook = Patient.objects.filter(registered_id=surgery)
    assert of_millbrook.filter(practice_id=0).count() == 12


@pytest.mark.parametrize("username", ["com1", "admin1", "coord1"])
def test_who_sees_no_person_sees_none_of_the_demo(act_as, username):
    act_as(username)

    assert not Patient.objects.exists()


def test_an_excluded_keyworker_does_not_see_one_of_the_service(act_as):
    viewer = act_as("key4")

    (kept_from,) = viewer.blocked
    assert not Patient.objects.filter(pk=kept_from).exists()


def test_the_privacy_officer_has_an_emergency_access_to_review(enter_as):
    alerts = enter_as("priv1").get(reverse("patients:list_alerts")).context["alerts"]

    assert len(alerts) == 1


def test_two_who_must_not_meet_cannot_be_booked_together(act_as):
    viewer = act_as("lead1")
    one, other = Patient.objects.exclude(nocontacts=None)
    booked = Appointment.objects.get(patient=other)

    with pytest.raises(Refusal, match="not free"):
        book_appointment(
            patient=one,
            place=booked.place,
            starts_at=booked.starts_at,
            with_member=booked.with_member,
            by=viewer,
        )


# The sheet of known totals


@READS_ALL
def test_people_are_registered_and_seen_as_the_sheet_says(demo):
    for practice in PRACTICES:
        ours = Patient.objects.filter(scheme_id=1)
        assert (
            ours.filter(registered__name=practice).count(),
            ours.filter(practice__name=practice).count(),
        ) == (demo["registered"][practice], demo["seen by practice"][practice])


@READS_ALL
def test_main_substances_are_as_the_sheet_says(demo):
    for where, mains in demo["main substance by neighbourhood"].items():
        treated = Episode.objects.open().filter(
            patient__died_on=None,
            patient__registered__places__neighbourhood=where,
        )
        for main, count in mains.items():
            assert treated.filter(core_facts__substances__0=main).count() == count


@READS_ALL
def test_people_are_seen_by_gps_as_the_sheet_says(demo):
    day = today()
    by_gps = Consultation.objects.filter(
        author__role="gp", form="consultation", scheme_id=1
    )
    for area, count in demo["seen by GPs in a year"].items():
        there = by_gps.filter(patient__registered__places__area=area)
        lately = there.filter(on_day__gt=day.replace(year=day.year - 1))
        assert lately.values("patient").distinct().count() == count


@READS_ALL
def test_gp_consultations_fall_into_quarters_as_the_sheet_says(demo):
    days = Consultation.objects.filter(
        author__role="gp", form="consultation", scheme_id=1
    ).values_list("on_day", flat=True)
    quarters = [f"{day.year} Q{(day.month + 2) // 3}" for day in days]

    told = demo["GP consultations by quarter"]
    assert {word: quarters.count(word) for word in told} == told
    assert len(quarters) == sum(told.values())


@pytest.mark.parametrize("username", ["key1", "key2", "key3"])
def test_caseloads_are_as_the_sheet_says(act_as, demo, username):
    viewer = act_as(username)

    mine = CareLink.objects.visible_to(viewer).on_list_of(viewer).active()
    assert mine.of_worker(viewer.membership_id).count() == demo["caseload"][username]


def test_the_clinic_page_shows_as_many_as_the_sheet_says(enter_as, demo):
    browser = enter_as("key1")
    practices = browser.get(reverse("home:list_clinic")).context["practices"]

    for practice in practices:
        page = browser.get(reverse("home:list_clinic"), {"practice": practice.pk})
        assert len(page.context["people"]) == demo["clinic"][practice.name]


@pytest.mark.parametrize("username", WORKERS)
def test_what_waits_is_as_the_sheet_says(act_as, demo, username):
    viewer = act_as(username)

    items = WorkItem.objects.visible_to(viewer).on_list_of(viewer).of_member(viewer)
    waiting = items.waiting_on(viewer.day)
    late = waiting.filter(due_on__lt=viewer.day)
    told = demo["work"][username]
    assert (waiting.count(), late.count()) == (told["today"], told["late"])


@pytest.mark.parametrize("username", ["pharm1", "pharm2"])
def test_collections_are_as_the_sheet_says(act_as, demo, username):
    viewer = act_as(username)

    people = MedicineTold.objects.visible_to(viewer).values("patient").distinct()
    assert people.count() == demo["collect"][viewer.organisation]


def test_the_page_of_arrivals_is_as_the_sheet_says(enter_as, demo):
    page = enter_as("rec1").get(reverse("patients:list_arrivals"))

    assert len(page.context["people"]) == demo["expected today"]


def test_the_mentor_is_matched_as_the_sheet_says(enter_as, demo):
    page = enter_as("peer1").get(reverse("patients:list_matches"))

    assert len(page.context["people"]) == demo["matched"]["peer1"]


@READS_ALL
def test_facts_are_missing_as_the_sheet_says(demo):
    treated = Episode.objects.open().filter(scheme_id=1, patient__died_on=None)
    missing = [one for one in treated if _lacks(one)]

    assert len(missing) == demo["facts missing"]


def _lacks(episode):
    facts = episode.core_facts | {"sex": episode.patient.sex}
    return missing_core_facts(CoreFacts(**facts))


# The command, the day and the reset


def test_loading_again_says_so_and_changes_nothing(demo):
    said = StringIO()
    before = Membership.objects.count()
    call_command("load_demo", stdout=said)
    call_command("load_demo", "--ground", stdout=said)

    assert said.getvalue().count("loaded already") == 2
    assert Membership.objects.count() == before


def test_nothing_is_loaded_outside_demo_mode(demo, settings):
    settings.DEMO = False

    with pytest.raises(Exception, match="Demo mode is off"):
        call_command("load_demo")


def test_what_falls_due_tomorrow_is_there_after_a_press(enter_as, demo):
    browser = enter_as("gp1")
    day = today()

    browser.post(reverse("home:move_day"))
    assert (today() - day).days == 1
    assert browser.get("/").context["count"] == demo["work"]["gp1"]["tomorrow"]


def test_the_day_moves_by_as_many_days_as_asked(enter_as):
    browser, day = enter_as("com1"), today()

    response = browser.post(reverse("home:move_day"), {"days": "7"})
    assert (response.status_code, (today() - day).days) == (302, 7)


@pytest.mark.parametrize("days", ["0", "121", "-1", "soon", "9999"])
def test_the_day_moves_neither_backward_nor_far(enter_as, days):
    day = today()

    response = enter_as("gp1").post(reverse("home:move_day"), {"days": days})
    assert (response.status_code, today()) == (409, day)


def test_neither_is_there_outside_demo_mode(enter_as, settings):
    browser, day = enter_as("gp1"), today()
    settings.DEMO = False

    for page in ("move_day", "reset_demo"):
        assert browser.post(reverse(f"home:{page}")).status_code == 404
    assert today() == day


def test_a_reset_is_refused_where_nobody_hears_it(enter_as):
    response = enter_as("gp1").post(reverse("home:reset_demo"))

    assert response.status_code == 409
    assert "load_demo" in response.content.decode()


@pytest.mark.capability("X15")
def test_one_press_asks_for_a_reset_of_whoever_hears(loaded_demo, hears, commits_in):
    with commits_in(loaded_demo):
        browser = press_in("gp1")
        response = browser.post(reverse("home:reset_demo"))

    assert response.url == reverse("home:await_reset")
    assert hears() == [RESET]


@pytest.fixture
def commits_in(django_db_blocker):
    """`commits_in(database)`: what is done there stays done."""

    @contextmanager
    def enter(database):
        with django_db_blocker.unblock(), connected(database, "app_web"):
            yield

    return enter


@pytest.fixture
def hears(cluster, loaded_demo):
    """In the place of the parent process: listens under its name; what was heard."""
    address = embedded.address("owner", cluster.sockets, loaded_demo)
    with closing(psycopg2.connect(address, application_name=run.RESET)) as line:
        line.autocommit = True
        line.cursor().execute(f"LISTEN {run.RESET}")

        def heard():
            line.poll()
            return [notice.channel for notice in line.notifies]

        yield heard


@pytest.mark.capability("X15")
@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM])
def test_each_role_is_signed_in_by_one_press(demo, role):
    username = next(one.username for one in MEMBERS if one.role == role)

    page = press_in(username).get("/", follow=True)

    assert page.context["request"].viewer.role == role


def test_the_page_that_waits_looks_again_until_one_is_signed_out(enter_as):
    address = reverse("home:await_reset")
    browser = enter_as("gp1")

    waiting = browser.get(address)
    browser.cookies.clear()
    over = browser.get(address)
    assert (waiting.status_code, waiting.headers["Refresh"]) == (200, "1")
    assert over.url == reverse("account_login")
