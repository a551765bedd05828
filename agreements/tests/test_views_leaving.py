"""Pages: a GP asks for their own last day, or for the practice's leaving day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agreements.tests.test_views_offers import MILLBROOK, on, words_of
from agreements.tests.test_views_offers import say as set_offer
from core.clock import today

pytestmark = pytest.mark.slow
THERE = reverse("agreements:tell_leaving")


def tell(browser, who, in_days, why="retires"):
    day = on("leaves_on", today() + timedelta(in_days))
    return browser.post(THERE, {"who": who, "why": why, **day})


def home_of(browser):
    return words_of(browser.get("/"))


def test_tell_leaving_asks_the_coordinator_for_one_s_own_last_day(enter_as):
    answer = tell(enter_as("gp1"), "self", 10)

    assert answer.status_code == 302
    page = home_of(enter_as("coord1"))
    assert "Millbrook Surgery, asks to leave on" in page
    assert "retires or moves away" in page


def test_that_the_practice_leaves_is_asked_of_the_coordinator_and_done_by_setting_it(
    enter_as,
):
    tell(enter_as("gp1"), "practice", 60, why="no_capacity")

    coordinator = enter_as("coord1")
    assert "Millbrook Surgery asks to leave on" in home_of(coordinator)
    set_offer(coordinator, "leaving", MILLBROOK, leaves_in=60)
    assert "asks to leave on" not in home_of(coordinator)


def test_the_practice_s_day_keeps_to_the_shortest_notice(enter_as):
    answer = tell(enter_as("gp1"), "practice", 5)

    assert (answer.status_code, "shortest notice" in words_of(answer)) == (200, True)


@pytest.mark.parametrize("username", ["spec1", "coord1", "rec1"])
def test_tell_leaving_is_the_gp_s(enter_as, username):
    assert enter_as(username).get(THERE).status_code == 403
