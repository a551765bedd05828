"""Bookings, and what came of them: asked of whoever was to see the person."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from core.clock import today
from patients.models import Appointment, Patient

pytestmark = pytest.mark.slow
CARL, KEELEY = "999 526 0182", "999 159 0838"
TAKEN = "booked at this time already"


@pytest.fixture
def leon(call_as):
    return call_as("key1")


def book(caller, person, **more):
    day = today() + timedelta(days=3)
    on = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    return caller.press(f"{person}appointments/book/", **{"time": "09:17"} | on | more)


def errors(page):
    return page.context["form"].errors if "form" in page.context else {}


def test_with_whom_is_oneself_unless_one_chooses_another(leon):
    page = book(leon, leon.find(CARL))

    assert "Booked for" in page.content.decode()


def test_whoever_is_booked_at_that_time_already_is_booked_again_only_knowingly(leon):
    book(leon, leon.find(CARL))

    page = book(leon, leon.find(KEELEY))
    assert f"Leon Whitcombe: {TAKEN}" in errors(page)["anyway"][0]
    again = book(leon, leon.find(KEELEY), anyway="on")

    assert "Booked for" in again.content.decode()


def test_the_person_is_not_in_two_places_at_once_either(leon, call_as):
    book(leon, leon.find(CARL))

    page = book(call_as("lead1"), leon.find(CARL))

    assert "DUNMORE, Carl" in errors(page)["anyway"][0]


@pytest.mark.parametrize("hour", ["06:59", "21:01", "02:00"])
def test_nobody_is_booked_at_night(leon, hour):
    page = book(leon, leon.find(CARL), time=hour)

    said = "Enter a time between 07:00 and 21:00, like 14:00"
    assert errors(page)["time"] == [said]


def test_the_page_of_a_booking_says_who_it_is_for(leon, call_as):
    carl = leon.find(CARL)
    booking = f"{carl}appointments/book/"

    assert "penicillin" in leon.get(booking).content.decode()
    desk = call_as("rec1").get(booking).content.decode()
    assert "14-Mar-1979" in desk
    assert "penicillin" not in desk


@pytest.fixture
def yesterdays(leon, act_as):
    """One whom Leon was to see yesterday, of which nothing is said."""
    viewer = act_as("key1")
    carl = Patient.objects.get(family="Dunmore", given="Carl")
    at = datetime.combine(viewer.day - timedelta(days=1), time(11))
    return Appointment.objects.create(
        **carl.columns(),
        organisation_id=viewer.organisation_id,
        place="Harbour House",
        starts_at=timezone.make_aware(at),
        with_member_id=viewer.membership_id,
    )


def test_an_appointment_that_has_passed_without_an_outcome_is_put_right(
    leon, yesterdays
):
    before = leon.get("/").context["left"]
    day = today() - timedelta(days=1)
    page = leon.get("/arrivals/")
    assert f'href="?day={day}"' in page.content.decode()
    of_day = leon.get("/arrivals/", {"day": str(day)})
    assert yesterdays.pk in {one["pk"] for one in of_day.context["people"]}

    moved = leon.post(f"/appointments/{yesterdays.pk}/move/", {"verb": "see"})

    assert moved.url == f"/arrivals/?day={day}"
    assert before >= 1
    assert leon.get("/").context["left"] == before - 1


@pytest.mark.parametrize("verb", ["we_cancel", "they_cancel", "see"])
def test_what_was_said_in_error_is_put_right(leon, yesterdays, act_as, verb):
    move = f"/appointments/{yesterdays.pk}/move/"

    leon.post(move, {"verb": verb})
    act_as("key1")
    said = Appointment.objects.get(pk=yesterdays.pk).state
    leon.post(move, {"verb": "correct"})

    act_as("key1")
    assert said in {"we_cancelled", "they_cancelled", "seen"}
    assert Appointment.objects.get(pk=yesterdays.pk).state == "booked"
