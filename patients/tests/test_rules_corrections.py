"""Corrections never erase: the newest is in force, the older ones stay readable."""

import pytest

from patients.rules.corrections import (
    MADE_IN_ERROR,
    AmendReason,
    chain,
    counts_for,
    in_force,
)

AMENDS = {"first": None, "second": "first", "third": "second", "other": None}


def test_the_newest_of_each_chain_is_in_force():
    assert in_force(AMENDS) == {"third", "other"}
    assert in_force({}) == set()


@pytest.mark.parametrize(
    ("entry", "all_of_it"),
    [
        ("third", ["third", "second", "first"]),
        ("first", ["first"]),
        ("other", ["other"]),
    ],
)
def test_an_entry_keeps_all_that_it_amends(entry, all_of_it):
    assert chain(AMENDS, entry) == all_of_it


def test_an_entry_cannot_amend_itself():
    with pytest.raises(ValueError, match="amend itself"):
        chain({"one": "two", "two": "one"}, "one")


@pytest.mark.parametrize("reason", [None, *AmendReason])
def test_an_entry_on_the_wrong_person_counts_for_nothing(reason):
    assert counts_for(reason) == (reason != AmendReason.WRONG_PERSON)


def test_what_stays_with_the_wrong_person_tells_nothing():
    assert MADE_IN_ERROR == "An entry made in error was removed"
