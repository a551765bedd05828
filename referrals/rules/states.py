"""The states of a referral: who may move it, and whose turn it is."""

from dataclasses import dataclass

from core.vocabulary import Vocabulary


class ReferralKind(Vocabulary):
    """What a referral asks for."""

    TREATMENT = "treatment"  # someone new, from a practice to the specialist service
    GENERAL_CARE = "general_care"  # by a practice, without prescribing
    ONWARD = "onward"  # to another service of the directory


# What each kind of organisation refers for.
KINDS_FROM = {
    "practice": (ReferralKind.TREATMENT, ReferralKind.ONWARD),
    "service": (ReferralKind.GENERAL_CARE, ReferralKind.ONWARD),
}


def kinds_from(organisation_kind: str) -> tuple[ReferralKind, ...]:
    """What an organisation of this kind may ask of another; nothing for most.

    Source: rule REF-5 in docs/clinical-rules.md.
    """
    return KINDS_FROM.get(organisation_kind, ())


class State(Vocabulary):
    """Where a referral stands. 'Past its target' is computed."""

    SENT = "sent"
    QUERY = "query"
    RECEIVED = "received"
    BOOKED = "booked"
    SEEN = "seen"
    CLOSED = "closed"
    DECLINED = "declined"
    REVOKED = "revoked"
    STOPPED = "stopped"


class Verb(Vocabulary):
    """What is done to a referral."""

    ASK = "ask"
    ANSWER = "answer"
    ACCEPT = "accept"
    DECLINE = "decline"
    REVOKE = "revoke"
    BOOK = "book"
    UNBOOK = "unbook"
    SEE = "see"
    CLOSE = "close"
    STOP = "stop"
    RESUME = "resume"


class Side(Vocabulary):
    """Who does it."""

    REFERRER = "referrer"
    SERVICE = "service"
    CLOCK = "clock"


class Outcome(Vocabulary):
    """How a referral closes once the service has it."""

    HELPED = "helped"
    ONGOING_WITH_SERVICE = "ongoing_with_service"
    REFERRED_ON = "referred_on"
    DID_NOT_ATTEND = "did_not_attend"
    NO_LONGER_WANTED = "no_longer_wanted"
    DIED = "died"


class DeclineReason(Vocabulary):
    """Why a service declines. Having told of use is no reason and is not offered."""

    OUTSIDE_REMIT = "outside_remit"
    OUTSIDE_AREA = "outside_area"
    NO_CAPACITY = "no_capacity"
    KNOWN_ALREADY = "known_already"
    NEEDS_ANOTHER_SERVICE = "needs_another_service"
    OTHER = "other"


@dataclass(frozen=True)
class Move:
    """One line of the table: from, verb, to, and which sides may."""

    before: State
    verb: Verb
    after: State
    sides: tuple[Side, ...]


_SERVICE = (Side.SERVICE,)
_REFERRER = (Side.REFERRER,)
_CLOCK = (Side.CLOCK,)


def _answers(state):
    return (
        Move(state, Verb.ACCEPT, State.RECEIVED, _SERVICE),
        Move(state, Verb.DECLINE, State.DECLINED, _SERVICE),
        Move(state, Verb.REVOKE, State.REVOKED, _REFERRER),
    )


