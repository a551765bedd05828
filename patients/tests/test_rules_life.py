"""The banner, and what a death stops and starts."""

from dataclasses import replace
from datetime import date

import pytest

from patients.rules.life import (
    AfterDeath,
    Identity,
    banner_line,
    life_words,
    may_supply,
    what_death_starts,
)

TODAY = date(2027, 3, 9)
CARL = Identity("Dunmore", "Carl", date(1979, 3, 14), "male", "9995260182")


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (CARL, "DUNMORE, Carl   Born 14-Mar-1979 (47)   Male   NHS 999 526 0182"),
        (
            replace(CARL, died_on=date(2027, 3, 4)),
            "DUNMORE, Carl   Born 14-Mar-1979 (47)   Male   NHS 999 526 0182"
            "   Deceased 04-Mar-2027",
        ),
        (
            Identity(given="Jade"),
            "Jade   Birth date not known   Sex not known   No NHS number",
        ),
    ],
)
def test_the_banner_line_says_who_it_is_and_what_is_not_known(person, line):
    assert banner_line(person, TODAY) == line


def test_the_age_of_someone_who_has_died_stands_still():
    died = replace(CARL, died_on=date(2027, 3, 13))

    assert "(47)" in banner_line(died, date(2030, 1, 1))


def test_the_living_have_no_word_for_it():
    assert life_words(None) == ""


def test_a_death_starts_a_task_for_each_who_must_know():
    tasks = what_death_starts(["Cobden Street", "Quay"], ["Millbrook"], True)

    assert [(task.words, task.is_due_at_once) for task in tasks] == [
        ("Tell each pharmacy: Cobden Street", True),
        ("Tell each pharmacy: Quay", True),
        ("Stop live prescriptions", True),
        ("Tell practice: Millbrook", False),
        ("Tell reviewers", False),
        ("Support family", False),
    ]


@pytest.mark.parametrize(
    ("has_live_prescription", "is_stopped"),
    [(True, True), (None, True), (False, False)],
)
def test_prescriptions_are_stopped_unless_it_is_known_that_there_are_none(
    has_live_prescription, is_stopped
):
    tasks = what_death_starts([], [], has_live_prescription)

    kinds = {task.what for task in tasks}
    assert (AfterDeath.STOP_LIVE_PRESCRIPTIONS in kinds) is is_stopped


@pytest.mark.parametrize(
    ("died_on", "confirmed_since", "may"),
    [
        (None, None, True),
        (TODAY, None, False),
        (TODAY, True, False),
        (None, False, False),
        (None, True, True),
    ],
)
def test_nothing_supplies_after_a_death_until_a_prescriber_confirms(
    died_on, confirmed_since, may
):
    assert may_supply(died_on, confirmed_since) is may
