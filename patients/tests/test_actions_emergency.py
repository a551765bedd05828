"""Emergency access: whom it opens, for how long, and who is told."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.db import InternalError, ProgrammingError, connection, transaction
from django.db.models.functions import Now

from audit.models import Event
from core.refusal import Refusal
from patients.actions.emergency import (
    Sought,
    end_emergency_access,
    request_emergency_access,
)
from patients.models import Consultation, Grant, Name, Patient, WorkItem
from patients.rules.grants import EmergencyReason
from patients.rules.limits import Limits
from tests.walls.people import ID, MEMBERS, OFFICE, see_as
from tests.walls.rows import NHS_NUMBER

BORN = date(1979, 3, 14)
CARL = Sought(born_on=BORN, family="Dunmore", given="Carl", postcode="zz993vz")
WHO = "registered, not sharing"
BY_NUMBER = Sought(born_on=BORN, nhs_number=NHS_NUMBER)

# Rows are looked at from behind the wall; the function asks who acts all the same.
pytestmark = pytest.mark.role("unwalled")


def ask(who=WHO, sought=CARL, words="Found unconscious", limits=None):
    by = see_as(who)
    return request_emergency_access(
        sought=sought,
        reason=EmergencyReason.LIFE_OR_SERIOUS_HARM,
        words=words,
        limits=limits or Limits(),
        by=by,
    )


@pytest.fixture
def carl(world):
    return Patient.objects.get(pk=world.id_of("Carl: patient"))


def opened_here():
    """The world's own emergency grants say no reason."""
    return Grant.objects.filter(because="break_glass").exclude(reason="")


def told_here():
    """The world's own privacy officer is told without end."""
    told = Grant.objects.filter(because="privacy", ends_on__isnull=False)
    return told.order_by("membership_id")


def alerts():
    return WorkItem.objects.filter(kind="privacy_alert")


def events():
    found = Event.objects.filter(verb__startswith="emergency_access")
    return list(found.order_by("id").values_list("verb", flat=True))


def test_it_opens_the_record_from_the_next_request_on(carl):
    before = see_as(WHO)

    opened = ask()

    assert opened == carl.pk
    assert not Patient.objects.open_to(before).filter(pk=carl.pk)
    assert Patient.objects.open_to(see_as(WHO)).get(pk=carl.pk)
    assert see_as(WHO).why_of(carl.pk) == "break_glass"


def test_it_lasts_the_scheme_s_hours_by_the_database_s_clock(carl):
    ask(limits=Limits(emergency_hours=2))

    grant = opened_here().annotate(now=TransactionNow()).get()
    assert grant.expires_at - grant.now == timedelta(hours=2)
    assert (grant.membership_id, grant.reach) == (ID[WHO], "record")
    assert grant.reason == "life_or_serious_harm: Found unconscious"


@pytest.mark.parametrize(("asked", "lasts"), [(0, 1), (-5, 1), (25, 24), (9999, 24)])
def test_no_caller_makes_it_last_beyond_a_day(carl, asked, lasts):
    ask(limits=Limits(emergency_hours=asked))

    grant = opened_here().annotate(now=TransactionNow()).get()
    assert grant.expires_at - grant.now == timedelta(hours=lasts)


def test_to_the_second_it_is_over(carl):
    ask()
    opened_here().update(expires_at=TransactionNow())

    assert not Patient.objects.visible_to(see_as(WHO)).filter(pk=carl.pk)


def test_whoever_began_it_ends_it_and_nobody_else_s(carl):
    ask()
    end_emergency_access(patient=carl, by=see_as("other organisation"))
    end_emergency_access(patient=carl, by=see_as("emergency"))
    assert Patient.objects.visible_to(see_as(WHO)).filter(pk=carl.pk)

    for _ in range(2):
        end_emergency_access(patient=carl, by=see_as(WHO))

    assert not Patient.objects.visible_to(see_as(WHO)).filter(pk=carl.pk)
    assert events().count("emergency_access_ended") == 2  # of the world's own one too


@pytest.mark.role("app_web")
def test_the_one_who_asked_may_write_in_the_record(world):
    ask()
    by = see_as(WHO)
    carl = Patient.objects.get(pk=world.id_of("Carl: patient"))

    entry = Consultation.objects.create(
        **carl.columns(),
        on_day=by.day,
        form="consultation",
        place="other",
        author_id=by.membership_id,
        author_name=by.signature,
    )

    assert Consultation.objects.visible_to(by).get(pk=entry.pk)


def test_every_privacy_officer_is_told_and_may_know_the_name(carl):
    ask()

    item = alerts().get()
    assert (item.organisation_id, item.role) == (OFFICE, "privacy_officer")
    assert item.title == f"Emergency access: {see_as(WHO).signature}"
    officers = [ID[name] for name in ("privacy officer", "privacy officer, told")]
    told = told_here()
    assert [grant.membership_id for grant in told] == officers
    assert {(g.reach, g.ends_on - g.starts_on) for g in told} == {
        ("name", timedelta(days=28))
    }
    for name in ("privacy officer", "privacy officer, told"):
        assert Patient.objects.visible_to(see_as(name)).filter(pk=carl.pk)
        assert WorkItem.objects.visible_to(see_as(name)).filter(pk=item.pk)


def test_the_alert_tells_nothing_of_the_person(carl):
    ask()

    item = alerts().get()
    for word in (carl.family, carl.given, carl.nhs_number, carl.postcode):
        assert word not in item.title