MOVES = (
    *_answers(State.SENT),
    Move(State.SENT, Verb.ASK, State.QUERY, _SERVICE),
    *_answers(State.QUERY),
    Move(State.QUERY, Verb.ANSWER, State.SENT, _REFERRER),
    Move(State.RECEIVED, Verb.BOOK, State.BOOKED, _SERVICE),
    Move(State.RECEIVED, Verb.SEE, State.SEEN, _SERVICE),
    Move(State.RECEIVED, Verb.CLOSE, State.CLOSED, _SERVICE),
    Move(State.RECEIVED, Verb.REVOKE, State.REVOKED, _REFERRER),
    Move(State.BOOKED, Verb.SEE, State.SEEN, _SERVICE),
    Move(State.BOOKED, Verb.UNBOOK, State.RECEIVED, _SERVICE),
    Move(State.BOOKED, Verb.CLOSE, State.CLOSED, _SERVICE),
    Move(State.BOOKED, Verb.REVOKE, State.REVOKED, _REFERRER),
    Move(State.SEEN, Verb.CLOSE, State.CLOSED, _SERVICE),
    Move(State.SENT, Verb.STOP, State.STOPPED, _CLOCK),
    Move(State.QUERY, Verb.STOP, State.STOPPED, _CLOCK),
    Move(State.RECEIVED, Verb.STOP, State.STOPPED, _CLOCK),
    Move(State.BOOKED, Verb.STOP, State.STOPPED, _CLOCK),
    Move(State.SEEN, Verb.STOP, State.STOPPED, _CLOCK),
)

FINAL = (State.CLOSED, State.DECLINED, State.REVOKED, State.STOPPED)
# Before the service has answered; a silence leaves it here and is never a yes.
UNANSWERED = (State.SENT, State.QUERY)
# The person has not been seen, and somebody still means to.
UNSEEN = (State.SENT, State.QUERY, State.RECEIVED, State.BOOKED)

_STANDS = {
    State.SENT: "waits for an answer",
    State.QUERY: "waits for the answer to a question",
    State.RECEIVED: "has been received",
    State.BOOKED: "is booked",
    State.SEEN: "has led to a meeting",
    State.CLOSED: "is closed",
    State.DECLINED: "was declined",
    State.REVOKED: "was revoked",
    State.STOPPED: "was stopped, as the person is recorded as deceased",
}
_DONE = {
    Verb.ASK: "asked about",
    Verb.ANSWER: "answered",
    Verb.ACCEPT: "accepted",
    Verb.DECLINE: "declined",
    Verb.REVOKE: "revoked",
    Verb.BOOK: "booked",
    Verb.UNBOOK: "unbooked",
    Verb.SEE: "marked as seen",
    Verb.CLOSE: "closed",
    Verb.STOP: "stopped",
    Verb.RESUME: "resumed",
}
_TO_DO = {
    Verb.BOOK: "book a first meeting",
    Verb.UNBOOK: "take the day back",
    Verb.SEE: "say that they saw the person",
    Verb.CLOSE: "close it",
}


_WHOSE = {
    _REFERRER: "whoever referred",
    _SERVICE: "the service referred to",
    _CLOCK: "the clock",
}


def move_of(state: State, verb: Verb) -> Move | None:
    """The one line of the table for a verb in a state; None where there is none."""
    return next((m for m in MOVES if (m.before, m.verb) == (state, verb)), None)


def why_not(state: State, verb: Verb, side: Side, service_signs_in: bool = True) -> str:
    """Why a side may not do this now, in a sentence; nothing if it may.

    For a service that has nobody who signs in, the referrer writes down what it told,
    as told.

    Source: rule REF-1 in docs/clinical-rules.md.
    """
    move = move_of(state, verb)
    if move is None:
        return f"The referral {_STANDS[state]}: it cannot be {_DONE[verb]} now."
    is_told = side == Side.REFERRER and not service_signs_in
    if side in move.sides or (is_told and move.sides == _SERVICE):
        return ""
    return f"Only {_WHOSE[move.sides]} may {_TO_DO.get(verb, verb.value)}."


def verbs_open(state: State, side: Side, service_signs_in: bool = True) -> list[Verb]:
    """All that a side may do now, in the order of the table; buttons come of it.

    Source: rule REF-1 in docs/clinical-rules.md.
    """
    here = [move.verb for move in MOVES if move.before == state]
    return [verb for verb in here if not why_not(state, verb, side, service_signs_in)]


