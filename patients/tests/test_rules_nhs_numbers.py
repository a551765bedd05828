"""NHS numbers are read as pasted, checked and shown in three groups."""

import nhs_number
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.nhs_numbers import parse_nhs_number, spaced


@pytest.mark.parametrize(
    "typed",
    [
        "9995260182",
        "999 526 0182",
        " 999-526-0182 ",
        "999\u00a0526\u00a00182",
        "999–526–0182",
        "99952 60182",
        "NHS 999 526 0182",
        "NHS number: 999 526 0182",
        "nhs no. 9995260182",
        "９９９５２６０１８２",
    ],
)
def test_a_number_is_read_as_it_is_typed_or_pasted(typed):
    assert parse_nhs_number(typed) == "9995260182"


@pytest.mark.parametrize("typed", ["", "999", "99952601820", "Carl", "999526O182"])
def test_what_has_not_ten_digits_is_told_so(typed):
    with pytest.raises(ValueError, match="10 digits"):
        parse_nhs_number(typed)


@pytest.mark.parametrize("typed", ["9995260183", "9995260812", "9990000000"])
def test_a_wrong_digit_is_noticed(typed):
    with pytest.raises(ValueError, match="one of its digits is wrong"):
        parse_nhs_number(typed)


@pytest.mark.parametrize(
    ("digits", "shown"), [("9995260182", "999 526 0182"), ("", "")]
)
def test_a_number_is_shown_in_three_groups(digits, shown):
    assert spaced(digits) == shown


@pytest.mark.parametrize("digits", ["999526018", "999 526 0182"])
def test_only_ten_digits_are_shown(digits):
    with pytest.raises(ValueError, match="no NHS number"):
        spaced(digits)


@given(number=st.integers(999_000_000, 999_999_999), wrong=st.integers(1, 9))
def test_no_other_check_digit_is_accepted(number, wrong):
    check = nhs_number.calculate_checksum(str(number))
    other = (check + wrong) % 10

    with pytest.raises(ValueError):
        parse_nhs_number(f"{number}{other}")
    if check < 10:
        assert parse_nhs_number(spaced(f"{number}{check}")) == f"{number}{check}"
