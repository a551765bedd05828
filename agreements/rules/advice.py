"""Advice: whose question it is, who may answer it, how long it has waited."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from core.vocabulary import Vocabulary
from patients.rules.names import search_key

LONGEST = 1000
# For so long at most a specialist elsewhere sees the name, should nobody close it.
NAME_SHOWN_FOR = timedelta(days=90)


class AdviceState(Vocabulary):
    """Where a thread stands. Nothing is final: a new question opens it again."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class AdviceVerb(Vocabulary):
    """What can be written under a thread."""

    ASK = "ask"
    GIVE = "give"
    REPLY = "reply"
    CLOSE = "close"


class Part(Vocabulary):
    """What somebody is in a thread."""

    ASKER = "asker"
    SPECIALIST = "specialist"
    COLLEAGUE = "colleague"  # of the scheme, in a discussion
    READER = "reader"


OPEN, ANSWERED, CLOSED = AdviceState
# Who may do what, from which states, and what comes of it; None leaves it as it is.
MOVES = {
    AdviceVerb.ASK: (Part.ASKER, (OPEN, ANSWERED, CLOSED), OPEN),
    AdviceVerb.GIVE: (Part.SPECIALIST, (OPEN, ANSWERED), ANSWERED),
    AdviceVerb.REPLY: (Part.COLLEAGUE, (OPEN, ANSWERED), None),
    AdviceVerb.CLOSE: (Part.ASKER, (OPEN, ANSWERED), CLOSED),
}
WHO = {
    Part.ASKER: "Only whoever asked may do this.",
    Part.SPECIALIST: "Only the specialist who was asked may answer.",
    Part.COLLEAGUE: "Only colleagues in a discussion may reply.",
}
IS_CLOSED = "This question is closed. Whoever asked can ask again."
NOT_IN_SIGHT = "You no longer see whom this is about, so you cannot answer here."


def part_in(*, is_asker: bool, is_specialist: bool, is_discussion: bool) -> Part:
    """What somebody is who reads the thread; whoever asked is never its adviser."""
    if is_asker:
        return Part.ASKER
    if is_specialist:
        return Part.SPECIALIST
    return Part.COLLEAGUE if is_discussion else Part.READER


def why_not(state: AdviceState, verb: AdviceVerb, part: Part) -> str:
    """What stands against it, in a sentence; nothing if nothing does."""
    needed, states, _ = MOVES[verb]
    if part != needed:
        return WHO[needed]
    return "" if state in states else IS_CLOSED


def after(state: AdviceState, verb: AdviceVerb) -> AdviceState:
    """Where a thread stands once this was written under it."""
    return MOVES[verb][2] or state


def verbs_open(state: AdviceState, part: Part) -> list[AdviceVerb]:
    """What this part may do now, in the order of the table."""
    return [verb for verb in MOVES if not why_not(state, verb, part)]


@dataclass(frozen=True)
class Stamp:
    """When something was written: the house's day, and the moment of the clock."""

    on_day: date
    at: datetime


def between(first: Stamp, second: Stamp) -> timedelta:
    """How long from one to the other, with the days by which a demo was moved on.

    Units: moments in UK local time.
    """
    by_the_clock = second.at.date() - first.at.date()
    return second.at - first.at + (second.on_day - first.on_day - by_the_clock)


UNITS = ((24 * 60, "day"), (60, "hour"), (1, "minute"))


def in_words(elapsed: timedelta) -> str:
    """'less than a minute', '20 minutes', '3 hours', '2 days': never rounded up.

    Units: whole minutes under an hour, whole hours under a day, else whole days.
    """
    minutes = max(0, int(elapsed.total_seconds() // 60))
    if minutes < 1:
        return "less than a minute"
    size, word = next(unit for unit in UNITS if minutes >= unit[0])
    many = minutes // size
    return f"{many} {word}" if many == 1 else f"{many} {word}s"


def waiting(
    state: AdviceState, asked: Stamp, answered: Stamp | None, now: Stamp
) -> str:
    """How long the last question waits, or waited: 'asked 3 hours ago', 'answered
    after 2 days'."""
    if answered:
        return f"answered after {in_words(between(asked, answered))}"
    words = f"asked {in_words(between(asked, now))} ago"
    return words if state == OPEN else f"{words}, closed without an answer"


MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
# Ten digits in threes and fours, however they are parted; a telephone has eleven.
NHS_NUMBER = re.compile(
    r"(?<!\d)\d{3}[\s.\-\u2010-\u2015]?\d{3}[\s.\-\u2010-\u2015]?\d{4}(?!\d)"
)
DAY, MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
YEAR, TH = r"(?:\d{4}|\d{2})", "(?:st|nd|rd|th)?"
# A day, a month and a year, which few share: written as people write it.
FULL_DATE = re.compile(
    rf"(?<!\d)(?:{DAY}[./\-\s]{MONTH}[./\-\s]{YEAR}|\d{{4}}-{MONTH}-{DAY}"
    rf"|{DAY}{TH}[\s\-/]+(?:of\s+)?(?:{MONTHS})[\s\-/,]+{YEAR}"
    rf"|\b(?:{MONTHS})\s+{DAY}{TH},?\s+\d{{4}})(?!\d)",
    re.IGNORECASE,
)


def what_names(text: str) -> Iterator[str]:
    """What in a question about nobody would tell of whom it is, in sentences."""
    if NHS_NUMBER.search(text):
        yield "Take out the NHS number: this question is about no one person"
    if FULL_DATE.search(text):
        yield (
            "Take out the date of birth, or any other full date: say an age, or how"
            " long ago"
        )


JOINS = "\\-\u2010-\u2015"
WORD = re.compile(rf"[^\W\d_]+(?:['\u2018\u2019\u02bc{JOINS}][^\W\d_]+)*")
# A letter alone is an initial, or no name.
SHORTEST_NAME = 2
# Of a name of several words: 'de' and 'la' tell of nobody.
SHORTEST_HALF = 3
# Of a name in the possessive or the plural: Dunmore's, Dunmores, Joneses.
ENDINGS = ("s", "es")


def names_possible(text: str) -> dict[str, str]:
    """What in a text could be a name, folded as names are, with its words as written:
    each word, each part of one with a hyphen, and any two that stand together."""
    words = WORD.findall(text)
    parts = [part for word in words for part in re.split(f"[{JOINS}]", word)]
    pairs = [" ".join(pair) for pair in pairwise(words)]
    found = {}
    for word in (*words, *parts, *pairs):
        for key in _keys(word):
            found.setdefault(key, word)
    return found


def _keys(word):
    key = search_key(word)
    keys = [key, *(key.removesuffix(end) for end in ENDINGS)]
    return [one for one in keys if len(one) >= SHORTEST_NAME]


def halves(names: Iterable[str]) -> set[str]:
    """The parts of such names as have several, folded: somebody called Smith-Jones is
    called Jones as well."""
    parts = (
        part for name in names for part in re.split(rf"[{JOINS}\s]+", name.strip())
    )
    return {key for part in parts if len(key := search_key(part)) >= SHORTEST_HALF}


def words_that_name(text: str, names: Iterable[str]) -> list[str]:
    """The words of a text that are names of these, folded: in small letters, each once,
    in the order in which they stand."""
    known = set(names)
    possible = names_possible(text).items()
    return list(dict.fromkeys(word.lower() for key, word in possible if key in known))
