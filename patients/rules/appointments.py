"""Appointments: their states, who may move them, and times that clash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from core.vocabulary import Vocabulary


class State(Vocabulary):
    """Where an appointment stands."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    SEEN = "seen"
    DID_NOT_ATTEND = "did_not_attend"
    CANCELLED = "cancelled"  # by the record itself, as when a person has died
    WE_CANCELLED = "we_cancelled"
    THEY_CANCELLED = "they_cancelled"


class Verb(Vocabulary):
    """What is done to an appointment."""

    ARRIVE = "arrive"
    SEE = "see"
    MISS = "miss"
    WE_CANCEL = "we_cancel"
    THEY_CANCEL = "they_cancel"
    CORRECT = "correct"


class Turn(Vocabulary):
    """Who does it."""

    RECEPTION = "reception"
    WORKER = "worker"
    PERSON = "person"


@dataclass(frozen=True)
class Move:
    """One line of the table: from, verb, to, and whose turn it is."""

    before: State
    verb: Verb
    after: State
    turns: tuple[Turn, ...]


_DESK = (Turn.RECEPTION, Turn.WORKER)

MOVES = (
    Move(State.BOOKED, Verb.ARRIVE, State.ARRIVED, _DESK),
    Move(State.BOOKED, Verb.SEE, State.SEEN, (Turn.WORKER,)),
    Move(State.BOOKED, Verb.MISS, State.DID_NOT_ATTEND, _DESK),
    Move(State.BOOKED, Verb.WE_CANCEL, State.WE_CANCELLED, _DESK),
    Move(State.BOOKED, Verb.THEY_CANCEL, State.THEY_CANCELLED, (*_DESK, Turn.PERSON)),
    Move(State.ARRIVED, Verb.SEE, State.SEEN, (Turn.WORKER,)),
    Move(State.ARRIVED, Verb.CORRECT, State.BOOKED, _DESK),
    Move(State.DID_NOT_ATTEND, Verb.ARRIVE, State.ARRIVED, _DESK),
    Move(State.DID_NOT_ATTEND, Verb.CORRECT, State.BOOKED, _DESK),
    Move(State.SEEN, Verb.CORRECT, State.BOOKED, (Turn.WORKER,)),
    Move(State.WE_CANCELLED, Verb.CORRECT, State.BOOKED, _DESK),
    Move(State.THEY_CANCELLED, Verb.CORRECT, State.BOOKED, _DESK),
)


def moves(state: State, turn: Turn) -> list[Move]:
    """What ``turn`` may do with an appointment in this state; pages draw buttons of it.

    Source: rule APT-1 in docs/clinical-rules.md.
    """
    return [move for move in MOVES if move.before == state and turn in move.turns]


def next_state(state: State, verb: Verb, turn: Turn) -> State | None:
    """The state after ``verb``; None if ``turn`` may not do that now.

    Source: rule APT-1 in docs/clinical-rules.md.
    """
    allowed = (move.after for move in moves(state, turn) if move.verb == verb)
    return next(allowed, None)


# The hours, in UK time, at which an appointment may begin.
EARLIEST, LATEST = time(7), time(21)


def may_begin_at(hour: time) -> bool:
    """True within the hours at which an appointment may begin, both included."""
    return EARLIEST <= hour <= LATEST


@dataclass(frozen=True)
class Booking:
    """A place for a while; the end is not included."""

    place: str
    starts_at: datetime
    ends_at: datetime


def clashes(wanted: Booking, kept_apart: Iterable[Booking]) -> bool:
    """True if a booking meets one of somebody who is to be kept apart.

    The answer names nobody: the page says that the time is not free.

    Source: rule APT-2 in docs/clinical-rules.md.
    """
    return any(
        wanted.place == other.place
        and wanted.starts_at < other.ends_at
        and other.starts_at < wanted.ends_at
        for other in kept_apart
    )
