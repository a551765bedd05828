"""Working days of England and Wales, with the published bank holidays."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import working_days

MAUNDY_THURSDAY = date(2027, 3, 25)
TUESDAY_AFTER_EASTER = date(2027, 3, 30)
DAYS = st.dates(date(2012, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 3, 25), ""),
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 3, 29), "Easter Monday"),
        (date(2027, 3, 30), ""),
        (date(2026, 12, 28), "Boxing Day"),
        (date(2027, 3, 17), ""),  # St Patrick's Day is kept in Northern Ireland only
    ],
)
def test_bank_holidays_are_those_of_england_and_wales(day, name):
    assert working_days.bank_holiday(day) == name
    assert working_days.is_working_day(day) == (not name)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2027, 3, 5), True),
        (date(2027, 3, 6), False),
        (date(2027, 3, 7), False),
        (date(2027, 3, 8), True),
    ],
)
def test_the_weekend_is_not_working(day, is_working):
    assert working_days.is_working_day(day) == is_working


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (MAUNDY_THURSDAY, 0, MAUNDY_THURSDAY),
        (MAUNDY_THURSDAY, 1, TUESDAY_AFTER_EASTER),
        (date(2027, 3, 27), 1, TUESDAY_AFTER_EASTER),
        (TUESDAY_AFTER_EASTER, -1, MAUNDY_THURSDAY),
        (date(2027, 3, 8), -3, date(2027, 3, 3)),
        (date(2027, 3, 27), 0, date(2027, 3, 27)),
    ],
)
def test_working_days_are_added_over_easter(day, count, expected):
    assert working_days.add_working_days(day, count) == expected


def test_a_day_that_is_free_moves_to_the_next_working_day():
    assert working_days.on_or_next_working_day(MAUNDY_THURSDAY) == MAUNDY_THURSDAY
    assert working_days.on_or_next_working_day(date(2027, 3, 26)) == date(2027, 3, 30)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (MAUNDY_THURSDAY, MAUNDY_THURSDAY, 0),
        (MAUNDY_THURSDAY, TUESDAY_AFTER_EASTER, 1),
        (TUESDAY_AFTER_EASTER, MAUNDY_THURSDAY, -1),
        (date(2027, 3, 1), date(2027, 3, 8), 5),
    ],
)
def test_working_days_between_two_days(start, end, count):
    assert working_days.working_days_between(start, end) == count


@given(day=DAYS, count=st.integers(1, 60))
def test_adding_and_counting_agree(day, count):
    end = working_days.add_working_days(day, count)

    assert working_days.is_working_day(end)
    assert working_days.working_days_between(day, end) == count


@given(day=DAYS, count=st.integers(1, 60))
def test_going_forth_and_back_meets_the_same_working_day(day, count):
    start = working_days.on_or_next_working_day(day)
    there = working_days.add_working_days(start, count)

    assert working_days.add_working_days(there, -count) == start


def test_after_the_published_years_only_weekends_are_free():
    known = working_days.bank_holidays_known_until()
    christmas = known + timedelta(days=359)

    assert (christmas.month, christmas.day) in {(12, 25), (12, 24)}
    assert working_days.is_working_day(christmas) == (christmas.weekday() < 5)


def test_working_days_load_without_django_and_without_network():
    check = (
        "import socket, sys; socket.socket.connect = None\n"
        "from datetime import date\n"
        "from core.working_days import is_working_day\n"
        "is_working_day(date(2027, 1, 4)) or sys.exit(1)\n"
        "sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", check]).returncode == 0
