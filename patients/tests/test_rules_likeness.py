"""Two people who could be taken for each other are named, with the reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.likeness import any_alike, are_alike, known_by
from patients.rules.names import KnownName

MARCH_1979 = date(1979, 3, 14)
MARCH_1978 = date(1978, 3, 14)


def known(family, given, born_on=None):
    return KnownName(family, given, born_on)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            known("Dunmore", "Carl", MARCH_1979),
            known("Dunmore", "Karl", MARCH_1978),
            "Family name the same, first name one letter apart",
        ),
        (
            known("Dunmore", "Carl", MARCH_1979),
            known("DUNMORE", "carl", MARCH_1979),
            "Both names the same, born on the same day",
        ),
        (
            known("Stephenson", "Catherine"),
            known("Stevenson", "Kathryn"),
            "Both names alike in sound",
        ),
        (
            known("Smith", "Geoff"),
            known("Smyth", "Jeff"),
            "Family name one letter apart, first name alike in sound",
        ),
        (
            known("Smith", "John"),
            known("Smith", "Janet"),
            "Same family name and initial",
        ),
        (
            known("Thomas", "Owen"),
            known("Owen", "Thomas"),
            "First and family name changed over",
        ),
        (
            known("", "Jade"),
            known("Hollis", "Jade"),
            "Same first name, a family name not known",
        ),
        (
            known("Hollis", ""),
            known("Hollis", "Jade", date(1996, 6, 9)),
            "Same family name, a first name not known",
        ),
        (
            known("Frost", "Keeley", MARCH_1979),
            known("Frost", "Ben", MARCH_1979),
            "Family name the same, born on the same day",
        ),
        (
            known("Frost", "Keeley", MARCH_1979),
            known("Marsh", "Keely", MARCH_1979),
            "First name one letter apart, born on the same day",
        ),
        (
            known("Martin", "Brain"),
            known("Martin", "Brian"),
            "Family name the same, first name one letter apart",
        ),
        (
            known("Philip", "Ann"),
            known("Fillip", "Anne"),
            "Family name alike in sound, first name one letter apart",
        ),
        (
            known("O'Brien", "Siân"),
            known("OBRIEN", "Sian"),
            "Both names the same",
        ),
    ],
)
def test_alike_are(one, other, why):
    assert are_alike(one, other) == why
    assert are_alike(other, one) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (known("Dunmore", "Carl", MARCH_1979), known("Frost", "Keeley", MARCH_1979)),
        (known("Smith", "John"), known("Smith", "Mary")),
        (known("Ng", "Dan"), known("No", "Amy")),
        (known("Li", "An"), known("Lo", "Al")),
        (known("Holt", "James"), known("Bolt", "Jane")),
        (known("Frost", "Keeley", MARCH_1979), known("Marsh", "Keeley", MARCH_1978)),
        (known("", "Jade", MARCH_1978), known("Hollis", "Jade", MARCH_1979)),
        (known("Hollis", "", MARCH_1978), known("Hollis", "Jade", MARCH_1979)),
        (known("", ""), known("", "")),
        # Too few consonants to sound alike; letters changed over far apart; two
        # letters wrong side by side.
        (known("Dean", "Ann"), known("Dunne", "Ann")),
        (known("Ramsey", "Ann"), known("Samrey", "Ann")),
        (known("Harlow", "Ann"), known("Harrew", "Ann")),
        (known("Marten", "Brain"), known("Murton", "Alice")),
        (known("Abcdef", "Una"), known("Abxdyf", "Ivo")),
        (known("Abcd", "Una"), known("Abcdxy", "Ivo")),
    ],
)
def test_not_alike_are(one, other):
    assert are_alike(one, other) == ""
    assert are_alike(other, one) == ""


PEOPLE = st.builds(
    KnownName,
    family=st.sampled_from(["", "Dunmore", "Dunmoor", "Frost", "Frots", "Ng", "Carl"]),
    given=st.sampled_from(["", "Carl", "Karl", "Keeley", "Dunmore", "K"]),
    born_on=st.sampled_from([None, MARCH_1978, MARCH_1979]),
)


@given(one=PEOPLE, other=PEOPLE)
def test_likeness_does_not_depend_on_who_comes_first(one, other):
    assert are_alike(one, other) == are_alike(other, one)


@given(one=PEOPLE)
def test_everybody_with_a_name_is_like_another_of_the_same_name(one):
    assert bool(are_alike(one, KnownName(one.family, one.given))) == bool(
        one.family or one.given
    )


CARL = known_by("Dunmore", "Carl", "Dunny", None)


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (known_by("Dunmore", "Dunny", "", None), True),
        (known_by("Dunmore", "Philip", "Dunnie", None), True),
        (known_by("Dunmore", "Carla", "", None), True),
        (known_by("Dunmore", "Philip", "Phil", None), False),
    ],
)
def test_a_preferred_name_counts_as_a_first_name(other, alike):
    assert any_alike(CARL, other) == alike
    assert any_alike(other, CARL) == alike


def test_a_name_is_known_once_however_often_it_is_written():
    assert known_by("Hollis", "Jade", "Jade", None) == [known("Hollis", "Jade")]
    assert known_by("Hollis", "", "", None) == [known("Hollis", "")]
