"""The target of a referral: working days, the last day, and the breach list."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.working_days import is_working_day, working_days_between
from referrals.rules import Limits
from referrals.rules.clock import (
    Sent,
    breach_list,
    is_breached,
    target_on,
    time_left,
    was_late,
    why_not_book_on,
    why_not_seen_on,
)
from referrals.rules.states import UNSEEN, State

# Easter is a week before: ten working days on there is no bank holiday.
MONDAY = date(2027, 4, 5)
LAST = date(2027, 4, 19)
SENT = Sent(State.SENT, MONDAY, name="Jade")
ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2026, 1, 1), date(2028, 6, 30))


@pytest.mark.parametrize(
    ("sent_on", "own", "last"),
    [
        (MONDAY, None, LAST),
        (MONDAY, 1, date(2027, 4, 6)),
        (date(2027, 4, 9), 1, date(2027, 4, 12)),
        (date(2027, 4, 10), 1, date(2027, 4, 12)),
        (date(2027, 3, 25), 1, date(2027, 3, 30)),
    ],
)
def test_a_target_counts_working_days(sent_on, own, last):
    """After Maundy Thursday 2027 the next is the Tuesday after Easter."""
    sent = replace(SENT, sent_on=sent_on, target_working_days=own)

    assert target_on(sent, Limits()) == last


def test_a_scheme_sets_its_own_target():
    limits = Limits(referral_target_working_days=5)

    assert target_on(SENT, limits) == date(2027, 4, 12)


def test_a_target_of_no_days_is_none():
    with pytest.raises(ValueError):
        target_on(replace(SENT, target_working_days=0), Limits())


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
@pytest.mark.parametrize("state", UNSEEN)
def test_a_referral_is_late_from_the_day_after_its_target(state, days, late):
    sent = replace(SENT, state=state)

    assert is_breached(sent, LAST + days * ONE_DAY, Limits()) is late


@pytest.mark.parametrize("state", [state for state in State if state not in UNSEEN])
def test_what_is_seen_or_over_leaves_the_breach_list(state):
    sent = replace(SENT, state=state)

    assert breach_list([sent], LAST + 90 * ONE_DAY, Limits()) == []


@pytest.mark.parametrize(
    ("seen_on", "late"), [(None, False), (LAST, False), (LAST + ONE_DAY, True)]
)
def test_whoever_was_seen_late_was_late(seen_on, late):
    sent = replace(SENT, state=State.SEEN, seen_on=seen_on)

    assert was_late(sent, Limits()) is late


def test_the_longest_past_stands_first_then_the_name():
    old = replace(SENT, sent_on=MONDAY - 7 * ONE_DAY, name="Zoe")
    same = replace(SENT, name="Abel")
    fresh = replace(SENT, sent_on=LAST, name="Bea")

    late = breach_list([SENT, fresh, old, same], LAST + ONE_DAY, Limits())

    assert [sent.name for sent in late] == ["Zoe", "Abel", "Jade"]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (MONDAY, "10 working days left"),
        (date(2027, 4, 16), "1 working day left"),
        (date(2027, 4, 18), "1 working day left"),
        (LAST, "today is the last day"),
        (LAST + ONE_DAY, "1 working day past its target"),
        (date(2027, 4, 26), "5 working days past its target"),
    ],
)
def test_the_time_left_in_words(today, words):
    assert time_left(SENT, today, Limits()) == words


def test_a_weekend_after_the_target_counts_no_day():
    sent = replace(SENT, sent_on=date(2027, 4, 8), target_working_days=1)

    assert time_left(sent, date(2027, 4, 10), Limits()) == "past its target"


@given(DAYS, st.integers(1, 30))
def test_a_target_is_a_working_day_and_exactly_that_many_on(sent_on, days):
    last = target_on(replace(SENT, sent_on=sent_on, target_working_days=days), Limits())

    assert is_working_day(last)
    assert working_days_between(sent_on, last) == days


@given(DAYS, DAYS)
def test_once_late_a_referral_stays_late_until_it_is_seen(sent_on, today):
    sent = replace(SENT, sent_on=sent_on)

    if is_breached(sent, today, Limits()):
        assert is_breached(sent, today + ONE_DAY, Limits())
        assert "past its target" in time_left(sent, today, Limits())


@pytest.mark.parametrize(
    ("days", "why"),
    [(-1, "A meeting is booked for today or later."), (0, ""), (1, "")],
)
def test_nothing_is_booked_for_a_day_gone_by(days, why):
    assert why_not_book_on(MONDAY + days * ONE_DAY, MONDAY) == why


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (MONDAY - ONE_DAY, "That is before the referral was sent."),
        (MONDAY, ""),
        (LAST, ""),
        (LAST + ONE_DAY, "The day is still to come: book it instead."),
    ],
)
def test_somebody_is_seen_between_the_sending_and_today(day, why):
    assert why_not_seen_on(day, MONDAY, LAST) == why
