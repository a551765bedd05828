"""Nobody is left behind when a prescriber or a practice leaves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.rules import Limits
from agreements.rules.leaving import (
    Held,
    Leaving,
    Successor,
    has_successor,
    notice_day,
    why_not_close,
    why_not_close_on,
    why_not_leave_on,
    without_successor,
)
from agreements.rules.prescriber import Prescriber

TODAY = date(2027, 3, 9)
PENHALE = Prescriber("Dr Penhale", "Station Road")
ABARA = Prescriber("Dr Abara", "Station Road")
YUSUF = Prescriber("Dr Yusuf", "Millbrook")
OKAFOR = Prescriber("Dr Okafor", "Harbour House")
LEAVES_ON = TODAY + timedelta(days=90)
RETIRES = Leaving(LEAVES_ON, "Station Road", "Dr Penhale")
CLOSES = Leaving(LEAVES_ON, "Station Road")
KEELEY = Held("Keeley", PENHALE)


@pytest.mark.parametrize(
    ("leaving", "successor", "has_accepted", "is_followed"),
    [
        (RETIRES, None, False, False),
        (RETIRES, ABARA, False, False),
        (RETIRES, ABARA, True, True),
        (RETIRES, YUSUF, True, True),
        (RETIRES, OKAFOR, True, True),
        (RETIRES, PENHALE, True, False),
        (CLOSES, ABARA, True, False),
        (CLOSES, YUSUF, False, False),
        (CLOSES, YUSUF, True, True),
    ],
)
def test_a_successor_has_accepted_and_stays(
    leaving, successor, has_accepted, is_followed
):
    follows = Successor(successor, has_accepted) if successor else None

    assert has_successor(replace(KEELEY, successor=follows), leaving) is is_followed


def test_those_of_others_are_not_counted():
    people = [KEELEY, Held("Carl", YUSUF), Held("Ivy", ABARA)]

    assert [held.patient for held in without_successor(people, RETIRES)] == ["Keeley"]
    assert len(without_successor(people, CLOSES)) == 2


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([], ""),
        ([replace(KEELEY, successor=Successor(YUSUF, has_accepted=True))], ""),
        (
            [KEELEY],
            "1 person has no new prescriber yet: closing waits until somebody has "
            "accepted.",
        ),
        (
            [KEELEY, Held("Ivy", ABARA)],
            "2 people have no new prescriber yet: closing waits until somebody has "
            "accepted.",
        ),
    ],
)
def test_nobody_closes_while_one_is_left(people, why):
    assert why_not_close(people, CLOSES) == why


@pytest.mark.parametrize(("days", "may"), [(-1, False), (27, False), (28, True)])
def test_a_leaving_day_is_no_sooner_than_the_shortest_notice(days, may):
    leaves_on = TODAY + timedelta(days=days)

    assert (why_not_leave_on(leaves_on, TODAY, Limits()) == "") is may
    assert why_not_leave_on(None, TODAY, Limits()) == "Enter the leaving day."


def test_whoever_leaves_themselves_is_no_successor():
    leaves_too = Successor(YUSUF, has_accepted=True, leaves_on=LEAVES_ON)

    assert not has_successor(replace(KEELEY, successor=leaves_too), CLOSES)


def test_a_scheme_that_closes_leaves_everybody():
    followed = replace(KEELEY, successor=Successor(YUSUF, has_accepted=True))

    assert without_successor([followed], Leaving(LEAVES_ON)) == [followed]


@pytest.mark.parametrize(("days", "may"), [(89, False), (90, True), (91, True)])
def test_closing_waits_for_the_last_notice_day(days, may):
    followed = Successor(YUSUF, has_accepted=True)
    held = replace(KEELEY, successor=followed, until_on=LEAVES_ON)
    closes_on = TODAY + timedelta(days=days)

    assert (why_not_close_on([held], CLOSES, closes_on) == "") is may
    assert why_not_close_on([KEELEY], CLOSES, closes_on).startswith("1 person has")
    assert why_not_close_on([], CLOSES, TODAY) == ""


@pytest.mark.parametrize(
    ("practice", "lead", "day"),
    [
        (None, None, None),
        (90, None, 90),
        (-2, None, 0),
        (None, 27, 28),
        (None, 28, None),
        (90, 10, 11),
        (5, 10, 5),
        (None, -3, 0),
    ],
)
def test_the_day_of_a_notice_is_that_of_whoever_leaves_first(practice, lead, day):
    def on(days):
        return None if days is None else TODAY + timedelta(days=days)

    assert notice_day(on(practice), on(lead), TODAY, Limits()) == on(day)


@given(st.lists(st.sampled_from([None, ABARA, YUSUF, PENHALE]), max_size=12))
def test_the_counter_falls_only_as_successors_accept(successors):
    held = [
        replace(KEELEY, successor=Successor(who) if who else None) for who in successors
    ]
    left = [len(without_successor(held, RETIRES))]
    for n, who in enumerate(successors):
        if who:
            held[n] = replace(held[n], successor=Successor(who, has_accepted=True))
        left.append(len(without_successor(held, RETIRES)))

    falls = [before - after for before, after in zip(left, left[1:], strict=False)]
    assert left[0] == len(held)
    assert falls == [int(who in (ABARA, YUSUF)) for who in successors]
