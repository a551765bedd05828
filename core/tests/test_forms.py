"""Days to come: neither over nor so far ahead that nobody can mean them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.forms import to_come

TODAY = date(2028, 2, 29)


@pytest.mark.parametrize("day", [None, TODAY, date(2030, 2, 28)])
def test_a_day_within_two_years_is_taken(day):
    assert to_come(day, TODAY) == day


@pytest.mark.parametrize(
    ("day", "years", "words"),
    [
        (date(2028, 2, 28), 2, "must be today or later"),
        (date(2030, 3, 1), 2, "must be at most 2 years ahead"),
        (date(9999, 12, 31), 2, "must be at most 2 years ahead"),
        (date(2029, 3, 1), 1, "must be at most one year ahead"),
    ],
)
def test_a_day_that_is_over_or_far_ahead_is_refused(day, years, words):
    with pytest.raises(ValidationError, match=words):
        to_come(day, TODAY, years=years)
