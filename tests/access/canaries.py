"""Words that each person of the world carries, which no page of anybody else may hold.

A word tells from whose record it leaked, and from which part of it.
"""

from datetime import date
from enum import Enum, auto

PEOPLE = ("Carl", "Erin", "Dean")


class Part(Enum):
    """The parts of a record that different viewers may read."""

    NAME = auto()  # who the person is, and how to meet them safely
    MEDICINE = auto()  # what is collected, from whom, and who was told
    PRESCRIBER = auto()  # who prescribes today
    RECORD = auto()  # everything else that is told of the person
    AGREED = auto()  # what is read by whoever is asked to share the care
    ASKED = auto()  # what was written to whoever is asked
    TEAM = auto()  # what the person does not read in their own record
    OFFICER = auto()  # what the privacy officer alone reads


PARTS = {
    Part.NAME: ("family", "given", "preferred", "former", "instruction"),
    Part.PRESCRIBER: ("prescriber",),
    Part.MEDICINE: ("medicine", "consent", "collected"),
    Part.RECORD: (
        "phone",
        "allergies",
        "notes",
        "answer",
        "wants",
        "detail",
        "task",
        "condition",
        "elsewhere",
        "result",
        "package",
        "reason",
    ),
    Part.AGREED: ("terms", "signed", "question"),
    Part.TEAM: ("flag", "apart", "postcode", "closing", "suits", "drafted"),
    Part.ASKED: ("referred", "wondered"),
    Part.OFFICER: ("removed", "excluded", "alert", "heldback"),
}


def say(person, what):
    """What stands in one field of one person: letters alone, so nothing escapes it."""
    assert any(what in words for words in PARTS.values()), what
    return f"{person.lower()[:2]}q{what[:5]}"


# What everybody in the world has alike, so that a unique one would have told.
NHS_NUMBER, BORN = "9995260182", date(1979, 3, 14)
SHARED = (NHS_NUMBER, "999 526 0182")
SHARED += tuple(f"{BORN:{form}}" for form in ("%d-%b-%Y", "%d %B %Y", "%Y-%m-%d"))

# Each word, lower case, with whose it is (nobody's in particular) and of which part.
CANARIES = {
    say(person, what): (person, part)
    for person in PEOPLE
    for part, words in PARTS.items()
    for what in words
} | {word.casefold(): ("", Part.NAME) for word in SHARED}


def found_in(text):
    """The canaries that stand in a text, however it writes them."""
    text = text.casefold()
    return {word for word in CANARIES if word in text}
