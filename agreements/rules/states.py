"""The states of an agreement: who may do what to it, and whose turn it is."""

from dataclasses import dataclass
from datetime import date

from agreements.rules import clock
from core.vocabulary import Vocabulary


class State(Vocabulary):
    """Where an agreement stands. 'Reply overdue' and 'review due' are computed."""

    DRAFT = "draft"
    SENT = "sent"
    QUERY = "query"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    NOTICE_GIVEN = "notice_given"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    TRANSFERRED = "transferred"
    ENDED = "ended"


class Verb(Vocabulary):
    """What is done to an agreement."""

    SEND = "send"
    ASK = "ask"
    ANSWER = "answer"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    AGREE = "agree"
    STILL_AGREE = "still_agree"
    DISAGREE = "disagree"
    TAKE_PART = "take_part"
    ACTIVATE = "activate"
    LAPSE = "lapse"
    REVIEW = "review"
    GIVE_NOTICE = "give_notice"
    MOVE_PRACTICE = "move_practice"
    RETRACT = "retract"
    TAKE_OVER = "take_over"
    HAND_BACK_TODAY = "hand_back_today"
    TAKE_BACK = "take_back"
    REPLACE = "replace"
    TRANSFER = "transfer"
    END = "end"
    ARISE = "arise"
    DECIDE = "decide"


class Party(Vocabulary):
    """Who does it."""

    SPECIALIST = "specialist"
    PRACTICE = "practice"
    COORDINATOR = "coordinator"
    PERSON = "person"
    PHARMACY = "pharmacy"
    CLOCK = "clock"


# At most one agreement of a person and line is in one of these.
LIVE = (
    State.DRAFT,
    State.SENT,
    State.QUERY,
    State.ACCEPTED,
    State.ACTIVE,
    State.NOTICE_GIVEN,
)
FINAL = tuple(state for state in State if state not in LIVE)
# It came to nothing, and the care is where it was: another practice may be asked.
CAME_TO_NOTHING = (State.DECLINED, State.WITHDRAWN, State.LAPSED)
# The practice's prescriber is the one who prescribes.
RUNNING = (State.ACTIVE, State.NOTICE_GIVEN)
# The practice has been asked and nobody prescribes otherwise than before.
WAITING = (State.SENT, State.QUERY)


@dataclass(frozen=True)
class Move:
    """One line of the table: from, verb, to, and which parties may."""

    before: State
    verb: Verb
    after: State
    parties: tuple[Party, ...]


_SPECIALIST = (Party.SPECIALIST,)
_PRACTICE = (Party.PRACTICE,)
_CLOCK = (Party.CLOCK,)
_BOTH = (Party.SPECIALIST, Party.PRACTICE)
_TAKES_BACK = (Party.SPECIALIST, Party.PERSON)
# The clock, where whoever prescribes no longer works there.
_REPLACES = (Party.SPECIALIST, Party.PRACTICE, Party.COORDINATOR, Party.CLOCK)
# The person says it signed in; or either side records that the person said it.
_AGREES = (Party.PERSON, *_BOTH)
_PERSON = (Party.PERSON,)


def _exclusion(state):
    """What the scheme excludes came true; it changes neither state nor prescriber."""
    return (
        Move(state, Verb.ARISE, state, _BOTH),
        Move(state, Verb.DECIDE, state, _SPECIALIST),
    )


def _answers(state):
    return (
        Move(state, Verb.ACCEPT, State.ACCEPTED, _PRACTICE),
        Move(state, Verb.DECLINE, State.DECLINED, _PRACTICE),
        Move(state, Verb.WITHDRAW, State.WITHDRAWN, _TAKES_BACK),
        Move(state, Verb.AGREE, state, _AGREES),
        Move(state, Verb.STILL_AGREE, state, _PERSON),
        *_exclusion(state),
    )


def _ways_back(state):
    return (
        Move(state, Verb.REVIEW, state, _BOTH),
        Move(state, Verb.TAKE_OVER, State.ACTIVE, _PRACTICE),
        Move(state, Verb.HAND_BACK_TODAY, State.TRANSFERRED, _PRACTICE),
        Move(state, Verb.TAKE_BACK, State.TRANSFERRED, _SPECIALIST),
        Move(state, Verb.REPLACE, State.TRANSFERRED, _REPLACES),
        Move(state, Verb.END, State.ENDED, _SPECIALIST),
        *_exclusion(state),
    )


