"""What a practice, or the scheme itself, offers: the states of its life, day by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.rules.leaving import why_not_leave_on
from agreements.rules.limits import Limits
from core.vocabulary import Vocabulary


class OfferState(Vocabulary):
    """How far a practice takes part. Nothing said is open."""

    OPEN = "open"
    REDUCED = "reduced"
    SUSPENDED = "suspended"
    LEAVING = "leaving"
    CLOSED = "closed"


class WhyLeave(Vocabulary):
    """Why somebody leaves: chosen, since what is typed could name a person."""

    RETIRES = "retires"
    NO_CAPACITY = "no_capacity"
    NO_PRESCRIBER = "no_prescriber"
    CLOSES = "closes"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _WHY[self]


_WHY = {
    WhyLeave.RETIRES: "Retires or moves away",
    WhyLeave.NO_CAPACITY: "No capacity",
    WhyLeave.NO_PRESCRIBER: "No prescriber with the training",
    WhyLeave.CLOSES: "The practice closes or merges",
    WhyLeave.OTHER: "Another reason: ring us",
}
_WHILE_IT_STAYS = (
    OfferState.OPEN,
    OfferState.REDUCED,
    OfferState.SUSPENDED,
    OfferState.LEAVING,
    OfferState.CLOSED,
)
# What may be said next. Open again after closed is a new beginning; one that leaves
# closes, or stays after all. The same state again says its duties anew.
_FOLLOWED_BY = {
    OfferState.OPEN: _WHILE_IT_STAYS,
    OfferState.REDUCED: _WHILE_IT_STAYS,
    OfferState.SUSPENDED: _WHILE_IT_STAYS,
    OfferState.LEAVING: (
        OfferState.OPEN,
        OfferState.REDUCED,
        OfferState.CLOSED,
    ),
    OfferState.CLOSED: (OfferState.OPEN,),
}
# Nobody new is asked for, accepted or begun there.
TAKES_NOBODY = (OfferState.SUSPENDED, OfferState.LEAVING, OfferState.CLOSED)


@dataclass(frozen=True)
class Offered:
    """One thing said: the state from a day on, and the leaving day of one that leaves.

    ``from_on`` is None where nothing was said; ``duties`` is what is offered.
    """

    state: OfferState = OfferState.OPEN
    from_on: date | None = None
    leaves_on: date | None = None
    duties: str = ""


@dataclass(frozen=True)
class Stretch:
    """How long a state held: up to, not with, ``until_on``; None while it does."""

    state: OfferState
    from_on: date
    until_on: date | None


NOTHING_SAID = Offered()


def offered_on(said: Iterable[Offered], day: date) -> Offered:
    """What holds on a day: the last thing said that began by then; else open.

    ``said`` stands in the order in which it was said.

    Source: rule OFF-1 in docs/clinical-rules.md.
    """
    begun = [one for one in said if one.from_on <= day]
    return begun[-1] if begun else NOTHING_SAID


def states_open(last: Offered) -> tuple[OfferState, ...]:
    """What may be said after it.

    Source: rule OFF-1 in docs/clinical-rules.md.
    """
    return _FOLLOWED_BY[last.state]


def why_not_follow(last: Offered, new: Offered, today: date, limits: Limits) -> str:
    """Why this cannot be said after the last thing said; nothing if it can.

    Source: rule OFF-1 in docs/clinical-rules.md.
    """
    if new.state not in states_open(last):
        return f"{last.state.label} cannot become {new.state.label.lower()}."
    if new.from_on < today:
        return "The first day cannot be in the past."
    if last.from_on and new.from_on < last.from_on:
        return (
            f"{last.state.label} is said from {last.from_on:%d-%b-%Y}: choose that day"
            " or a later one."
        )
    if new.state != OfferState.LEAVING:
        return "Only one that leaves has a leaving day." if new.leaves_on else ""
    return why_not_leave_on(new.leaves_on, today, limits)


def why_takes_nobody(offered: Offered, who: str) -> str:
    """Why nobody new is asked for, accepted or begun there; nothing if they may be.

    Source: rule OFF-2 in docs/clinical-rules.md.
    """
    stands = how_takes_nobody(offered)
    return f"{who} {stands}." if stands else ""


def how_takes_nobody(offered: Offered) -> str:
    """The same without its name, for a choice of several; nothing if it takes people.

    Source: rule OFF-2 in docs/clinical-rules.md.
    """
    if offered.state not in TAKES_NOBODY:
        return ""
    if offered.state == OfferState.LEAVING:
        return f"leaves on {offered.leaves_on:%d-%b-%Y} and takes nobody new"
    since = f"{offered.from_on:%d-%b-%Y}"
    word = offered.state.label.lower()
    return f"is {word} since {since} and takes nobody new"


def note_of(offered: Offered, who: str) -> str:
    """What whoever is about to ask should know of one that offers less.

    Source: rule OFF-2 in docs/clinical-rules.md.
    """
    if offered.state != OfferState.REDUCED:
        return ""
    what = f": {offered.duties}" if offered.duties else "."
    return f"{who} offers less since {offered.from_on:%d-%b-%Y}{what}"


def stretches(said: Sequence[Offered]) -> list[Stretch]:
    """How long each state held, for the history; what was said anew the same day, and
    what only said the duties anew, is no stretch of its own.

    Source: rule OFF-1 in docs/clinical-rules.md.
    """
    found: list[Stretch] = []
    for one in said:
        while found and found[-1].from_on >= one.from_on:
            found.pop()
        if not found or found[-1].state != one.state:
            found.append(Stretch(one.state, one.from_on, None))
    ends = [*(one.from_on for one in found[1:]), None]
    return [
        Stretch(one.state, one.from_on, end)
        for one, end in zip(found, ends, strict=False)
    ]
