"""When a prescriber or a practice leaves: who has nobody to follow them yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agreements.rules.prescriber import Prescriber


@dataclass(frozen=True)
class Successor:
    """Who is asked to follow; they follow from the day on which they accepted."""

    prescriber: Prescriber
    accepted_on: date | None = None


@dataclass(frozen=True)
class Held:
    """A person whose running agreement is with whoever leaves."""

    patient: str
    prescriber: Prescriber
    successor: Successor | None = None


@dataclass(frozen=True)
class Leaving:
    """A practice that leaves, or one prescriber of it, on a day."""

    leaves_on: date
    organisation: str
    who: str = ""  # nobody by name: the whole practice leaves

    def holds(self, prescriber: Prescriber) -> bool:
        """True if that prescriber is among those who leave."""
        same_practice = prescriber.organisation == self.organisation
        return same_practice and self.who in ("", prescriber.who)


def has_successor(held: Held, leaving: Leaving) -> bool:
    """True once somebody who does not leave themselves has accepted.

    Asked is not accepted, and a silence is never a yes.

    Source: rule LEA-1 in docs/clinical-rules.md.
    """
    successor = held.successor
    if successor is None or successor.accepted_on is None:
        return False
    return not leaving.holds(successor.prescriber)


def without_successor(people: Iterable[Held], leaving: Leaving) -> list[Held]:
    """Those of whoever leaves for whom nobody has accepted: the counter is its length.

    Source: rule LEA-1 in docs/clinical-rules.md.
    """
    return [
        held
        for held in people
        if leaving.holds(held.prescriber) and not has_successor(held, leaving)
    ]


def why_not_leave_on(leaves_on: date, today: date) -> str:
    """Why that cannot be the leaving day; nothing if it can.

    Source: rule LEA-2 in docs/clinical-rules.md.
    """
    return "The leaving day cannot be in the past." if leaves_on < today else ""


def why_not_close(people: Iterable[Held], leaving: Leaving) -> str:
    """Why whoever leaves cannot be closed; nothing if nobody is left behind.

    Source: rule LEA-2 in docs/clinical-rules.md.
    """
    left = len(without_successor(people, leaving))
    if not left:
        return ""
    counted = "1 person has" if left == 1 else f"{left} people have"
    return (
        f"{counted} no new prescriber yet: closing waits until somebody has accepted."
    )