def whose_turn(state: State, service_signs_in: bool = True) -> Side | None:
    """The side of which something is wanted; None once the referral is over.

    Source: rule REF-1 in docs/clinical-rules.md.
    """
    if state in FINAL:
        return None
    is_referrers = state == State.QUERY or not service_signs_in
    return Side.REFERRER if is_referrers else Side.SERVICE


_NEXT = {
    (State.SENT, Side.SERVICE): "Accept, ask a question or decline.",
    (State.SENT, Side.REFERRER): "The service is to answer; no answer is not a yes.",
    (State.QUERY, Side.SERVICE): "The referrer is to answer your question.",
    (State.QUERY, Side.REFERRER): "Answer the service's question.",
    (State.RECEIVED, Side.SERVICE): "Book a first meeting.",
    (State.RECEIVED, Side.REFERRER): "The service is to book a first meeting.",
    (State.BOOKED, Side.SERVICE): "See the person, and say that you did.",
    (State.BOOKED, Side.REFERRER): "The service sees the person on the day booked.",
    (State.SEEN, Side.SERVICE): "Close with what came of it.",
    (State.SEEN, Side.REFERRER): "The service is to say what came of it.",
    (State.DECLINED, Side.REFERRER): "Read why, and find another way with the person.",
    (State.CLOSED, Side.REFERRER): "Read what came of it.",
}


# For a service with nobody who signs in, whoever referred writes down what it tells.
_TOLD = {
    State.SENT: "Ask the service, and write down what it answers.",
    State.RECEIVED: "Write down the day that the service books.",
    State.BOOKED: "Write down whether the service saw the person.",
    State.SEEN: "Write down what came of it.",
}


_PAST = {
    Side.SERVICE: "say whether the person was seen",
    Side.REFERRER: "the service is to say whether the person was seen",
}


def next_act(
    state: State, side: Side, service_signs_in: bool = True, was_booked_for: str = ""
) -> str:
    """A side's one next act, in a sentence; ``was_booked_for`` is a booked day gone by,
    in words.

    Source: rule REF-1 in docs/clinical-rules.md.
    """
    if was_booked_for and state == State.BOOKED and side in _PAST:
        speaks = side if service_signs_in else Side.SERVICE
        return f"The meeting was booked for {was_booked_for}: {_PAST[speaks]}."
    if side == Side.REFERRER and not service_signs_in and state in _TOLD:
        return _TOLD[state]
    return _NEXT.get((state, side), "Nothing waits for you.")


def why_not_decline(reason: str, text: str) -> str:
    """Why a service cannot decline yet; nothing if it can.

    Source: rule REF-2 in docs/clinical-rules.md.
    """
    if reason not in set(DeclineReason):
        return "Choose why the service declines."
    return "" if text.strip() else "Say in a sentence why, and what may help instead."


def why_not_close(state: State, outcome: str, text: str) -> str:
    """Why a referral cannot close with that outcome; nothing if it can.

    Nobody is helped by a service that has not seen them.

    Source: rule REF-2 in docs/clinical-rules.md.
    """
    if outcome not in set(Outcome):
        return "Choose what came of it."
    if why := why_no_outcome(state, outcome):
        return why
    return "" if text.strip() else "Say in a sentence what came of it."


def why_no_outcome(state: State, outcome: Outcome) -> str:
    """Why that cannot have come of it yet; nothing if it can.

    Source: rule REF-2 in docs/clinical-rules.md.
    """
    needs_meeting = {Outcome.HELPED, Outcome.ONGOING_WITH_SERVICE}
    if state != State.SEEN and outcome in needs_meeting:
        return "Say first when the person was seen."
    return ""


def what_death_asks(state: State, has_died: bool) -> Verb | None:
    """What a death, or its undoing, asks of a referral; None where nothing is due.

    Of somebody who has died an open one stops; if that was an error, it goes on from
    where it stood.

    Source: rule REF-7 in docs/clinical-rules.md.
    """
    if has_died and state not in FINAL:
        return Verb.STOP
    return Verb.RESUME if state == State.STOPPED and not has_died else None
