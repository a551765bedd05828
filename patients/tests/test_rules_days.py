"""Months clip to their end, ages are whole years, birth dates are read as typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.days import add_months, age_on, parse_birth_date

BORN = date(1979, 3, 14)
TODAY = date(2027, 3, 9)
DAYS = st.dates(date(1930, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 5, 31), -1, date(2027, 4, 30)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2027, 1, 15), 0, date(2027, 1, 15)),
    ],
)
def test_months_clip_to_the_end_of_the_month(day, months, expected):
    assert add_months(day, months) == expected


@given(day=DAYS, months=st.integers(0, 36))
def test_months_never_run_backward_nor_past_the_month(day, months):
    later = add_months(day, months)

    assert later >= day
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (BORN, date(2027, 3, 13), 47),
        (BORN, date(2027, 3, 14), 48),
        (BORN, date(2027, 3, 15), 48),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (BORN, BORN, 0),
    ],
)
def test_age_is_in_whole_years(born_on, day, age):
    assert age_on(born_on, day) == age


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="before birth"):
        age_on(BORN, date(1979, 3, 13))


@pytest.mark.parametrize(
    "typed",
    [
        "14/3/79",
        "14/03/1979",
        "14.3.79",
        "14-3-1979",
        "14 3 1979",
        "14-Mar-1979",
        "14 March 1979",
        "14mar79",
        "14-mar-79",
        "14031979",
        "140379",
        "1979-03-14",
        "1979/3/14",
        "19790314",
        "  14/3/79  ",
    ],
)
def test_a_birth_date_is_read_as_people_type_it(typed):
    assert parse_birth_date(typed, TODAY) == BORN


def test_the_earliest_birth_date_is_the_first_of_1900():
    assert parse_birth_date("1/1/1900", TODAY) == date(1900, 1, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "31/12/1899",
        "3/14/79",
        "31/2/1979",
        "29/2/1979",
        "14/3/1899",
        "10/3/2027",
        "14-foo-1979",
        "14/3",
        "1403197",
        "Carl",
        "0/3/79",
        "32/1/79",
    ],
)
def test_what_is_no_possible_birth_date_is_none(typed):
    assert parse_birth_date(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "year"),
    [("9/3/26", 2026), ("9/3/27", 2027), ("10/3/27", 1927), ("9/3/28", 1928)],
)
def test_two_figures_are_the_latest_year_that_is_not_in_the_future(typed, year):
    assert parse_birth_date(typed, TODAY).year == year


@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_way_to_write_a_day_reads_as_that_day(born_on):
    for form in ("%d/%m/%Y", "%d-%b-%Y", "%d%m%Y", "%Y-%m-%d", "%d %B %Y"):
        assert parse_birth_date(born_on.strftime(form), TODAY) == born_on
