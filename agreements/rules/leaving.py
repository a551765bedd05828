"""When a prescriber or a practice leaves: who has nobody to follow them yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agreements.rules import clock
from agreements.rules.limits import Limits
from agreements.rules.prescriber import Prescriber

ONE_DAY = clock.ONE_DAY


@dataclass(frozen=True)
class Successor:
    """Who is asked to follow, whether they accepted, and when they leave themselves."""

    prescriber: Prescriber
    has_accepted: bool = False
    leaves_on: date | None = None


@dataclass(frozen=True)
class Held:
    """A person whose running agreement is with whoever leaves."""

    patient: str
    prescriber: Prescriber
    successor: Successor | None = None
    until_on: date | None = None  # the notice day, where notice is given


@dataclass(frozen=True)
class Leaving:
    """A practice that leaves, or one prescriber of it, or the whole scheme."""

    leaves_on: date | None = None
    organisation: str = ""  # none by name: every practice of the scheme
    who: str = ""  # nobody by name: the whole practice

    def holds(self, prescriber: Prescriber) -> bool:
        """True if that prescriber is among those who leave."""
        same_practice = self.organisation in ("", prescriber.organisation)
        return same_practice and self.who in ("", prescriber.who)


def has_successor(held: Held, leaving: Leaving) -> bool:
    """True once somebody who does not leave themselves has accepted.

    Asked is not accepted, and a silence is never a yes. Whoever has a last day of their
    own is no successor for good, near or far as that day may be.

    Source: rule LEA-1 in docs/clinical-rules.md.
    """
    successor = held.successor
    if successor is None or not successor.has_accepted or successor.leaves_on:
        return False
    return not leaving.holds(successor.prescriber)


def without_successor(people: Iterable[Held], leaving: Leaving) -> list[Held]:
    """What of whoever leaves nobody has accepted yet.

    Source: rule LEA-1 in docs/clinical-rules.md.
    """
    return [
        held
        for held in people
        if leaving.holds(held.prescriber) and not has_successor(held, leaving)
    ]


def count_left(people: Iterable[Held], leaving: Leaving) -> int:
    """How many people that is: the counter, which falls only as successors accept.

    Somebody with two treatment lines is one person.

    Source: rule LEA-1 in docs/clinical-rules.md.
    """
    return len({held.patient for held in without_successor(people, leaving)})


def why_not_leave_on(leaves_on: date | None, today: date, limits: Limits) -> str:
    """Why that cannot be the leaving day; nothing if it can.

    A practice that leaves gives notice of each agreement, so its day is no sooner than
    the scheme's shortest notice.

    Units: civil days.
    Source: rule LEA-2 in docs/clinical-rules.md.
    """
    if leaves_on is None:
        return "Enter the leaving day."
    first = clock.first_notice_day(today, limits)
    if leaves_on < first:
        return (
            f"The scheme's shortest notice is {limits.notice_days} days: the leaving "
            f"day is {first:%d-%b-%Y} or later."
        )
    return ""


def why_not_close(people: Iterable[Held], leaving: Leaving) -> str:
    """Why whoever leaves cannot be closed; nothing if nobody is left behind.

    Source: rule LEA-2 in docs/clinical-rules.md.
    """
    left = count_left(people, leaving)
    if not left:
        return ""
    counted = "1 person has" if left == 1 else f"{left} people have"
    return (
        f"{counted} no new prescriber yet: closing waits until somebody has accepted."
    )


def why_not_close_on(people: Iterable[Held], leaving: Leaving, closes_on: date) -> str:
    """The same for a day: who has a successor is still there until their notice day.

    Source: rule LEA-2 in docs/clinical-rules.md.
    """
    held = [one for one in people if leaving.holds(one.prescriber)]
    if why := why_not_close(held, leaving):
        return why
    last = max((one.until_on for one in held if one.until_on), default=closes_on)
    if closes_on < last:
        return f"The last of them is prescribed for until {last:%d-%b-%Y}: close then."
    return ""


def notice_day(
    practice_leaves_on: date | None,
    lead_ends_on: date | None,
    today: date,
    limits: Limits,
) -> date | None:
    """The day that the notice of an agreement names because somebody leaves; or None.

    A practice's leaving gives notice at once. A lead's last day does within the
    scheme's shortest notice of it: until then a colleague may take the lead, and a
    contract that ends next year is no notice. From the day after their last day the
    lead is not there.

    Source: rule LEA-3 in docs/clinical-rules.md.
    """
    days = [practice_leaves_on] if practice_leaves_on else []
    if lead_ends_on:
        gone_on = lead_ends_on + ONE_DAY
        days += [gone_on] if gone_on <= clock.first_notice_day(today, limits) else []
    return max(min(days), today) if days else None
