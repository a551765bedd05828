"""Whose turn an agreement is, and the one next act of each side."""

from dataclasses import dataclass

from agreements.rules.states import FINAL, RUNNING, Party, Standing, State, Verb


@dataclass(frozen=True)
class NextAct:
    """What one side does next: a verb, or nothing but to know what happens."""

    sentence: str
    verb: Verb | None = None


_NOTHING = NextAct("Nothing more is asked of you here.")
_ASK_ANOTHER = NextAct(
    "Ask another practice, or keep the care with the specialist service."
)
_ANSWERS = NextAct("Accept, ask a question or decline.", Verb.ACCEPT)
_ASK_OR_DECLINE = NextAct("Ask a question or decline.")
_GP_ANSWERS = NextAct("A GP of the practice is to answer.")
_SAY_YES = NextAct("Read the agreement and say whether you agree.", Verb.AGREE)
_RECORD_YES = NextAct("Ask the person, and record whether they agree.", Verb.AGREE)
_RING = NextAct("The reply is late: ring the practice and the specialist service.")
_LAPSES = NextAct("The acceptance is past its days: it lapses today.")
_REVIEW = NextAct("Record the three-way review.", Verb.REVIEW)
_DECIDE = NextAct("Decide what follows from what is new.", Verb.DECIDE)
_HELD = NextAct("Prescribe on as it is: no reduction until the specialist has decided.")
_NOT_AS_WELL = NextAct(
    "Others prescribe at present: do not prescribe as well. Say when the person is "
    "back."
)
_NOT_YET = NextAct("Others prescribe at present: find out when the person is back.")
_DIED = NextAct("Recorded as deceased: nothing more is asked of anybody.")
_JOIN = NextAct("Accept the pharmacy's part.", Verb.TAKE_PART)
_S, _P, _C = Party.SPECIALIST, Party.PRACTICE, Party.COORDINATOR

# What does not depend on the day.
_ALWAYS = {
    (State.DRAFT, _S): NextAct("Complete the request and send it.", Verb.SEND),
    (State.SENT, _S): NextAct("Nothing changes until the practice answers."),
    (State.SENT, _P): _ANSWERS,
    (State.QUERY, _S): NextAct("Answer the practice's question.", Verb.ANSWER),
    (State.QUERY, _P): NextAct("The specialist service is to answer your question."),
    (State.ACCEPTED, Party.PHARMACY): _JOIN,
    (State.ACTIVE, _S): NextAct("The practice prescribes; the service advises it."),
    (State.ACTIVE, _P): NextAct("Look out for the next review."),
    (State.ACTIVE, Party.PHARMACY): _JOIN,
    (State.NOTICE_GIVEN, _S): NextAct(
        "Take the care back before the notice day, or find another practice.",
        Verb.TAKE_BACK,
    ),
    (State.NOTICE_GIVEN, _P): NextAct("Prescribe until the notice day."),
    (State.NOTICE_GIVEN, _C): NextAct("See that somebody takes over by the day."),
    (State.DECLINED, _S): _ASK_ANOTHER,
    (State.WITHDRAWN, _S): _ASK_ANOTHER,
    (State.LAPSED, _S): _ASK_ANOTHER,
}


def next_act(
    standing: Standing, party: Party, has_pharmacy_joined: bool = False
) -> NextAct:
    """A side's one next act, in a sentence; with its verb where one is wanted of it.

    Source: rule AGR-2 in docs/clinical-rules.md.
    """
    if standing.has_died:
        return _DIED
    if party == Party.PHARMACY and has_pharmacy_joined:
        return _NOTHING
    today = _today(standing, party)
    return today or _ALWAYS.get((standing.state, party), _NOTHING)


def without_accepting(
    next_act: NextAct, may_answer: bool, level: int | None = None
) -> NextAct:
    """The same for somebody of the practice who may not accept: only what they may do.

    ``level`` is the one that accepting asks for, where theirs is below it.

    Source: rule AGR-2 in docs/clinical-rules.md.
    """
    if next_act.verb != Verb.ACCEPT:
        return next_act
    if not may_answer:
        return _GP_ANSWERS
    if level is None:
        return _ASK_OR_DECLINE
    return NextAct(f"Ask or decline: it is for a colleague of level {level} to accept.")


def _today(standing, party):
    """What the day asks of a side; None where it asks nothing."""
    if standing.is_held and (waits := _while_held(standing, party)):
        return waits
    has_notice = standing.state == State.NOTICE_GIVEN
    if standing.is_review_due and party in (_S, _P) and not has_notice:
        return _REVIEW
    if standing.is_reply_overdue and party == _C:
        return _RING
    if standing.state == State.ACCEPTED:
        return _before_the_start(standing, party)
    return _while_outside(standing, party) if standing.is_outside else None


def _while_outside(standing, party):
    """Nobody is told to prescribe what others prescribe: two would be prescribing."""
    if party == _P and standing.state in RUNNING:
        return _NOT_AS_WELL
    return _NOT_YET if (party, standing.state) == (_S, State.ACTIVE) else None


def _while_held(standing, party):
    if party == _S and standing.state not in FINAL:
        return _DECIDE
    if party != _P or standing.state not in RUNNING:
        return None
    return _NOT_AS_WELL if standing.is_outside else _HELD


def _before_the_start(standing, party):
    if party in (Party.PHARMACY, Party.COORDINATOR, Party.CLOCK):
        return None
    if standing.has_person_agreed:
        return _until_the_start(party, standing.is_outside)
    if standing.is_too_late_to_start:
        return _LAPSES
    return _SAY_YES if party == Party.PERSON else _RECORD_YES


def _until_the_start(party, is_outside):
    if is_outside:
        return NextAct("It starts when the person is back from where others prescribe.")
    return {
        _S: NextAct("Nothing changes before the start day."),
        _P: NextAct("Prescribe from the start day."),
        Party.PERSON: NextAct("Nothing changes for you before the start day."),
    }[party]


def whose_turn(standing: Standing) -> tuple[Party, ...]:
    """Those of whom something is wanted now; none while the agreement simply runs.

    A reply that is late is the coordinator's matter too; it stays the practice's,
    since a late acceptance is possible.

    Source: rule AGR-2 in docs/clinical-rules.md.
    """
    if standing.state in FINAL or standing.has_died:
        return ()
    if standing.is_held:
        return (_S,)
    if standing.state == State.ACCEPTED:
        is_clocks = standing.has_person_agreed or standing.is_too_late_to_start
        return (Party.CLOCK,) if is_clocks else (Party.PERSON,)
    if standing.state == State.ACTIVE:
        return (_P, _S) if standing.is_review_due else ()
    waits_for = _P if standing.state == State.SENT else _S
    return (waits_for, _C) if standing.is_reply_overdue else (waits_for,)
