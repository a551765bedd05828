"""What someone looks for who types into the one search box."""

import re
from dataclasses import dataclass
from datetime import date

from core.vocabulary import Vocabulary
from patients.rules.days import parse_birth_date
from patients.rules.names import search_key
from patients.rules.nhs_numbers import as_digits, parse_nhs_number

# A name of more words than this is looked for by its first and last ones only.
MOST_WORDS = 4

_DATE_AT_END = re.compile(
    r"(?P<name>.*?[^\W\d_].*?)[\s,]+"
    r"(?P<day>\d{1,2}[\s./-]?[a-z]{3,9}[\s./-]?\d{2,4}|\d[\d./-]{4,9}\d)\s*",
    re.IGNORECASE,
)


class Sought(Vocabulary):
    """What the text in a search box stands for."""

    NHS_NUMBER = "nhs_number"
    BIRTH_DATE = "birth_date"
    NAME = "name"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Reading:
    """One way to read typed names: both are keys, looked for by their beginning."""

    family: str = ""
    given: str = ""


@dataclass(frozen=True)
class Search:
    """A search as understood. A name may come with a birth date."""

    sought: Sought
    nhs_number: str = ""
    born_on: date | None = None
    readings: tuple[Reading, ...] = ()
    problem: str = ""  # a sentence, where there is nothing to look for


def what_is_searched(text: str, today: date) -> Search:
    """Tell an NHS number, a birth date and names apart, as they are typed or pasted.

    'Dunmore, Carl' is family name first. Without a comma either order is meant,
    and every way to part the words is a reading; the likeliest comes first.
    """
    digits = as_digits(text)
    if digits.isdecimal() and len(digits) == 10:
        return _number(text)
    born_on = parse_birth_date(text, today)
    if born_on:
        return Search(Sought.BIRTH_DATE, born_on=born_on)
    names, born_on = _name_and_day(text, today)
    readings = _readings(names)
    if readings:
        return Search(Sought.NAME, born_on=born_on, readings=readings)
    return Search(
        Sought.NOTHING, problem="Type a name, a date of birth or an NHS number"
    )


def _number(text):
    try:
        return Search(Sought.NHS_NUMBER, nhs_number=parse_nhs_number(text))
    except ValueError as wrong:
        return Search(Sought.NOTHING, problem=str(wrong))


def _name_and_day(text, today):
    match = _DATE_AT_END.fullmatch(text)
    born_on = parse_birth_date(match["day"], today) if match else None
    return (match["name"], born_on) if born_on else (text, None)


def _readings(text):
    if not any(letter.isalpha() for letter in search_key(text)):
        return ()
    family, comma, given = text.partition(",")
    if comma:
        return (Reading(search_key(family), search_key(given)),)
    words = [key for key in map(search_key, text.split()) if key]
    if len(words) > MOST_WORDS:
        words = [words[0], words[-1]]
    return _partings(words)


def _partings(words):
    whole = "".join(words)
    parted = [
        ("".join(words[:n]), "".join(words[n:])) for n in range(len(words) - 1, 0, -1)
    ]
    given_first = [Reading(family=after, given=before) for before, after in parted]
    family_first = [Reading(family=before, given=after) for before, after in parted]
    last = [Reading(family=whole), Reading(given=whole)]
    return tuple(dict.fromkeys(given_first + family_first + last))