MOVES = (
    Move(State.DRAFT, Verb.SEND, State.SENT, _SPECIALIST),
    Move(State.DRAFT, Verb.WITHDRAW, State.WITHDRAWN, _SPECIALIST),
    Move(State.SENT, Verb.ASK, State.QUERY, _PRACTICE),
    *_answers(State.SENT),
    Move(State.QUERY, Verb.ANSWER, State.SENT, _SPECIALIST),
    *_answers(State.QUERY),
    Move(State.ACCEPTED, Verb.AGREE, State.ACCEPTED, _AGREES),
    Move(State.ACCEPTED, Verb.STILL_AGREE, State.ACCEPTED, _PERSON),
    Move(State.ACCEPTED, Verb.TAKE_PART, State.ACCEPTED, (Party.PHARMACY,)),
    Move(State.ACCEPTED, Verb.ACTIVATE, State.ACTIVE, _CLOCK),
    Move(State.ACCEPTED, Verb.LAPSE, State.LAPSED, _CLOCK),
    Move(State.ACCEPTED, Verb.DECLINE, State.DECLINED, _PRACTICE),
    Move(State.ACCEPTED, Verb.WITHDRAW, State.WITHDRAWN, _TAKES_BACK),
    *_exclusion(State.ACCEPTED),
    Move(State.ACTIVE, Verb.TAKE_PART, State.ACTIVE, (Party.PHARMACY,)),
    # Nobody is cut off by a word: both sides read it, and talk with the person.
    Move(State.ACTIVE, Verb.DISAGREE, State.ACTIVE, _AGREES),
    Move(State.ACTIVE, Verb.STILL_AGREE, State.ACTIVE, _PERSON),
    Move(
        State.ACTIVE,
        Verb.GIVE_NOTICE,
        State.NOTICE_GIVEN,
        (Party.PRACTICE, Party.COORDINATOR, Party.CLOCK),
    ),
    Move(State.ACTIVE, Verb.MOVE_PRACTICE, State.NOTICE_GIVEN, _BOTH),
    *_ways_back(State.ACTIVE),
    # Whoever leaves sooner than their notice says is gone by then.
    Move(State.NOTICE_GIVEN, Verb.GIVE_NOTICE, State.NOTICE_GIVEN, _CLOCK),
    Move(State.NOTICE_GIVEN, Verb.RETRACT, State.ACTIVE, _PRACTICE),
    Move(State.NOTICE_GIVEN, Verb.TRANSFER, State.TRANSFERRED, _CLOCK),
    *_ways_back(State.NOTICE_GIVEN),
)

# What happens when nobody does anything. It is never a yes.
SILENCE = {
    State.DRAFT: "Nothing is asked of anybody, and the specialist prescribes.",
    State.SENT: "No answer is not a yes: the day after the reply day it goes to the "
    "coordinator, and the specialist prescribes on.",
    State.QUERY: "A question stops no clock: the day after the reply day it goes to "
    "the coordinator, and the specialist prescribes on.",
    State.ACCEPTED: "Without the person's recorded agreement nothing starts; after "
    "the scheme's days the acceptance lapses, and the specialist prescribes on.",
    State.ACTIVE: "The agreement runs on; a review that nobody records stays overdue "
    "on both lists.",
    State.NOTICE_GIVEN: "On the notice day the specialist service's duty prescriber "
    "prescribes, whether or not anybody has answered.",
}


@dataclass(frozen=True)
class Standing:
    """Where an agreement stands today: as much of it as its next act depends on."""

    state: State
    today: date
    reply_by_on: date | None = None
    starts_on: date | None = None
    lapses_after: date | None = None
    notice_on: date | None = None
    review_due_on: date | None = None
    has_person_agreed: bool = False
    is_outside: bool = False  # in prison, in hospital or prescribed elsewhere
    is_held: bool = False  # reductions wait for the specialist's decision
    has_died: bool = False

    def __post_init__(self):
        if self.state == State.ACCEPTED and not self.starts_on:
            raise ValueError("What is accepted has a start day")
        if self.state == State.NOTICE_GIVEN and not self.notice_on:
            raise ValueError("A notice names a day")

    @property
    def is_reply_overdue(self) -> bool:
        waits = self.state in WAITING and not self.has_died
        return waits and clock.is_past(self.reply_by_on, self.today)

    @property
    def is_too_late_to_start(self) -> bool:
        return self.state == State.ACCEPTED and clock.is_past(
            self.lapses_after, self.today
        )

    @property
    def is_review_due(self) -> bool:
        running = self.state in RUNNING and not self.has_died
        return running and clock.is_review_due(self.review_due_on, self.today)

    @property
    def is_review_overdue(self) -> bool:
        return self.is_review_due and clock.is_past(self.review_due_on, self.today)


