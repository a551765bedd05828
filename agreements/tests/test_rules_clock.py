"""The days of an agreement: the day before, the day, the day after."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.rules import Limits
from agreements.rules.clock import (
    HandOver,
    activates_on,
    days_in_words,
    days_left,
    first_notice_day,
    goes_to_coordinator_on,
    is_past,
    is_review_due,
    lapses_after,
    reply_by_on,
    review_due_on,
    too_old_start_on,
    why_not_notice_on,
    why_not_start_on,
    why_not_today,
)

TODAY = date(2027, 3, 9)
ONE_DAY = timedelta(days=1)
NOON = datetime(2027, 3, 9, 12, 0, tzinfo=UTC)
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def test_a_practice_has_the_schemes_days_to_answer():
    assert reply_by_on(TODAY, Limits()) == date(2027, 3, 23)
    assert reply_by_on(TODAY, Limits(reply_days=5)) == date(2027, 3, 14)


def test_the_coordinator_has_it_from_the_day_after():
    by = reply_by_on(TODAY, Limits())

    assert goes_to_coordinator_on(by) == date(2027, 3, 24)
    assert not is_past(by, by)
    assert is_past(by, goes_to_coordinator_on(by))


def test_no_day_is_never_past():
    assert not is_past(None, TODAY)


@pytest.mark.parametrize(
    ("days", "words", "left"),
    [
        (10, "10 days", "10 days left"),
        (1, "1 day", "1 day left"),
        (0, "today", "today is the last day"),
        (-1, "1 day late", "1 day late"),
        (-3, "3 days late", "3 days late"),
    ],
)
def test_days_in_words(days, words, left):
    day = TODAY + days * ONE_DAY

    assert days_in_words(day, TODAY) == words
    assert days_left(day, TODAY) == left


@pytest.mark.parametrize(
    ("starts_on", "why"),
    [
        (TODAY - ONE_DAY, "The start day cannot be in the past."),
        (TODAY, ""),
        (TODAY + ONE_DAY, ""),
        (None, "Enter the day on which the practice begins to prescribe."),
    ],
)
def test_a_start_day_is_not_in_the_past(starts_on, why):
    assert why_not_start_on(starts_on, TODAY) == why


def test_one_that_waited_starts_today_and_not_on_its_old_day():
    assert activates_on(TODAY, TODAY) == TODAY
    assert activates_on(TODAY - 5 * ONE_DAY, TODAY) == TODAY


def test_nothing_starts_before_its_day():
    with pytest.raises(ValueError):
        activates_on(TODAY + ONE_DAY, TODAY)


def test_an_acceptance_lapses_after_the_schemes_days():
    assert lapses_after(TODAY, Limits()) == date(2027, 4, 6)
    assert lapses_after(TODAY, Limits(start_within_days=0)) == TODAY


@given(DAYS, st.integers(0, 365))
def test_what_is_too_old_to_start_has_lapsed_and_a_day_later_has_not(today, days):
    limits = Limits(start_within_days=days)
    oldest = too_old_start_on(today, limits)

    assert is_past(lapses_after(oldest, limits), today)
    assert not is_past(lapses_after(oldest + ONE_DAY, limits), today)


@pytest.mark.parametrize(
    ("reviewed_on", "due_on"),
    [
        (None, date(2027, 6, 1)),
        (date(2027, 4, 1), date(2027, 6, 24)),
        (date(2027, 3, 1), date(2027, 6, 1)),
    ],
)
def test_a_review_is_due_from_the_start_or_the_last_one(reviewed_on, due_on):
    """One held before the start, which the agreement does not know, moves nothing."""
    assert review_due_on(TODAY, reviewed_on, weeks=12) == due_on


def test_a_review_is_due_by_the_agreements_own_interval():
    assert review_due_on(TODAY, None, weeks=4) == date(2027, 4, 6)
    with pytest.raises(ValueError):
        review_due_on(TODAY, None, weeks=0)


@pytest.mark.parametrize(("days", "is_due"), [(-1, False), (0, True), (1, True)])
def test_a_review_is_due_from_its_day(days, is_due):
    assert is_review_due(TODAY - days * ONE_DAY, TODAY) is is_due
    assert not is_review_due(None, TODAY)


@pytest.mark.parametrize(("days", "may"), [(27, False), (28, True), (29, True)])
def test_a_notice_names_a_day_far_enough(days, may):
    why = why_not_notice_on(TODAY + days * ONE_DAY, TODAY, Limits())

    assert (why == "") is may
    assert may or "28 days: name 06-Apr-2027 or later" in why


def test_a_notice_without_a_day_is_asked_for_it():
    assert why_not_notice_on(None, TODAY, Limits()).startswith("Enter the day")


@pytest.mark.parametrize(
    ("rung", "telephone", "minutes", "why"),
    [
        ("Dr Pryce", "07700 900112", 0, ""),
        ("Dr Pryce", "07700 900112", -30, ""),
        ("Dr Pryce", "07700 900112", 1, "The call cannot lie in the future."),
        ("Dr Pryce", "the desk", 0, "Enter the telephone number that you rang."),
        (
            " ",
            "07700 900112",
            0,
            "Enter the name of whoever you rang and who took it over.",
        ),
    ],
)
def test_handing_back_the_same_day_needs_a_named_call(rung, telephone, minutes, why):
    call = HandOver(rung, telephone, NOON + timedelta(minutes=minutes))

    assert why_not_today(call, NOON) == why


@given(DAYS, st.integers(1, 90), st.integers(0, 90))
def test_more_days_are_never_sooner(day, days, more):
    fewer = Limits(reply_days=days, start_within_days=days, notice_days=days)
    later = days + more
    longer = Limits(reply_days=later, start_within_days=later, notice_days=later)

    for when in (reply_by_on, lapses_after, first_notice_day):
        assert day <= when(day, fewer) <= when(day, longer)


@given(DAYS, DAYS, st.integers(1, 52))
def test_a_later_review_is_never_due_sooner(starts_on, reviewed_on, weeks):
    due_on = review_due_on(starts_on, reviewed_on, weeks)

    assert due_on > max(starts_on, reviewed_on)
    assert due_on <= review_due_on(starts_on, reviewed_on + ONE_DAY, weeks)


@given(DAYS, DAYS)
def test_no_start_is_ever_written_into_days_gone_by(starts_on, today):
    if today >= starts_on:
        assert activates_on(starts_on, today) >= today
