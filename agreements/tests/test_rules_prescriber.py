"""Whose turn it is to prescribe: what each act begins, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agreements.rules.prescriber import (
    Hands,
    Prescriber,
    Told,
    Turn,
    current_on,
    is_outside,
    last_of,
    next_turn,
    turn_of_act,
    turn_on_return,
    turn_outside,
    turn_when_lost,
    why_not_begin,
    why_not_outside,
    why_not_replace,
)
from agreements.rules.states import RUNNING, State, Verb
from patients.rules.words import OUTSIDE, TurnBecause

TODAY = date(2027, 3, 9)
ONE_DAY = timedelta(days=1)
OKAFOR = Prescriber("Dr Okafor", "Harbour House")
PRYCE = Prescriber("Dr Pryce", "Harbour House")
PENHALE = Prescriber("Dr Penhale", "Station Road")
DALE = Prescriber("The prison's doctor", "HMP Dale")
HANDS = Hands(gp=PENHALE, specialist=OKAFOR, duty=PRYCE)
TOLD = Told("Nurse Bell", "01632 960112", TODAY)
FIRST = Turn(1, TODAY - 30 * ONE_DAY, OKAFOR, TurnBecause.STARTED)
SECOND = Turn(2, TODAY - 9 * ONE_DAY, PENHALE, TurnBecause.AGREEMENT)
IN_PRISON = Turn(3, TODAY - ONE_DAY, DALE, TurnBecause.PRISON, TOLD)


@pytest.mark.parametrize(
    ("days", "who"),
    [(31, None), (30, OKAFOR), (10, OKAFOR), (9, PENHALE), (0, PENHALE)],
)
def test_a_turn_lasts_until_the_next_begins(days, who):
    turn = current_on([SECOND, FIRST], TODAY - days * ONE_DAY)

    assert (turn.prescriber if turn else None) == who


def test_of_two_turns_of_one_day_the_later_counts():
    third = replace(SECOND, n=3, prescriber=PRYCE)

    assert current_on([third, FIRST, SECOND], TODAY).prescriber == PRYCE


@pytest.mark.parametrize(
    ("last", "seen_n", "days", "why"),
    [
        (None, 0, 0, ""),
        (SECOND, 2, 0, ""),
        (SECOND, 2, -9, ""),
        (SECOND, 2, -10, "The present turn began on 28-Feb-2027."),
        (SECOND, 2, 1, "A turn begins on its day, and not before."),
        (SECOND, 1, 0, "Somebody else has changed who prescribes: look again."),
        (SECOND, 0, 0, "Somebody else has changed who prescribes: look again."),
        (None, 1, 0, "Somebody else has changed who prescribes: look again."),
    ],
)
def test_a_turn_begins_after_the_last_that_was_seen(last, seen_n, days, why):
    day = TODAY + days * ONE_DAY

    assert why_not_begin(last, seen_n=seen_n, starts_on=day, today=TODAY) == why


@pytest.mark.parametrize(
    ("prescriber", "days", "because", "told"),
    [
        (PENHALE, -10, TurnBecause.AGREEMENT, None),
        (Prescriber("", "Station Road"), 0, TurnBecause.AGREEMENT, None),
        (Prescriber("Dr Penhale", ""), 0, TurnBecause.AGREEMENT, None),
        (DALE, 0, TurnBecause.PRISON, None),
        (PENHALE, 0, TurnBecause.AGREEMENT, TOLD),
    ],
)
def test_a_turn_that_cannot_be_is_not_made(prescriber, days, because, told):
    day = TODAY + days * ONE_DAY

    with pytest.raises(ValueError):
        next_turn(SECOND, prescriber, starts_on=day, because=because, told=told)


@pytest.mark.parametrize(
    ("verb", "who", "because"),
    [
        ("activate", PENHALE, "agreement"),
        ("hand_back_today", PRYCE, "notice"),
        ("take_back", OKAFOR, "agreement"),
        ("replace", PRYCE, "lost"),
        ("end", PRYCE, "agreement"),
    ],
)
def test_an_act_begins_a_turn_today(verb, who, because):
    turn = turn_of_act(Verb(verb), SECOND, HANDS, today=TODAY)

    assert turn == Turn(3, TODAY, who, TurnBecause(because))


QUIET = (
    "send ask answer accept decline withdraw agree still_agree disagree take_part "
    "lapse review"
)


@pytest.mark.parametrize("verb", [*QUIET.split(), "give_notice"])
def test_no_other_act_changes_who_prescribes(verb):
    assert turn_of_act(Verb(verb), SECOND, HANDS, today=TODAY) is None


@pytest.mark.parametrize("days", [0, 3])
def test_a_notice_gives_the_duty_prescriber_its_own_day(days):
    """Even where the clock stood still for days: nobody keeps what they gave back."""
    named = TODAY - days * ONE_DAY

    turn = turn_of_act(Verb.TRANSFER, SECOND, HANDS, today=TODAY, notice_on=named)

    assert turn == Turn(3, named, PRYCE, TurnBecause.NOTICE)


def test_a_notice_never_reaches_back_behind_the_turn_that_runs():
    before = SECOND.starts_on - ONE_DAY

    turn = turn_of_act(Verb.TRANSFER, SECOND, HANDS, today=TODAY, notice_on=before)

    assert turn.starts_on == SECOND.starts_on


@pytest.mark.parametrize("notice_on", [None, TODAY + ONE_DAY])
def test_no_notice_transfers_before_its_day(notice_on):
    with pytest.raises(ValueError):
        turn_of_act(Verb.TRANSFER, SECOND, HANDS, today=TODAY, notice_on=notice_on)


@pytest.mark.parametrize("verb", Verb)
def test_whoever_prescribes_outside_goes_on_whatever_the_agreement_does(verb):
    assert turn_of_act(verb, IN_PRISON, HANDS, today=TODAY, notice_on=TODAY) is None


@pytest.mark.parametrize("lost", [FIRST, SECOND, IN_PRISON])
def test_the_duty_prescriber_follows_whoever_is_lost(lost):
    turn = turn_when_lost(lost, PRYCE, TODAY)

    assert turn == Turn(lost.n + 1, TODAY, PRYCE, TurnBecause.LOST)


def test_the_duty_prescriber_does_not_follow_themselves():
    on_duty = replace(SECOND, prescriber=PRYCE)

    assert why_not_replace(on_duty, PRYCE).endswith(
        "name another duty prescriber first."
    )
    with pytest.raises(ValueError):
        turn_when_lost(on_duty, PRYCE, TODAY)


@pytest.mark.parametrize("because", OUTSIDE)
def test_outside_is_a_turn_with_who_told_it(because):
    turn = turn_outside(SECOND, DALE, because=because, told=TOLD, today=TODAY)

    assert turn == Turn(3, TODAY, DALE, because, TOLD)
    assert is_outside(turn)


def test_somebody_may_come_to_us_from_outside():
    turn = turn_outside(
        None, DALE, because=TurnBecause.ELSEWHERE, told=TOLD, today=TODAY
    )

    assert turn.n == 1


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, ""),
        ({"told_on": TODAY - ONE_DAY}, ""),
        ({"told_by": " "}, "Enter who told you that they prescribe."),
        (
            {"telephone": "the ward"},
            "Enter a telephone number at which they can be asked.",
        ),
        (
            {"told_on": TODAY + ONE_DAY},
            "The day on which you were told cannot be in the future.",
        ),
    ],
)
def test_outside_needs_who_told_a_telephone_and_the_day(facts, why):
    assert why_not_outside(replace(TOLD, **facts), TODAY) == why


@pytest.mark.parametrize(
    ("because", "told"),
    [
        (TurnBecause.NOTICE, TOLD),
        (TurnBecause.PRISON, replace(TOLD, told_by="")),
    ],
)
def test_an_outside_turn_that_cannot_be_is_not_made(because, told):
    with pytest.raises(ValueError):
        turn_outside(SECOND, DALE, because=because, told=told, today=TODAY)


@pytest.mark.parametrize("state", State)
def test_on_return_the_practice_or_the_duty_prescriber_prescribes(state):
    turn = turn_on_return(IN_PRISON, state, HANDS, TODAY)

    assert turn.prescriber == (PENHALE if state in RUNNING else PRYCE)
    assert (turn.n, turn.starts_on) == (4, TODAY)


def test_nobody_returns_who_was_not_away():
    with pytest.raises(ValueError):
        turn_on_return(SECOND, State.ACTIVE, HANDS, TODAY)


def test_nobody_prescribes_where_nobody_has_begun():
    assert last_of([]) is None
    assert not is_outside(None)
