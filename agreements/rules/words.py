"""The one sentence about an agreement, the same for both sides, and its strip."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agreements.rules.clock import days_in_words
from agreements.rules.states import FINAL, Standing, State, Verb

# Within four weeks a day is told by its weekday, as everywhere on staff pages.
NEAR_DAYS = 28


@dataclass(frozen=True)
class Names:
    """How the parties of one agreement are called on its page."""

    practice: str
    gp: str  # the prescriber of the practice, or the practice itself
    service: str  # the specialist organisation
    prescriber: str  # who prescribes today


def day_in_words(day: date, today: date) -> str:
    """'Fri 19-Mar' near today, '14-Mar-2027' else."""
    return (
        f"{day:%a %d-%b}" if abs((day - today).days) <= NEAR_DAYS else f"{day:%d-%b-%Y}"
    )


def sentence(standing: Standing, names: Names) -> str:
    """Where the agreement stands and who prescribes: the same words for both sides.

    Source: rule AGR-10 in docs/clinical-rules.md.
    """
    if standing.has_died:
        return "Recorded as deceased. Nothing more is asked of anybody."
    if standing.state in FINAL:
        return (
            f"{_FINAL[standing.state].format(n=names)} {names.prescriber} prescribes."
        )
    if standing.is_outside:
        return _sentence_outside(standing, names)
    if standing.state == State.DRAFT:
        return f"Not sent yet. {names.prescriber} prescribes."
    return _LIVE[standing.state](standing, names)


def once_out_of_sight(state: State, names: Names, on_day: date, phone: str) -> str:
    """What a practice reads of one that is over, whose person it sees no longer: until
    when, and whom to ask. Never who prescribes now: that may be another by then.

    Source: rule AGR-10 in docs/clinical-rules.md.
    """
    was = _WAS[state].format(n=names, day=f"{on_day:%d-%b-%Y}")
    ring = f": ring {phone}" if phone else ""
    return (
        f"{was} Name and record are not yours to see any more. {names.service} knows "
        f"who prescribes now{ring}."
    )


def _sentence_outside(standing, names):
    return (
        f"{names.prescriber} prescribes at present. "
        f"The agreement with {names.practice} {_MEANWHILE[standing.state]}."
    )


def _sent(standing, names):
    if standing.is_reply_overdue:
        late = days_in_words(standing.reply_by_on, standing.today)
        return (
            f"{names.practice} has not answered, {late}. No answer is not a yes: "
            f"{names.prescriber} prescribes, and the coordinator knows."
        )
    by = _with_days(standing.reply_by_on, standing.today)
    return (
        f"Waiting for {names.practice} to answer, by {by}. "
        f"{names.prescriber} prescribes until the practice begins."
    )


def _query(standing, names):
    by = _with_days(standing.reply_by_on, standing.today)
    return (
        f"Waiting for {names.service} to answer a question of {names.practice}, whose "
        f"reply is due by {by}. {names.prescriber} prescribes."
    )


def _accepted(standing, names):
    starts = day_in_words(standing.starts_on, standing.today)
    if standing.has_person_agreed:
        return f"{names.gp} prescribes from {starts}; {names.prescriber} until then."
    return (
        f"{names.practice} has accepted from {starts}. It starts only when the person "
        f"has agreed. {names.prescriber} prescribes."
    )


def _active(standing, names):
    if standing.review_due_on is None:
        return f"{names.prescriber} prescribes."
    due = _with_days(standing.review_due_on, standing.today)
    return f"{names.prescriber} prescribes. Review due {due}."


def _notice(standing, names):
    day = _with_days(standing.notice_on, standing.today)
    return (
        f"Notice is given. {names.service} prescribes from {day}, whether or not "
        f"anyone has answered; {names.prescriber} until then."
    )


def _with_days(day, today):
    return f"{day_in_words(day, today)} ({days_in_words(day, today)})"


_LIVE = {
    State.SENT: _sent,
    State.QUERY: _query,
    State.ACCEPTED: _accepted,
    State.ACTIVE: _active,
    State.NOTICE_GIVEN: _notice,
}
_FINAL = {
    State.DECLINED: "{n.practice} declined.",
    State.WITHDRAWN: "The request to {n.practice} was withdrawn.",
    State.LAPSED: "{n.practice} had accepted, and it lapsed before it started.",
    State.TRANSFERRED: "The care was handed over from {n.practice}.",
    State.ENDED: "The agreement with {n.practice} has ended.",
}
_WAS = {
    State.DECLINED: "{n.practice} declined to share this person's care on {day}.",
    State.WITHDRAWN: "{n.practice} was asked to share this person's care, and the "
    "request was withdrawn on {day}.",
    State.LAPSED: "{n.practice} had accepted to share this person's care, and it "
    "lapsed on {day}.",
    State.TRANSFERRED: "{n.practice} looked after this person's prescribing until "
    "{day}.",
    State.ENDED: "{n.practice} looked after this person's prescribing until {day}.",
}
_MEANWHILE = {
    State.DRAFT: "has not been sent",
    State.SENT: "waits for an answer",
    State.QUERY: "waits for the answer to a question",
    State.ACCEPTED: "starts when they are back",
    State.ACTIVE: "goes on when they are back",
    State.NOTICE_GIVEN: "is under notice",
}


@dataclass(frozen=True)
class Step:
    """One place of the strip: a state, and who brought it there when."""

    state: State
    by: str = ""
    on_day: date | None = None
    is_now: bool = False


# The way that an agreement goes when all goes well.
_WAY = (State.DRAFT, State.SENT, State.ACCEPTED, State.ACTIVE)


@dataclass(frozen=True)
class Act:
    """One act upon an agreement, as its history keeps it."""

    verb: Verb
    after: State
    by: str
    on_day: date


def strip(acts: Iterable[Act], drafted: Step) -> list[Step]:
    """The states so far, each with who and when, and those still to come without.

    Acts that change no state are in the history, not here. Back in an earlier state (a
    question is answered, a notice taken back), it stands as it first began.

    Source: rule AGR-10 in docs/clinical-rules.md.
    """
    steps = [drafted]
    for act in acts:
        come_to = [step.state for step in steps]
        if act.after in come_to:
            steps = steps[: come_to.index(act.after) + 1]
        else:
            steps.append(Step(act.after, act.by, act.on_day))
    now = steps.pop()
    done = [*steps, Step(now.state, now.by, now.on_day, is_now=True)]
    return done + [Step(state) for state in _to_come(now.state)]


def _to_come(state):
    if state in FINAL or state == State.NOTICE_GIVEN:
        return ()
    known = State.SENT if state == State.QUERY else state
    return _WAY[_WAY.index(known) + 1 :]
