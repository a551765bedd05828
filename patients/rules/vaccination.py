"""Hepatitis B vaccination: which dose is due and when, what is late or early."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.findings import Finding, Severity
from core.vocabulary import Vocabulary
from patients.rules.days import add_months
from patients.rules.limits import Limits

ADULT_AGE = 18
# A dose this many days before its least gap still counts (HBV-4).
EARLY_BY_DAYS = 4


class Schedule(Vocabulary):
    """Three ways to space the doses."""

    STANDARD = "standard"
    ACCELERATED = "accelerated"
    SUPER_ACCELERATED = "super_accelerated"


@dataclass(frozen=True)
class Interval:
    """Months or days from one dose to another."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        return add_months(day, self.months) + timedelta(days=self.days)

    def before(self, day: date) -> date:
        return add_months(day - timedelta(days=self.days), -self.months)


@dataclass(frozen=True)
class Step:
    """When a dose is planned after the first, and its least gap to the one before."""

    from_first: Interval
    least_gap: Interval


_MONTH, _TWO_MONTHS, _YEAR = Interval(months=1), Interval(months=2), Interval(months=12)
_WEEK, _TWO_WEEKS = Interval(days=7), Interval(days=14)
_LAST_OF_FOUR = Step(_YEAR, least_gap=_TWO_MONTHS)

# Dose number: when it is planned, and how soon after the dose before it (HBV-1 to 4).
STEPS: dict[Schedule, dict[int, Step]] = {
    Schedule.STANDARD: {
        2: Step(_MONTH, least_gap=_MONTH),
        3: Step(Interval(months=6), least_gap=_MONTH),
    },
    Schedule.ACCELERATED: {
        2: Step(_MONTH, least_gap=_MONTH),
        3: Step(_TWO_MONTHS, least_gap=_MONTH),
        4: _LAST_OF_FOUR,
    },
    Schedule.SUPER_ACCELERATED: {
        2: Step(_WEEK, least_gap=_WEEK),
        3: Step(Interval(days=21), least_gap=_TWO_WEEKS),
        4: _LAST_OF_FOUR,
    },
}


@dataclass(frozen=True)
class DoseDue:
    """The next dose. It is estimated where the day of the first one is not known."""

    dose: int
    on_day: date
    is_estimated: bool = False


class VaccineAnswer(Vocabulary):
    """What became of a dose that is due, where it was not given here."""

    GIVEN_ELSEWHERE = "given_elsewhere"
    DECLINED = "declined"


class CourseStatus(Vocabulary):
    """Where a course of vaccination stands."""

    NOT_OFFERED = "not_offered"
    REFUSED = "refused"
    OFFER_AGAIN = "offer_again"
    IN_COURSE = "in_course"
    DUE = "due"
    OVERDUE = "overdue"
    COMPLETE = "complete"


def doses_of(schedule: Schedule, risk_continues: bool | None = None) -> int:
    """How many doses make the course.

    The fourth accelerated dose is for those whose risk goes on; not known counts
    as going on. There is no booster after the last dose (HBV-5).

    Source: rule HBV-2 in docs/clinical-rules.md.
    """
    if schedule == Schedule.ACCELERATED and risk_continues is False:
        return 3
    return max(STEPS[schedule])


def next_dose_due(
    schedule: Schedule,
    doses_given: Mapping[int, date],
    risk_continues: bool | None = None,
) -> DoseDue | None:
    """The next dose of a course that has begun; None if it has not, or is complete.

    A course is never restarted: a late dose moves the later ones by their least
    gap only. Doses whose day is not known may be left out of ``doses_given``; the
    first day is then worked back from the earliest that is known, and the answer
    says that it is estimated.

    Units: ``doses_given`` is dose number to the day it was given.
    Raises: ValueError if a number is not of this schedule or days run backward.
    Source: rules HBV-1, HBV-2, HBV-3, HBV-4 and HBV-8 in docs/clinical-rules.md.
    """
    _check(schedule, doses_given)
    last = max(doses_given, default=None)
    if last is None or last >= doses_of(schedule, risk_continues):
        return None
    step = STEPS[schedule][last + 1]
    planned = step.from_first.after(_first_day(schedule, doses_given))
    on_day = max(planned, step.least_gap.after(doses_given[last]))
    return DoseDue(last + 1, on_day, is_estimated=1 not in doses_given)


def what_stops_a_dose(
    schedule: Schedule, doses_given: Mapping[int, date], dose: int, on_day: date
) -> str:
    """Why a dose cannot be written down as given that day, in words; else nothing.

    Source: rule HBV-4 in docs/clinical-rules.md.
    """
    if dose in doses_given:
        return f"Dose {dose} was given on {doses_given[dose]:%d-%b-%Y}"
    try:
        _check(schedule, {**doses_given, dose: on_day})
    except ValueError as error:
        return str(error)
    return ""


def what_follows_a_dose(
    schedule: Schedule, doses_given: Mapping[int, date], dose: int, on_day: date
) -> str:
    """When the next dose is due, or that this was the last, in words.

    Raises: ValueError as ``next_dose_due``.
    Source: rules HBV-1, HBV-2, HBV-3 and HBV-5 in docs/clinical-rules.md.
    """
    due = next_dose_due(schedule, {**doses_given, dose: on_day})
    if due is None:
        return f"dose {dose} was the last"
    about = "about " if due.is_estimated else ""
    return f"dose {due.dose} due {about}{due.on_day:%d-%b-%Y}"


