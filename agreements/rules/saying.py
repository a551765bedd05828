"""What the person may say of an agreement, and whether it moves the agreement."""

from agreements.rules.states import Party, Standing, State, Verb, why_not

# As long as one stands so, the person may say yes or no, and what a pharmacy may know.
HEARS_PERSON = (State.SENT, State.QUERY, State.ACCEPTED, State.ACTIVE)


def why_not_say(standing: Standing, verb: Verb, party: Party) -> str:
    """Why this may not be said from outside the record now; nothing if it may.

    Source: rule AGR-17 in docs/clinical-rules.md.
    """
    if moves_nothing(standing, verb, party):
        return ""
    return why_not(standing, verb, party)


def moves_nothing(standing: Standing, verb: Verb, party: Party) -> bool:
    """Whether it is heard and is no act: a yes said again, which tells what the
    pharmacy may know; and a no to what is active, since nobody is cut off by a word.

    Source: rule AGR-17 in docs/clinical-rules.md.
    """
    if party != Party.PERSON or standing.has_died:
        return False
    if verb == Verb.AGREE:
        return standing.has_person_agreed and standing.state in HEARS_PERSON
    return verb == Verb.WITHDRAW and standing.state == State.ACTIVE
