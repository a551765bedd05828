"""Pages: a GP names their own last day, or asks for the practice's leaving day."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from accounts.models import Membership
from agreements.tests.test_views_offers import MILLBROOK, on, words_of
from agreements.tests.test_views_offers import say as set_offer
from core.clock import today

pytestmark = pytest.mark.slow
THERE = reverse("agreements:tell_leaving")
BACK = reverse("agreements:take_back_last_day")
LEAVERS = reverse("agreements:list_leavers")


def seen(browser):
    """How their own end stands, as the page that they look at says it."""
    return re.search(r'name="seen" value="([^"]*)"', words_of(browser.get(THERE)))[1]


def leave(browser, in_days, **more):
    said = {"who": "self", "seen": seen(browser)} | more
    return browser.post(THERE, said | on("last_day", today() + timedelta(in_days)))


def ask(browser, in_days, why="no_capacity"):
    day = on("leaves_on", today() + timedelta(in_days))
    return browser.post(THERE, {"who": "practice", "why": why, **day})


def take_back(browser):
    return browser.post(BACK, {"seen": seen(browser)})


def home_of(browser):
    return words_of(browser.get("/"))


def gp1():
    return Membership.objects.get(user__username="gp1")


def end_of():
    return gp1().ends_on, gp1().is_own_end


def test_tell_leaving_sets_one_s_own_last_day_and_tells_the_coordinator(enter_as):
    gp = enter_as("gp1")

    answer = leave(gp, 100)

    assert (answer.status_code, answer.url) == (302, LEAVERS)
    assert end_of() == (today() + timedelta(100), True)
    assert "Your own last day is" in words_of(gp.get(LEAVERS))
    page = home_of(enter_as("coord1"))
    assert "Dr Amina Yusuf, Millbrook Surgery, leaves: their last day is" in page


def test_the_page_says_before_how_many_would_have_nobody_to_follow(enter_as):
    page = words_of(enter_as("gp1").get(THERE))

    counted = "1 person, 1 without a successor"
    assert f"You prescribe here for {counted}" in page
    assert f"It prescribes for {counted}" in page


def test_whoever_leads_nobody_reads_that(enter_as):
    page = words_of(enter_as("gp3").get(THERE))

    assert "You prescribe here for nobody" in page


def test_take_back_last_day_lets_one_stay_and_tells_the_coordinator(enter_as):
    gp = enter_as("gp1")
    leave(gp, 100)
    assert "Take it back" in words_of(gp.get(THERE))

    answer = take_back(gp)

    assert (answer.status_code, answer.url) == (302, LEAVERS)
    assert end_of() == (None, False)
    assert "Take it back" not in words_of(gp.get(THERE))
    assert "Millbrook Surgery, stays: no longer is" in home_of(enter_as("coord1"))


def test_a_day_that_an_administrator_set_is_shown_and_not_taken_back(enter_as):
    gp = enter_as("gp2")

    page = words_of(gp.get(THERE))

    assert "as an administrator has set it" in page
    assert "Take it back" not in page
    assert take_back(gp).status_code == 409


@pytest.mark.parametrize(
    ("in_days", "words"),
    [
        (-1, "Your last day must be today or later"),
        (900, "Your last day must be at most 2 years ahead"),
        (None, "Enter your last day"),
    ],
)
def test_tell_leaving_says_which_day_to_enter(enter_as, in_days, words):
    gp = enter_as("gp1")

    if in_days is None:
        answer = gp.post(THERE, {"who": "self", "seen": seen(gp)})
    else:
        answer = leave(gp, in_days)

    assert (answer.status_code, words in words_of(answer)) == (200, True)
    assert end_of() == (None, False)


def test_a_day_that_is_none_is_said_to_be_none(enter_as):
    gp = enter_as("gp1")
    day = {"last_day_day": 31, "last_day_month": 2, "last_day_year": 2027}

    answer = gp.post(THERE, {"who": "self", "seen": seen(gp)} | day)

    assert "Date must be a real date" in words_of(answer)


def test_nobody_puts_off_what_an_administrator_set(enter_as):
    gp = enter_as("gp2")
    given = Membership.objects.get(user__username="gp2").ends_on

    answer = leave(gp, (given - today()).days + 1)

    words = "you can name a sooner one, and only they put it off"
    assert (answer.status_code, words in words_of(answer)) == (200, True)
    assert Membership.objects.get(user__username="gp2").ends_on == given


def test_the_same_day_again_is_told_to_be_theirs_already(enter_as):
    gp = enter_as("gp1")
    leave(gp, 100)

    answer = leave(gp, 100)

    assert "is your last day already" in words_of(answer)


def test_without_an_answer_nothing_is_asked_but_who_leaves(enter_as):
    answer = enter_as("gp1").post(THERE, {"last_day_day": "x"})

    page = unescape(words_of(answer))
    assert "Choose who leaves" in page
    assert "Date must" not in page


def test_what_the_choice_did_not_ask_is_let_be(enter_as):
    answer = leave(enter_as("gp1"), 100, leaves_on_day="x", leaves_on_month="y")

    assert answer.status_code == 302


def test_of_two_editors_the_second_is_told(enter_as):
    one, other = enter_as("gp1"), enter_as("gp1")
    before = seen(other)
    leave(one, 100)

    answer = leave(other, 90, seen=before)

    assert answer.status_code == 409
    assert "The last day was changed meanwhile" in words_of(answer)
    assert end_of() == (today() + timedelta(100), True)


def test_twenty_presses_tell_the_coordinator_once(enter_as):
    gp = enter_as("gp1")
    said = {"seen": seen(gp), "submit_key": "0b5f0a3e-6a0c-4f6e-9d59-6f0d5d0a7c11"}

    answers = [leave(gp, 100, **said)]
    told = home_of(enter_as("coord1")).count("leaves: their last day is")
    answers += [leave(gp, 100, **said) for _ in range(19)]

    assert {answer.url for answer in answers} == {LEAVERS}
    assert told
    assert home_of(enter_as("coord1")).count("leaves: their last day is") == told


def test_that_the_practice_leaves_is_asked_of_the_coordinator_and_done_by_setting_it(
    enter_as,
):
    ask(enter_as("gp1"), 60)

    coordinator = enter_as("coord1")
    assert "Millbrook Surgery asks to leave on" in home_of(coordinator)
    set_offer(coordinator, "leaving", MILLBROOK, leaves_in=60)
    assert "asks to leave on" not in home_of(coordinator)


def test_the_practice_s_day_keeps_to_the_shortest_notice(enter_as):
    answer = ask(enter_as("gp1"), 5)

    assert (answer.status_code, "shortest notice" in words_of(answer)) == (200, True)


def test_the_practice_s_day_needs_a_reason(enter_as):
    answer = ask(enter_as("gp1"), 60, why="")

    assert (answer.status_code, "Choose why" in words_of(answer)) == (200, True)


@pytest.mark.parametrize("username", ["spec1", "coord1", "rec1"])
def test_tell_leaving_and_take_back_last_day_are_the_gp_s(enter_as, username):
    browser = enter_as(username)

    assert browser.get(THERE).status_code == 403
    assert browser.post(BACK).status_code == 403