_NAMES = {
    Party.SPECIALIST: "the specialist service",
    Party.PRACTICE: "a prescriber of the practice",
    Party.COORDINATOR: "the coordinator",
    Party.PERSON: "the person",
    Party.PHARMACY: "the pharmacy",
    Party.CLOCK: "the clock, on its day,",
}
_STANDS = {
    State.DRAFT: "has not been sent",
    State.SENT: "waits for the practice's answer",
    State.QUERY: "waits for the answer to a question",
    State.ACCEPTED: "has been accepted and has not started",
    State.ACTIVE: "is active",
    State.NOTICE_GIVEN: "is under notice",
    State.DECLINED: "was declined",
    State.WITHDRAWN: "was withdrawn",
    State.LAPSED: "lapsed before it started",
    State.TRANSFERRED: "was handed over",
    State.ENDED: "has ended",
}
_DONE = {
    Verb.SEND: "sent",
    Verb.ASK: "asked about",
    Verb.ANSWER: "answered",
    Verb.ACCEPT: "accepted",
    Verb.DECLINE: "declined",
    Verb.WITHDRAW: "withdrawn",
    Verb.AGREE: "agreed to",
    Verb.STILL_AGREE: "agreed to again",
    Verb.DISAGREE: "disagreed with",
    Verb.TAKE_PART: "joined by a pharmacy",
    Verb.ACTIVATE: "activated",
    Verb.LAPSE: "let lapse",
    Verb.REVIEW: "reviewed",
    Verb.GIVE_NOTICE: "given notice of",
    Verb.MOVE_PRACTICE: "moved to another practice",
    Verb.RETRACT: "gone on with, as no notice stands",
    Verb.TAKE_OVER: "led by another prescriber of the practice",
    Verb.HAND_BACK_TODAY: "handed back today",
    Verb.TAKE_BACK: "taken back",
    Verb.REPLACE: "given to the duty prescriber",
    Verb.TRANSFER: "handed over",
    Verb.END: "ended",
    Verb.ARISE: "held",
    Verb.DECIDE: "decided upon",
}


_MOVE_OF = {(move.before, move.verb): move for move in MOVES}


def move_of(state: State, verb: Verb) -> Move | None:
    """The one line of the table for a verb in a state; None where there is none."""
    return _MOVE_OF.get((state, verb))


def why_not(standing: Standing, verb: Verb, party: Party) -> str:
    """Why a party may not do this now, in a sentence; nothing if it may.

    Source: rule AGR-1 in docs/clinical-rules.md.
    """
    if standing.has_died:
        return "The person is recorded as deceased: nothing more is done to it."
    move = move_of(standing.state, verb)
    if move is None:
        stands, done = _STANDS[standing.state], _DONE[verb]
        return f"The agreement {stands}: it cannot be {done} now."
    if party not in move.parties:
        people = [each for each in move.parties if each != Party.CLOCK]
        allowed = " or ".join(_NAMES[each] for each in people or move.parties)
        return f"Only {allowed} may {verb.value.replace('_', ' ')}."
    judge = _CONDITIONS.get(verb)
    return judge(standing) if judge else ""


def why_not_take_part(state: State, has_died: bool = False) -> str:
    """Why a pharmacy cannot accept its part; nothing if it can.

    Source: rule AGR-1 in docs/clinical-rules.md.
    """
    if has_died:
        return "The person is recorded as deceased: nothing more is asked of anybody."
    if move_of(state, Verb.TAKE_PART):
        return ""
    part = "this part is over" if state in FINAL else "no part is accepted now"
    return f"The agreement {_STANDS[state]}: {part}."


def _why_not_activate(standing):
    return clock.why_not_activate(
        standing.starts_on,
        standing.today,
        has_person_agreed=standing.has_person_agreed,
        is_outside=standing.is_outside,
    )


def _why_not_lapse(standing):
    if not standing.is_too_late_to_start:
        return "It may still start."
    return "" if _why_not_activate(standing) else "It is to start today."


def _why_not_agree(standing):
    if standing.has_person_agreed:
        return "The person's agreement is recorded already."
    if standing.is_too_late_to_start:
        return "The acceptance is too old: ask the practice again."
    return ""


def _why_not_still_agree(standing):
    return "" if standing.has_person_agreed else "The person has not agreed yet."


def _why_not_transfer(standing):
    has_come = standing.today >= standing.notice_on
    return "" if has_come else "The notice day has not come yet."


def _why_not_decide(standing):
    return "" if standing.is_held else "Nothing waits for a decision."


_CONDITIONS = {
    Verb.DECIDE: _why_not_decide,
    Verb.ACTIVATE: _why_not_activate,
    Verb.LAPSE: _why_not_lapse,
    Verb.AGREE: _why_not_agree,
    Verb.STILL_AGREE: _why_not_still_agree,
    Verb.TRANSFER: _why_not_transfer,
}


def verbs_open(standing: Standing, party: Party) -> list[Verb]:
    """All that a party may do today, in the order of the table; buttons come of it.

    Source: rule AGR-1 in docs/clinical-rules.md.
    """
    here = [move.verb for move in MOVES if move.before == standing.state]
    return [verb for verb in here if not why_not(standing, verb, party)]
