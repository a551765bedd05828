"""Cover: a colleague has the people and the work, between two days and no longer."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from core.clock import today

pytestmark = pytest.mark.slow
CARL = "999 526 0182"
COVER = reverse("accounts:arrange_cover")


def day_fields(name, day):
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": number for part, number in parts.items()}


@pytest.fixture
def away(call_as):
    """Leon, who names a colleague for eight days and has a thing to do."""
    leon = call_as("key1")
    colleague = Membership.objects.get(user__username="lead1").pk
    days = day_fields("starts_on", today()) | day_fields(
        "ends_on", today() + timedelta(days=7)
    )
    leon.press(COVER, colleague=colleague, note="Ring me if it burns", **days)
    log = f"{leon.find(CARL)}consultations/log/"
    task = {"stimulants_not_asked": "on", "step": "See him about sleep"}
    leon.press(log, **task, step_owner=Membership.objects.get(user__username="key1").pk)
    return leon


def names(caller, whose):
    people = caller.get("/caseload/", {"whose": whose}).context["people"]
    return [person["name"] for person in people]


def has_the_work(caller):
    return "See him about sleep" in caller.get("/").content.decode()


@pytest.mark.capability(13)
def test_the_people_and_the_work_of_who_is_away_stand_on_the_other_s_lists(
    away, call_as
):
    partner, other = call_as("lead1"), call_as("spec2")

    assert names(partner, "covered") == names(away, "mine") != []
    assert names(other, "covered") == []
    assert [has_the_work(one) for one in (away, partner, other)] == [True, True, False]


@pytest.mark.capability(13)
def test_after_the_last_day_they_no_longer_do(away, call_as):
    partner = call_as("lead1")

    partner.post(reverse("home:move_day"), {"days": "7"})
    assert names(partner, "covered")
    assert has_the_work(partner)
    partner.post(reverse("home:move_day"), {"days": "1"})
    assert not names(partner, "covered")
    assert not has_the_work(partner)


@pytest.mark.capability(13)
def test_what_is_opened_under_cover_is_written_down_as_cover(away, call_as):
    partner = call_as("lead1")
    partner.get(partner.find(CARL))

    page = call_as("priv1").get("/accesses/").content.decode()

    row = next(row for row in page.split("<tr>") if "Open a person" in row)
    assert '<td data-label="Why">cover</td>' in row


@pytest.mark.capability(13)
def test_the_practice_is_on_one_page_with_cover_one_press_away(call_as):
    gp = call_as("gp2")

    page = gp.get("/practice/").content.decode()

    assert "Dr Tom Penhale" in page
    assert "Dr Lucy Abara" in page
    assert re.search(r"<strong>\d+</strong> \w+ share care with the practice", page)
    assert f'href="{COVER}"' in page


def test_whoever_has_seen_a_thing_says_so_to_the_next_with_a_name(call_as):
    gp, nurse = call_as("gp1"), call_as("nurse1")
    page = gp.get("/").content.decode()
    seen = re.search(r"/[\w/-]+/acknowledge/", page)[0]

    gp.post(seen)

    assert "seen by Dr Amina Yusuf" in nurse.get("/").content.decode()