def test_it_is_written_down_with_the_reason(carl):
    ask()

    event = Event.objects.get(verb="emergency_access_opened")
    assert (event.patient_id, event.membership_id) == (carl.pk, ID[WHO])
    assert event.facts["words"] == "Found unconscious"


@pytest.mark.parametrize(
    "sought",
    [
        Sought(born_on=BORN, family="DUNMORE", given="cárl", postcode="ZZ99 3VZ"),
        Sought(born_on=BORN, family="Dun-more", given="Carl", postcode="zz99 3vz"),
    ],
)
def test_spelling_does_not_stand_in_the_way(carl, sought):
    assert ask(sought=sought) == carl.pk


def test_a_former_name_finds_too(carl):
    Name.objects.create(
        **carl.columns(),
        kind="former",
        family="Reed",
        given="Carl",
        family_key="reed",
        given_key="carl",
    )

    sought = Sought(born_on=BORN, family="Reed", given="Carl", postcode="ZZ99 3VZ")
    assert ask(sought=sought) == carl.pk


def test_number_and_birth_find(carl):
    Patient.objects.exclude(pk=carl.pk).update(nhs_number=None)

    assert ask(sought=BY_NUMBER) == carl.pk


@pytest.mark.parametrize(
    "sought",
    [
        Sought(born_on=date(1979, 3, 15), nhs_number=NHS_NUMBER),
        Sought(born_on=BORN, nhs_number="9991590838"),
        Sought(born_on=BORN, family="Dunmore", given="Carl"),
        Sought(born_on=BORN, family="Dunmore", given="", postcode="ZZ99 3VZ"),
        Sought(born_on=BORN, family="Dunmore", given="Carl", postcode="ZZ99 3VY"),
        Sought(born_on=BORN, family="Dunmor", given="Carl", postcode="ZZ99 3VZ"),
        Sought(born_on=BORN, family="Dunmore", given="Dean", postcode="ZZ99 3VZ"),
        Sought(born_on=BORN),
    ],
    ids=["birth", "number", "no postcode", "no given", "postcode", "family"]
    + ["other scheme", "birth alone"],
)
def test_nobody_is_opened_by_less_than_an_exact_search(carl, sought):
    assert ask(sought=sought) is None
    assert not opened_here()
    assert not told_here()
    assert not alerts()
    assert events() == ["emergency_access_not_found"]


def test_someone_excluded_gets_the_answer_of_nobody_and_the_officer_is_told(carl):
    assert ask("excluded, granted") is None

    assert not opened_here()
    item = alerts().get()
    assert item.title.startswith("Emergency access refused by an exclusion")
    assert events() == ["emergency_access_refused"]


def test_a_record_that_is_open_is_not_opened_again(carl):
    assert ask("own service") == carl.pk

    assert not opened_here()
    assert events() == ["emergency_access_not_needed"]


def test_it_cannot_be_lengthened_by_asking_again(carl):
    ask(limits=Limits(emergency_hours=1))
    first = opened_here().get().expires_at

    assert ask(limits=Limits(emergency_hours=8)) == carl.pk

    assert opened_here().get().expires_at == first


def test_a_day_allows_only_so_many(carl):
    for name in ("Erin", "Carl"):
        sought = Sought(born_on=BORN, family="Dunmore", given=name, postcode="ZZ993VZ")
        ask("asked practice", sought, limits=Limits(emergency_uses_a_day=2))

    with pytest.raises(Refusal, match="as often as a day allows"):
        ask("asked practice", limits=Limits(emergency_uses_a_day=2))
    assert events()[-1] == "emergency_access_used_up"


def test_guessing_is_stopped(carl):
    nobody = Sought(born_on=BORN, nhs_number="9991590838")
    for _ in range(10):
        assert ask(sought=nobody) is None

    with pytest.raises(Refusal):
        ask()


CLINICIANS = {"gp", "nurse", "specialist", "keyworker", "team_lead"}
OTHERS = [
    name
    for name, (role, *_) in MEMBERS.items()
    if role not in CLINICIANS and role != "system"
]


@pytest.mark.parametrize("who", OTHERS)
def test_it_is_for_clinicians(carl, who):
    with pytest.raises(ProgrammingError, match="for clinicians"):
        ask(who)


def test_nobody_who_does_not_act_is_heard(carl):
    with (
        pytest.raises(ProgrammingError, match="for clinicians"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT ctx.break_glass(%s, 'x', 'x', 4, 3, '{}')",
            [json.dumps(CARL.as_keys())],
        )


@pytest.mark.parametrize("words", ["", "   "])
def test_a_reason_is_given(carl, words):
    with pytest.raises(InternalError, match="needs a reason"):
        ask(words=words)


@pytest.mark.role("app_web")
def test_there_is_no_other_way_to_such_a_grant(world):
    by = see_as("own service")
    carl = Patient.objects.get(pk=world.id_of("Carl: patient"))
    made = Grant(
        **carl.columns(),
        membership_id=ID[WHO],
        reach="record",
        because="break_glass",
        starts_on=by.day,
        expires_at=Now() + timedelta(hours=1),
    )

    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        made.save(force_insert=True)
    assert not Grant.objects.filter(because="break_glass").update(expires_at=None)
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Grant.objects.filter(because="team").update(because="break_glass")
