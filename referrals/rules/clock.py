"""The target of a referral in working days, and those that have passed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.working_days import add_working_days, working_days_between
from referrals.rules.limits import Limits
from referrals.rules.states import UNSEEN, State


@dataclass(frozen=True)
class Sent:
    """As much of a referral as its clock depends on."""

    state: State
    sent_on: date
    target_working_days: int | None = None  # the service's own; None is the scheme's
    seen_on: date | None = None
    name: str = ""


def target_on(sent: Sent, limits: Limits) -> date:
    """The last day on which the person is seen in time.

    The clock begins when the referral is first sent; a question stops it not, and
    nobody can edit it.

    Units: working days of England and Wales after the day of sending.
    Raises: ValueError if the target is less than 1.
    Source: rule REF-3 in docs/clinical-rules.md.
    """
    days = sent.target_working_days
    days = limits.referral_target_working_days if days is None else days
    if days < 1:
        raise ValueError(f"A target of {days} working days")
    return add_working_days(sent.sent_on, days)


def is_breached(sent: Sent, today: date, limits: Limits) -> bool:
    """True if the person was not seen by the target, and somebody still means to.

    Being seen late ends the wait; that it was late is told by ``was_late``.

    Source: rule REF-4 in docs/clinical-rules.md.
    """
    return sent.state in UNSEEN and today > target_on(sent, limits)


def was_late(sent: Sent, limits: Limits) -> bool:
    """True if the person was seen, and later than the target.

    Source: rule REF-4 in docs/clinical-rules.md.
    """
    return sent.seen_on is not None and sent.seen_on > target_on(sent, limits)


def breach_list(referrals: Iterable[Sent], today: date, limits: Limits) -> list[Sent]:
    """Those past their target, the longest past first, then by name.

    Source: rule REF-4 in docs/clinical-rules.md.
    """
    late = [sent for sent in referrals if is_breached(sent, today, limits)]
    return sorted(late, key=lambda sent: (target_on(sent, limits), sent.name))


def time_left(sent: Sent, today: date, limits: Limits) -> str:
    """'4 working days left', 'today is the last day', '1 working day past its target'.

    Units: working days. On a free day the count is that of the working day before.
    """
    last = target_on(sent, limits)
    if today == last:
        return "today is the last day"
    if today < last:
        return f"{_counted(working_days_between(today, last))} left"
    past = working_days_between(last, today)
    return f"{_counted(past)} past its target" if past else "past its target"


def why_not_book_on(day: date, today: date) -> str:
    """Why a first meeting cannot be booked on a day; nothing if it can.

    Source: rule REF-6 in docs/clinical-rules.md.
    """
    return "" if day >= today else "A meeting is booked for today or later."


def why_not_seen_on(day: date, sent_on: date, today: date) -> str:
    """Why nobody can have been seen on a day; nothing if they can.

    Source: rule REF-6 in docs/clinical-rules.md.
    """
    if day > today:
        return "The day is still to come: book it instead."
    return "" if day >= sent_on else "That is before the referral was sent."


def _counted(days):
    return "1 working day" if days == 1 else f"{days} working days"
