"""One search box tells numbers, days and names apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.search import Reading, Sought, what_is_searched

TODAY = date(2027, 3, 9)
BORN = date(1979, 3, 14)


@pytest.mark.parametrize("text", ["999 526 0182", "NHS 999-526-0182", "9995260182"])
def test_an_nhs_number_is_found_as_pasted(text):
    search = what_is_searched(text, TODAY)

    assert (search.sought, search.nhs_number) == (Sought.NHS_NUMBER, "9995260182")


def test_a_number_with_a_wrong_digit_is_said_to_be_wrong():
    search = what_is_searched("999 526 0183", TODAY)

    assert search.sought == Sought.NOTHING
    assert "one of its digits" in search.problem


@pytest.mark.parametrize("text", ["14/3/79", "14-Mar-1979", "14031979", "1979-03-14"])
def test_a_birth_date_is_told_from_a_name(text):
    search = what_is_searched(text, TODAY)

    assert (search.sought, search.born_on) == (Sought.BIRTH_DATE, BORN)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("carl dunmore", Reading("dunmore", "carl")),
        ("Dunmore, Carl", Reading("dunmore", "carl")),
        ("DUNMORE,", Reading("dunmore", "")),
        (", carl", Reading("", "carl")),
        ("dunmore", Reading("dunmore", "")),
        ("O’Brien", Reading("obrien", "")),
        ("佐々木", Reading("佐々木", "")),
    ],
)
def test_the_likeliest_reading_of_names_comes_first(text, first):
    search = what_is_searched(text, TODAY)

    assert search.sought == Sought.NAME
    assert search.readings[0] == first


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("dunmore c", Reading("dunmore", "c")),
        ("dunmore carl", Reading("dunmore", "carl")),
        ("jade", Reading("", "jade")),
        ("maria de la cruz", Reading("delacruz", "maria")),
        ("de la cruz maria", Reading("delacruz", "maria")),
        ("ana maria garcia lopez", Reading("garcialopez", "anamaria")),
        ("van der berg", Reading("vanderberg", "")),
        ("mary ann", Reading("", "maryann")),
        ("ana maria garcia de lopez", Reading("lopez", "ana")),
    ],
)
def test_names_may_come_in_any_order(text, wanted):
    assert wanted in what_is_searched(text, TODAY).readings


def test_a_comma_leaves_one_reading_only():
    assert what_is_searched("dunmore, c", TODAY).readings == (Reading("dunmore", "c"),)


@pytest.mark.parametrize(
    "text",
    ["dunmore 14/3/79", "Dunmore, Carl 14-Mar-1979", "carl dunmore, 14 March 1979"],
)
def test_a_birth_date_may_follow_a_name(text):
    search = what_is_searched(text, TODAY)

    assert (search.sought, search.born_on) == (Sought.NAME, BORN)
    assert search.readings[0].family == "dunmore"


@pytest.mark.parametrize("text", ["", "   ", "...", "'", "3/14/79", "12", ",", "ʼʼ"])
def test_what_names_nobody_looks_for_nothing(text):
    search = what_is_searched(text, TODAY)

    assert search.sought == Sought.NOTHING
    assert search.problem
    assert not search.readings


@given(st.lists(st.sampled_from("aZé'ʼ,. -/1979佐\n\u0301"), max_size=20))
def test_no_text_looks_for_everybody(letters):
    text = "".join(letters)

    search = what_is_searched(text, TODAY)

    assert all(reading.family or reading.given for reading in search.readings)
    found = [search.nhs_number, search.born_on, search.readings, search.problem]
    assert any(found)
