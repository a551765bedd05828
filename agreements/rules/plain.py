"""An agreement in the plainest words, as the person takes it home."""

from datetime import date

from agreements.rules.states import Standing, State
from agreements.rules.words import Names


def in_full(day: date | None) -> str:
    """'14 March 2027', as the person reads a day; nothing for none."""
    return f"{day.day} {day:%B %Y}" if day else ""


def told_to_person(standing: Standing, names: Names) -> str:
    """Where the agreement stands, said to the person.

    Source: rule AGR-10 in docs/clinical-rules.md.
    """
    words = _TOLD[standing.state].format(
        practice=names.practice,
        gp=names.gp,
        service=names.service,
        starts=in_full(standing.starts_on),
        notice=in_full(standing.notice_on),
    )
    if standing.state == State.ACCEPTED and not standing.has_person_agreed:
        words += " It starts only when you have agreed."
    return words


_TOLD = {
    State.DRAFT: "This has not been sent to anybody yet.",
    State.SENT: "{practice} has been asked to prescribe your medicine. It has not "
    "answered yet. Nothing changes until it says yes and you agree.",
    State.QUERY: "{practice} has been asked to prescribe your medicine, and asks a "
    "question first. Nothing changes until it says yes and you agree.",
    State.ACCEPTED: "{gp} at {practice} has said yes, from {starts}.",
    State.ACTIVE: "{gp} at {practice} shares your care with {service}.",
    State.NOTICE_GIVEN: "From {notice} {service} prescribes your medicine again. "
    "{practice} prescribes until then. You do not have to do anything.",
    State.DECLINED: "{practice} could not take this on. Nothing has changed.",
    State.WITHDRAWN: "{practice} is not asked any more. Nothing has changed.",
    State.LAPSED: "{practice} had said yes, but it did not start in time. Nothing has "
    "changed.",
    State.TRANSFERRED: "This agreement is over. {service} looks after your medicine.",
    State.ENDED: "This agreement is over. {service} looks after your medicine.",
}


def told_over(
    state: State, *, practice: str, service: str, on_day: date, is_own_no: bool
) -> str:
    """How an agreement came to be over, said to the person.

    Raises: KeyError of one that is not over.
    Source: rule AGR-10 in docs/clinical-rules.md.
    """
    why = "you said that you do not agree" if is_own_no else f"{service} took it back"
    return _OVER[state].format(
        practice=practice, service=service, day=in_full(on_day), why=why
    )


def told_until(who: str, service: str, until_on: date) -> str:
    """Of what is to follow: who prescribes before it, and who if it does not begin.

    Source: rule AGR-10 in docs/clinical-rules.md.
    """
    return (
        f"{who} prescribes until {in_full(until_on)}. If this does not start by then, "
        f"{service} prescribes from that day."
    )


_OVER = {
    State.DECLINED: "{practice} said no on {day}. It never began, and nothing has "
    "changed. {service} can tell you why.",
    State.WITHDRAWN: "{practice} is not asked any more since {day}: {why}. It never "
    "began, and nothing has changed.",
    State.LAPSED: "{practice} had said yes, but it did not start in time. It never "
    "began, and nothing has changed.",
    State.TRANSFERRED: "This agreement is over since {day}. What it said stays here "
    "for you to read.",
    State.ENDED: "This agreement is over since {day}. What it said stays here for you "
    "to read.",
}

# What was done so far, as the person would say it.
STEPS = {
    State.SENT: "Practice asked",
    State.QUERY: "Question asked",
    State.ACCEPTED: "Practice said yes",
    State.ACTIVE: "Began",
    State.NOTICE_GIVEN: "Practice gave notice",
    State.DECLINED: "Practice said no",
    State.WITHDRAWN: "Request taken back",
    State.LAPSED: "Did not start",
    State.TRANSFERRED: "Handed over",
    State.ENDED: "Ended",
}
# Those that come on their day, mostly without anybody's hand.
OF_ITSELF = (State.ACTIVE, State.LAPSED, State.TRANSFERRED)
