"""Nobody is left behind when a prescriber or a practice leaves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.rules.leaving import (
    Held,
    Leaving,
    Successor,
    has_successor,
    why_not_close,
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
    ("leaving", "successor", "accepted_on", "is_followed"),
    [
        (RETIRES, None, None, False),
        (RETIRES, ABARA, None, False),
        (RETIRES, ABARA, TODAY, True),
        (RETIRES, YUSUF, TODAY, True),
        (RETIRES, OKAFOR, TODAY, True),
        (RETIRES, PENHALE, TODAY, False),
        (CLOSES, ABARA, TODAY, False),
        (CLOSES, YUSUF, None, False),
        (CLOSES, YUSUF, TODAY, True),
    ],
)
def test_a_successor_has_accepted_and_stays(
    leaving, successor, accepted_on, is_followed
):
    follows = Successor(successor, accepted_on) if successor else None

    assert has_successor(replace(KEELEY, successor=follows), leaving) is is_followed


def test_those_of_others_are_not_counted():
    people = [KEELEY, Held("Carl", YUSUF), Held("Ivy", ABARA)]

    assert [held.patient for held in without_successor(people, RETIRES)] == ["Keeley"]
    assert len(without_successor(people, CLOSES)) == 2


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([], ""),
        ([replace(KEELEY, successor=Successor(YUSUF, TODAY))], ""),
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


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (1, True)])
def test_a_leaving_day_is_not_in_the_past(days, may):
    assert (why_not_leave_on(TODAY + timedelta(days=days), TODAY) == "") is may


@given(st.lists(st.sampled_from([None, ABARA, YUSUF, PENHALE]), max_size=12))
def test_the_counter_falls_only_as_successors_accept(successors):
    held = [
        replace(KEELEY, successor=Successor(who) if who else None) for who in successors
    ]
    left = [len(without_successor(held, RETIRES))]
    for n, who in enumerate(successors):
        if who:
            held[n] = replace(held[n], successor=Successor(who, TODAY))
        left.append(len(without_successor(held, RETIRES)))

    falls = [before - after for before, after in zip(left, left[1:], strict=False)]
    assert left[0] == len(held)
    assert falls == [int(who in (ABARA, YUSUF)) for who in successors]
