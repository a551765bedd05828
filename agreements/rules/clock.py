"""The days of an agreement: reply, start, lapse, review and notice."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agreements.rules.limits import Limits
from patients.rules.consultation import review_due

ONE_DAY = timedelta(days=1)


def reply_by_on(sent_on: date, limits: Limits) -> date:
    """The last day for the practice's answer. A question does not begin it anew.

    Units: civil days after the day on which the request was first sent.
    Source: rule AGR-3 in docs/clinical-rules.md.
    """
    return sent_on + limits.reply_days * ONE_DAY


def is_past(day: date | None, today: date) -> bool:
    """True from the day after ``day``; never where no day is set."""
    return day is not None and today > day


def goes_to_coordinator_on(reply_by_on: date) -> date:
    """The day on which a request without an answer is the coordinator's matter too.

    Source: rule AGR-3 in docs/clinical-rules.md.
    """
    return reply_by_on + ONE_DAY


def days_in_words(day: date, today: date) -> str:
    """How far away a day is: '10 days', '1 day', 'today', '3 days late'.

    Units: civil days.
    """
    days = (day - today).days
    if days == 0:
        return "today"
    counted = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return counted if days > 0 else f"{counted} late"


def days_left(day: date, today: date) -> str:
    """The same for a list: '10 days left', 'today is the last day', '3 days late'."""
    if day == today:
        return "today is the last day"
    words = days_in_words(day, today)
    return f"{words} left" if day > today else words


def why_not_start_on(starts_on: date | None, today: date) -> str:
    """Why a practice may not accept from that day; nothing if it may.

    Source: rule AGR-4 in docs/clinical-rules.md.
    """
    if starts_on is None:
        return "Enter the day on which the practice begins to prescribe."
    if starts_on < today:
        return "The start day cannot be in the past."
    return ""


def why_not_activate(
    starts_on: date, today: date, *, has_person_agreed: bool, is_outside: bool = False
) -> str:
    """Why an accepted agreement does not start today; nothing if it does.

    Whether the person agreed is known only from a record: no record is no agreement.

    Source: rule AGR-5 in docs/clinical-rules.md.
    """
    if not has_person_agreed:
        return "The person has not agreed yet."
    if today < starts_on:
        return "The start day has not come yet."
    if is_outside:
        return "The person's medicine is prescribed elsewhere at present."
    return ""


def activates_on(starts_on: date, today: date) -> date:
    """The day from which the practice prescribes, if it is activated today.

    A start that waited (for the person, or for the clock) begins when it is made, so
    that no day already gone is given to another prescriber.

    Raises: ValueError if the start day has not come.
    Source: rule AGR-5 in docs/clinical-rules.md.
    """
    if today < starts_on:
        raise ValueError(f"Starts on {starts_on}, and today is {today}")
    return today


def lapses_after(starts_on: date, limits: Limits) -> date:
    """The last day on which an accepted agreement may still start.

    Units: civil days after the start day that the practice named.
    Source: rule AGR-6 in docs/clinical-rules.md.
    """
    return starts_on + limits.start_within_days * ONE_DAY


def too_old_start_on(today: date, limits: Limits) -> date:
    """The latest start day whose acceptance is too old to start by today.

    Units: civil days.
    Source: rule AGR-6 in docs/clinical-rules.md.
    """
    return today - (limits.start_within_days + 1) * ONE_DAY


def review_due_on(starts_on: date, reviewed_on: date | None, weeks: int) -> date:
    """When the next three-way review is due, from the start day or the last review.

    Units: whole weeks, the agreement's own interval.
    Raises: ValueError if ``weeks`` is less than 1.
    Source: rule AGR-7 in docs/clinical-rules.md.
    """
    return review_due(max(starts_on, reviewed_on or starts_on), weeks)


def is_review_due(due_on: date | None, today: date) -> bool:
    """True from the day itself; it is overdue from the day after.

    Source: rule AGR-7 in docs/clinical-rules.md.
    """
    return due_on is not None and today >= due_on


def first_notice_day(given_on: date, limits: Limits) -> date:
    """The earliest day that a notice may name.

    Units: civil days after the day on which it is given.
    Source: rule AGR-8 in docs/clinical-rules.md.
    """
    return given_on + limits.notice_days * ONE_DAY


def why_not_notice_on(notice_on: date | None, given_on: date, limits: Limits) -> str:
    """Why a notice may not name that day; nothing if it may.

    Source: rule AGR-8 in docs/clinical-rules.md.
    """
    if notice_on is None:
        return "Enter the day from which the specialist service prescribes."
    first = first_notice_day(given_on, limits)
    if notice_on < first:
        return (
            f"The scheme's shortest notice is {limits.notice_days} days: name "
            f"{first:%d-%b-%Y} or later, or hand back today if it is unsafe to go on."
        )
    return ""


@dataclass(frozen=True)
class HandOver:
    """The telephone call by which a person's medicine is handed back the same day."""

    rung: str
    telephone: str
    rung_at: datetime


def why_not_today(hand_over: HandOver, now: datetime) -> str:
    """Why care may not be handed back the same day; nothing if it may.

    Units: both moments carry a time zone.
    Source: rule AGR-9 in docs/clinical-rules.md.
    """
    if not hand_over.rung.strip():
        return "Enter the name of whoever you rang and who took it over."
    if not any(sign.isdigit() for sign in hand_over.telephone):
        return "Enter the telephone number that you rang."
    if hand_over.rung_at > now:
        return "The call cannot lie in the future."
    return ""