def _check(schedule, doses_given):
    unknown = set(doses_given) - {1, *STEPS[schedule]}
    if unknown:
        words = schedule.label.lower()
        raise ValueError(f"The {words} schedule has no dose {min(unknown)}")
    days = [doses_given[dose] for dose in sorted(doses_given)]
    if days != sorted(set(days)):
        raise ValueError("Doses are given one after another, on different days")


def _first_day(schedule, doses_given):
    earliest = min(doses_given)
    if earliest == 1:
        return doses_given[1]
    return STEPS[schedule][earliest].from_first.before(doses_given[earliest])


def judge_lateness(
    schedule: Schedule, due: DoseDue, today: date, limits: Limits
) -> Finding | None:
    """Say that a dose is late; the course goes on, it is not begun again.

    Units: whole days after the day it was due.
    Source: rules HBV-1, HBV-2 and HBV-3 in docs/clinical-rules.md.
    """
    rule, allowed = {
        Schedule.STANDARD: ("HBV-1", limits.hepatitis_b_standard_late_days),
        Schedule.ACCELERATED: ("HBV-2", limits.hepatitis_b_accelerated_late_days),
        Schedule.SUPER_ACCELERATED: (
            "HBV-3",
            limits.hepatitis_b_super_accelerated_late_days,
        ),
    }[schedule]
    late = (today - due.on_day).days
    if late <= allowed:
        return None
    return Finding(
        rule=rule,
        version=2,
        severity=Severity.WARN,
        message=f"Hepatitis B dose {due.dose} is {late} days late: the course goes on.",
        values=(("late", f"{late} days"), ("allowed", f"{allowed} days")),
    )


def judge_dose(
    schedule: Schedule, doses_given: Mapping[int, date], dose: int, on_day: date
) -> Finding | None:
    """Say that a dose comes too soon after the one before it to count.

    Units: whole days before the least gap; 4 days early still counts. Where the
    day of the dose before is not known nothing can be said.
    Raises: ValueError as ``next_dose_due``.
    Source: rule HBV-4 in docs/clinical-rules.md.
    """
    _check(schedule, {**doses_given, dose: on_day})
    before = doses_given.get(dose - 1)
    if dose == 1 or before is None:
        return None
    soonest = STEPS[schedule][dose].least_gap.after(before)
    early = (soonest - on_day).days
    if early <= EARLY_BY_DAYS:
        return None
    return Finding(
        rule="HBV-4",
        version=1,
        severity=Severity.WARN,
        message=f"Hepatitis B dose {dose} is {early} days early: repeat it?",
        values=(("early", f"{early} days"), ("allowed", f"{EARLY_BY_DAYS} days")),
    )


def judge_schedule_for_age(schedule: Schedule, age: int | None) -> Finding | None:
    """Say that the super-accelerated schedule is for adults; unknown age is asked.

    Units: whole years.
    Source: rule HBV-3 in docs/clinical-rules.md.
    """
    if schedule != Schedule.SUPER_ACCELERATED or (age is not None and age >= ADULT_AGE):
        return None
    known = "age not known" if age is None else f"aged {age}"
    return Finding(
        rule="HBV-3",
        version=2,
        severity=Severity.WARN if age is None else Severity.OVERRIDE,
        message=f"The super-accelerated schedule is for adults: {known}.",
        values=(("age", "not known" if age is None else f"{age} years"),),
    )


def judge_dose_given(
    schedule: Schedule,
    doses_given: Mapping[int, date],
    dose: int,
    on_day: date,
    age: int | None,
    limits: Limits,
) -> list[Finding]:
    """All that is to be said of a dose given on a day, after those before it.

    Nothing can be said where the days on record run backward.

    Units: whole years.
    Source: rules HBV-1 to HBV-4 in docs/clinical-rules.md.
    """
    before = {n: day for n, day in doses_given.items() if n < dose}
    if what_stops_a_dose(schedule, before, dose, on_day):
        return []
    due = next_dose_due(schedule, before)
    is_due = due is not None and due.dose == dose
    late = judge_lateness(schedule, due, on_day, limits) if is_due else None
    findings = [
        _given(late, dose, (on_day - due.on_day).days) if late else None,
        judge_dose(schedule, before, dose, on_day),
        judge_schedule_for_age(schedule, age),
    ]
    return [finding for finding in findings if finding]


def _given(finding, dose, late):
    """What was late while it waited is a fact once given: nothing is left to do."""
    said = f"Hepatitis B dose {dose} given, {late} days late: the course goes on."
    return replace(finding, severity=Severity.INFORM, message=said)


def reoffer_on(declined_on: date, asked_until: date | None, limits: Limits) -> date:
    """The day from which vaccination may be offered again after a 'no'.

    The day agreed with the person, else the scheme's months later. Before it
    nothing asks again; a 'no' is never counted as done.

    Source: rule BBV-9 in docs/clinical-rules.md.
    """
    return asked_until or add_months(declined_on, limits.reoffer_months)


def course_status(
    due: DoseDue | None, doses: int, today: date, reoffer: date | None = None
) -> CourseStatus:
    """Where a course stands: ``doses`` given so far, ``due`` the next one if any.

    Source: rules HBV-1 and BBV-9 in docs/clinical-rules.md.
    """
    if due is None and doses:
        return CourseStatus.COMPLETE
    if reoffer:
        is_agreed_rest = today < reoffer
        return CourseStatus.REFUSED if is_agreed_rest else CourseStatus.OFFER_AGAIN
    if due is None:
        return CourseStatus.NOT_OFFERED
    if today < due.on_day:
        return CourseStatus.IN_COURSE
    return CourseStatus.DUE if today == due.on_day else CourseStatus.OVERDUE
