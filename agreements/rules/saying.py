"""What the person may say of an agreement, and which act it is."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from agreements.rules.states import Party, Standing, State, Verb, why_not

# As long as one stands so, the person may say yes or no, and what a pharmacy may know.
HEARS_PERSON = (State.SENT, State.QUERY, State.ACCEPTED, State.ACTIVE)
# After any of these nobody waits to be talked with about a no.
_TALKED = (Verb.REVIEW, Verb.STILL_AGREE)


class Said(Protocol):
    """An act, as far as it is asked here."""

    verb: Verb
    on_day: date


def why_not_say(standing: Standing, verb: Verb, party: Party) -> str:
    """Why this may not be said from outside the record now; nothing if it may.

    Source: rule AGR-17 in docs/clinical-rules.md.
    """
    return why_not(standing, act_of_word(standing, verb, party), party)


def act_of_word(standing: Standing, verb: Verb, party: Party) -> Verb:
    """What is done by what was said: a no takes a request back, and to what is active
    it is an act that ends nothing, since nobody is cut off by a word; a yes is the
    first, or is said again.

    Source: rule AGR-17 in docs/clinical-rules.md.
    """
    if party != Party.PERSON:
        return verb
    if verb == Verb.WITHDRAW and standing.state == State.ACTIVE:
        return Verb.DISAGREE
    if verb == Verb.AGREE and standing.has_person_agreed:
        return Verb.STILL_AGREE
    return verb


def no_to_talk_about(acts: Iterable[Said]) -> Said | None:
    """The person's newest no to what is active, as long as nobody has talked with them
    since: neither a review nor a yes follows it.

    Source: rule AGR-17 in docs/clinical-rules.md.
    """
    waits = None
    for act in acts:
        if act.verb == Verb.DISAGREE:
            waits = act
        elif act.verb in _TALKED:
            waits = None
    return waits
