"""Who may follow, from when, and who may take the lead or move."""

from datetime import timedelta

import pytest

from agreements.rules.following import (
    why_not_begin_after,
    why_not_follow,
    why_not_move_on,
    why_not_retract,
    why_not_start_before,
    why_not_take_over,
)
from agreements.rules.states import State
from agreements.tests.standings import ONE_DAY, TODAY, standing

NOT_YET = "The agreement that it follows still runs."


@pytest.mark.parametrize(
    "state", [state for state in State if state != State.NOTICE_GIVEN]
)
def test_nobody_is_asked_to_follow_before_notice_is_given(state):
    why = why_not_follow(standing(state), has_follower=False, is_other_practice=True)

    assert why.startswith("Somebody is asked to follow once notice is given")


@pytest.mark.parametrize(
    ("has_follower", "is_other", "why"),
    [
        (False, True, ""),
        (True, True, "A practice has been asked to follow already."),
        (
            False,
            False,
            "Ask another practice than the one that gives the care back.",
        ),
    ],
)
def test_one_other_practice_is_asked_to_follow(has_follower, is_other, why):
    noticed = standing("notice_given")

    assert (
        why_not_follow(noticed, has_follower=has_follower, is_other_practice=is_other)
        == why
    )


@pytest.mark.parametrize(
    ("state", "days", "why"),
    [
        ("notice_given", 1, NOT_YET),
        ("notice_given", 0, ""),
        ("notice_given", -1, ""),
        ("active", -1, NOT_YET),
        ("transferred", 9, ""),
        ("ended", 9, ""),
    ],
)
def test_what_follows_begins_when_the_other_is_over(state, days, why):
    assert why_not_begin_after(State(state), TODAY + days * ONE_DAY, TODAY) == why


def test_a_colleague_takes_the_lead():
    free = {"practice_leaves_on": None, "has_follower": False}

    assert why_not_take_over(1, 2, **free) == ""
    assert why_not_take_over(1, 1, **free) == "You lead it already."


def test_nobody_takes_over_where_the_practice_leaves_or_another_is_asked():
    leaves = why_not_take_over(1, 2, practice_leaves_on=TODAY, has_follower=False)
    asked = why_not_take_over(1, 2, practice_leaves_on=None, has_follower=True)

    assert leaves == "The practice leaves on 09-Mar-2027."
    assert asked == "Another practice has been asked to follow: ask the service."


@pytest.mark.parametrize(
    ("days", "is_service", "may"),
    [
        (0, True, False),
        (1, True, True),
        (1, False, False),
        (27, False, False),
        (28, False, True),
    ],
)
def test_the_practice_keeps_to_the_shortest_notice_and_the_service_need_not(
    days, is_service, may
):
    why = why_not_move_on(
        TODAY + days * ONE_DAY,
        TODAY,
        is_service=is_service,
        first_notice_day=TODAY + timedelta(days=28),
    )

    assert (why == "") is may


@pytest.mark.parametrize(
    ("starts_in", "notice_in", "is_refused"),
    [(4, 5, True), (5, 5, False), (6, 5, False), (0, None, False)],
)
def test_what_follows_starts_on_the_notice_day_or_later(
    starts_in, notice_in, is_refused
):
    notice_on = None if notice_in is None else TODAY + notice_in * ONE_DAY

    why = why_not_start_before(TODAY + starts_in * ONE_DAY, notice_on)

    assert bool(why) is is_refused


FREE = {
    "leaves_on": None,
    "has_follower": False,
    "is_service_s": False,
    "is_lead": True,
}


@pytest.mark.parametrize(
    ("but", "words"),
    [
        ({}, ""),
        ({"leaves_on": TODAY}, "a leaving day that stands"),
        ({"has_follower": True}, "asked to follow"),
        ({"is_service_s": True}, "The service named the day"),
        ({"is_lead": False}, "Only whoever leads it"),
    ],
)
def test_a_notice_is_taken_back_by_the_lead_while_nobody_leaves_or_follows(but, words):
    why = why_not_retract(**FREE | but)

    assert words in why
    assert bool(why) == bool(words)
