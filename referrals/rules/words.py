"""The one sentence about a referral, its strip, and where it may be sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from core.vocabulary import Vocabulary
from referrals.rules.states import FINAL, Outcome, State, Verb

# Within four weeks a day is told by its weekday, as everywhere on staff pages.
NEAR_DAYS = 28


class ServiceKind(Vocabulary):
    """What a service of the directory does."""

    PSYCHIATRY = "psychiatry"
    PSYCHOLOGY = "psychology"
    HEPATOLOGY = "hepatology"
    HOUSING = "housing"
    SOCIAL_PRESCRIBING = "social_prescribing"


def day_in_words(day: date, today: date) -> str:
    """'Fri 19-Mar' near today, '14-Mar-2027' else."""
    return (
        f"{day:%a %d-%b}" if abs((day - today).days) <= NEAR_DAYS else f"{day:%d-%b-%Y}"
    )


@dataclass(frozen=True)
class Told:
    """As much of a referral as its sentence depends on."""

    state: State
    service: str  # who is asked
    referrer: str  # who asks
    target_on: date
    booked_for_on: date | None = None
    seen_on: date | None = None
    outcome: str = ""


def sentence(told: Told, today: date) -> str:
    """Where a referral stands and who is waited for: the same for both sides.

    Source: rule REF-1 in docs/clinical-rules.md.
    """
    if told.state in FINAL:
        return _ended(told)
    by = day_in_words(told.target_on, today)
    if told.state == State.QUERY:
        return f"Waiting for {told.referrer} to answer a question; target {by}."
    if told.state == State.SENT:
        return f"Waiting for {told.service} to answer, by {by}."
    if told.state == State.RECEIVED:
        return f"Waiting for {told.service} to book a first meeting, by {by}."
    if told.state == State.BOOKED:
        booked = day_in_words(told.booked_for_on, today)
        return f"Booked for {booked} with {told.service}; target {by}."
    seen = day_in_words(told.seen_on, today)
    return f"Seen on {seen}. Waiting for {told.service} to say what came of it."


def _ended(told):
    if told.state == State.CLOSED:
        return f"Closed: {Outcome(told.outcome).label.lower()}."
    if told.state == State.DECLINED:
        return f"{told.service} declined."
    if told.state == State.STOPPED:
        return "Stopped: recorded as deceased."
    return f"{told.referrer} revoked it."


_CAME = {
    Outcome.HELPED: "{} saw you, and their part is done.",
    Outcome.ONGOING_WITH_SERVICE: "{} goes on seeing you.",
    Outcome.REFERRED_ON: "{} passed you on to another service.",
    Outcome.DID_NOT_ATTEND: "You and {} did not meet, and it is closed. You can ask"
    " again.",
    Outcome.NO_LONGER_WANTED: "You did not want it any more. You can ask again.",
}


def sentence_for_person(told: Told) -> str:
    """Where their referral stands, as the person reads it.

    Source: rule REF-1 in docs/clinical-rules.md.
    """
    said = {
        State.SENT: f"Waiting for {told.service} to answer.",
        State.QUERY: f"{told.service} has asked {told.referrer} a question.",
        State.RECEIVED: f"{told.service} has said yes, and will offer you a day.",
        State.DECLINED: f"{told.service} could not take it on. {told.referrer} looks"
        " for another way with you.",
        State.REVOKED: f"{told.referrer} took it back.",
    }
    if told.state == State.BOOKED:
        day = day_for_person(told.booked_for_on)
        return f"You have a day with {told.service}: {day}."
    if told.state == State.SEEN:
        return f"{told.service} saw you on {day_for_person(told.seen_on)}."
    came = _CAME.get(told.outcome, "It is over.").format(told.service)
    return said.get(told.state, came)


def day_for_person(day: date) -> str:
    """14 March 2027, as the person reads a day."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Step:
    """One place on the strip: what, and who did it when if it is done."""

    label: str
    is_done: bool
    who: str = ""


_STEPS = (
    ("Received", Verb.ACCEPT),
    ("Booked", Verb.BOOK),
    ("Seen", Verb.SEE),
    ("Closed", Verb.CLOSE),
)
_CUT_SHORT = {
    Verb.DECLINE: "Declined",
    Verb.REVOKE: "Revoked",
    Verb.STOP: "Stopped",
}


def strip(sent: str, opened: str, done: Mapping[Verb, str]) -> list[Step]:
    """The states across the page: sent, opened, received, booked, seen, closed.

    ``sent``, ``opened`` and ``done`` say who and when; empty is not yet.
    """
    steps = [Step("Sent", True, sent), Step("Opened", bool(opened), opened)]
    ended = [
        Step(label, True, done[verb])
        for verb, label in _CUT_SHORT.items()
        if verb in done
    ]
    ahead = [Step(label, verb in done, done.get(verb, "")) for label, verb in _STEPS]
    return [*steps, *(_done_only(ahead) if ended else ahead), *ended]


def _done_only(steps: Iterable[Step]):
    return [step for step in steps if step.is_done]
