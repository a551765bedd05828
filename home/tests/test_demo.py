"""The loaded demo: what the stories count on, and that both walls hold in it."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from core.refusal import Refusal
from patients.actions.appointments import book_appointment
from patients.models import Appointment, Patient

pytestmark = pytest.mark.slow


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

    assert Patient.objects.visible_to(viewer).count() == seen.count() == 8


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
