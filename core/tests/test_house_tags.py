"""Days, numbers, doses and tags as people read them."""

from datetime import date
from decimal import Decimal

import pytest

from core.templatetags import house

TODAY = date(2027, 3, 9)


@pytest.mark.parametrize(
    ("day", "drawn"),
    [
        (date(2027, 3, 14), "Sun 14-Mar"),
        (date(2027, 3, 9), "Tue 09-Mar"),
        (date(2027, 2, 9), "Tue 09-Feb"),
        (date(2027, 2, 8), "08-Feb-2027"),
        (date(2027, 4, 6), "Tue 06-Apr"),
        (date(2027, 4, 7), "07-Apr-2027"),
        (date(1979, 3, 14), "14-Mar-1979"),
        (None, ""),
    ],
)
def test_staff_read_days_near_today_by_their_weekday(day, drawn):
    assert house.staff_date(day, TODAY) == drawn


def test_without_today_every_day_has_its_year():
    assert house.staff_date(TODAY) == "09-Mar-2027"


def test_the_person_reads_a_day_in_full():
    assert house.person_date(date(1979, 3, 4)) == "4 March 1979"


def test_an_nhs_number_is_read_in_three_parts():
    assert house.nhs_number("9995260182") == "999 526 0182"


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(1979, 3, 14), date(2027, 3, 13), "47"),
        (date(1979, 3, 14), date(2027, 3, 14), "48"),
        (date(1979, 3, 14), date(2027, 3, 15), "48"),
        (date(2008, 2, 29), date(2027, 2, 28), "18"),
        (date(2008, 2, 29), date(2027, 3, 1), "19"),
        (None, date(2027, 3, 1), ""),
    ],
)
def test_age_turns_on_the_birthday(born, today, years):
    assert house.age(born, today) == years


@pytest.mark.parametrize(
    ("milligrams", "drawn"),
    [
        (Decimal("60.0"), "60 mg"),
        (Decimal("12.5"), "12.5 mg"),
        (Decimal("0.4"), "0.4 mg"),
        (Decimal("100"), "100 mg"),
        (Decimal("1E+2"), "100 mg"),
        (Decimal("0.40"), "0.4 mg"),
        (None, ""),
    ],
)
def test_a_dose_has_no_trailing_nought_and_no_bare_point(milligrams, drawn):
    assert house.dose(milligrams) == drawn


def test_a_tag_says_its_state_in_a_word():
    drawn = house.tag("Overdue <1 day", "red")

    assert (
        drawn == '<strong class="nhsuk-tag nhsuk-tag--red">Overdue &lt;1 day</strong>'
    )
