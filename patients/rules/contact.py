"""The contact note: how it was made, what came of it, and whether another is set."""

from datetime import date

from core.findings import Finding, Severity
from core.vocabulary import Vocabulary


class Channel(Vocabulary):
    """How contact was made or tried."""

    CALL = "call"
    TEXT = "text"
    MEETING = "meeting"
    VIDEO = "video"
    LETTER = "letter"
    OUTREACH = "outreach"


class Outcome(Vocabulary):
    """What came of it."""

    SPOKE = "spoke"
    NO_ANSWER = "no_answer"
    MESSAGE_LEFT = "message_left"
    DID_NOT_ATTEND = "did_not_attend"
    CANCELLED_BY_PERSON = "cancelled_by_person"
    CANCELLED_BY_SERVICE = "cancelled_by_service"


def judge_next_contact(next_on: date | None, today: date) -> Finding | None:
    """Say that nobody is to see the person next, or that the day has gone by.

    Source: rule CTC-1 in docs/clinical-rules.md.
    """
    if next_on and next_on >= today:
        return None
    passed = f"Next contact was due on {next_on:%d-%b-%Y}." if next_on else ""
    return Finding(
        rule="CTC-1",
        version=1,
        severity=Severity.WARN,
        message=passed or "No next contact.",
    )
