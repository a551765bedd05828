"""The short alcohol screen: a score, never a diagnosis."""

from core.findings import Finding, Severity
from patients.rules.limits import Limits

MOST_PER_ANSWER = 4
MOST_IN_ALL = 12


def audit_c(*answers: int | None) -> int | None:
    """The AUDIT-C total of three answers; None while any of them is not known.

    Units: points, 0 to 4 for each answer and 0 to 12 in all. Unknown is not nought.
    Raises: ValueError if there are not three answers or one is out of range.
    Source: rule ALC-1 in docs/clinical-rules.md.
    """
    if len(answers) != 3:
        raise ValueError(f"{len(answers)} answers of 3")
    known = [answer for answer in answers if answer is not None]
    if not all(0 <= answer <= MOST_PER_ANSWER for answer in known):
        raise ValueError(f"Answers {answers} are not all from 0 to {MOST_PER_ANSWER}")
    return sum(known) if len(known) == 3 else None


def audit_c_in_words(*answers: int | None) -> str:
    """'4 of 12', or how many answers are known: never a total of fewer than all.

    Raises: ValueError as ``audit_c``.
    Source: rule ALC-1 in docs/clinical-rules.md.
    """
    total = audit_c(*answers)
    if total is not None:
        return f"{total} of {MOST_IN_ALL}"
    answered = sum(answer is not None for answer in answers)
    return f"total not known, {answered} of {len(answers)} answered"


def judge_audit_c(total: int | None, limits: Limits) -> Finding | None:
    """Say that the screen is positive; nothing for a lower or an unknown total.

    Units: points.
    Raises: ValueError if ``total`` is not from 0 to 12.
    Source: rule ALC-1 in docs/clinical-rules.md.
    """
    if total is None:
        return None
    if not 0 <= total <= MOST_IN_ALL:
        raise ValueError(f"{total} of {MOST_IN_ALL} points")
    if total < limits.audit_c_positive_points:
        return None
    return Finding(
        rule="ALC-1",
        version=1,
        severity=Severity.INFORM,
        message=f"AUDIT-C {total} of {MOST_IN_ALL}: positive screen.",
        values=(
            ("AUDIT-C", f"{total} points"),
            ("positive from", f"{limits.audit_c_positive_points} points"),
        ),
    )
