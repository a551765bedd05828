"""The letters of an agreement: what each act says to the other side."""

from dataclasses import dataclass, replace
from datetime import date

from agreements.rules.plain import in_full
from agreements.rules.states import Verb


@dataclass(frozen=True)
class Kept:
    """What a letter may name: the act and the days as they were kept."""

    verb: Verb
    on_day: date
    by: str  # who acted
    practice: str
    service: str
    reply_by_on: date | None = None
    starts_on: date | None = None
    notice_on: date | None = None
    is_followed: bool = False  # by another practice, which the act names


@dataclass(frozen=True)
class Letter:
    """What a letter says before the terms."""

    heading: str
    opening: str
    asks: tuple[str, ...]


_SERVICE_PRESCRIBES = (
    "From {day} it is for {service} to prescribe, and for {practice} no longer."
)
_LETTERS = {
    Verb.SEND: Letter(
        "Request to share care",
        "{service} asks {practice} to share the care of the person named above, on the "
        "terms below.",
        (
            "Please answer by {reply_by}: accept with a start day, ask a question, or "
            "decline with a reason.",
            "No answer is not a yes. Whoever prescribes now prescribes on until "
            "{practice} has accepted and the person has agreed.",
        ),
    ),
    Verb.ACCEPT: Letter(
        "Shared care accepted",
        "{by}, of {practice}, accepts to share the care of the person named above, and "
        "prescribes from {starts}.",
        (
            "It starts only when the person has agreed. If they agree later, it starts "
            "on that day.",
            "Until then whoever prescribes now prescribes on.",
        ),
    ),
    Verb.DECLINE: Letter(
        "Shared care declined",
        "{practice} declines to share the care of the person named above.",
        ("Nothing changes: whoever prescribes now prescribes on.",),
    ),
    Verb.GIVE_NOTICE: Letter(
        "Notice: care handed back on {notice}",
        "{practice} gives notice that it prescribes for the person named above no "
        "longer from {notice}.",
        (
            "From {notice} it is for {service} to prescribe, whether or not anybody "
            "has answered.",
            "{practice} prescribes until then.",
        ),
    ),
    Verb.RETRACT: Letter(
        "Notice taken back on {day}",
        "{practice} takes back the notice that it gave for the person named above: it "
        "goes on with shared care.",
        ("It is for {practice} to prescribe, as before, until further notice.",),
    ),
    Verb.MOVE_PRACTICE: Letter(
        "Moves to another practice on {notice}",
        "The person named above moves to another practice: {practice} prescribes for "
        "them no longer from {notice}.",
        (
            "From {notice} it is for {service} to prescribe, unless the new practice "
            "begins on that day.",
            "{practice} prescribes until then.",
        ),
    ),
    Verb.HAND_BACK_TODAY: Letter(
        "Care handed back on {day}",
        "It is unsafe for {practice} to go on prescribing for the person named above. "
        "The care was handed back the same day, by telephone.",
        (_SERVICE_PRESCRIBES,),
    ),
    Verb.TAKE_BACK: Letter(
        "Care taken back on {day}",
        "{service} takes back the care of the person named above.",
        (_SERVICE_PRESCRIBES,),
    ),
    Verb.REPLACE: Letter(
        "Prescriber replaced on {day}",
        "The prescriber of the person named above can prescribe no longer, and was "
        "replaced at once.",
        (_SERVICE_PRESCRIBES,),
    ),
    Verb.TRANSFER: Letter(
        "Care handed over on {day}",
        "The notice day of {practice} has come. The care of the person named above is "
        "handed over.",
        (_SERVICE_PRESCRIBES,),
    ),
    Verb.END: Letter(
        "Shared care ended on {day}",
        "The care of the person named above is shared no longer.",
        (_SERVICE_PRESCRIBES,),
    ),
}
# On the notice day of one that another practice follows.
_FOLLOWED = Letter(
    "Care handed over on {day}",
    "The notice day of {practice} has come. The care of the person named above is "
    "handed over to another practice, named below.",
    ("From {day} it is for that practice to prescribe, and for {practice} no longer.",),
)
HAS_LETTER = tuple(_LETTERS)


def letter_of(kept: Kept) -> Letter:
    """What the letter of an act says, in the days and names as they were kept.

    Raises: KeyError if the act has no letter.
    Source: rule AGR-16 in docs/clinical-rules.md.
    """
    words = {"by": kept.by, "practice": kept.practice, "service": kept.service}
    words |= {
        "day": in_full(kept.on_day),
        "reply_by": in_full(kept.reply_by_on),
        "starts": in_full(kept.starts_on),
        "notice": in_full(kept.notice_on),
    }
    letter = _FOLLOWED if kept.is_followed else _LETTERS[kept.verb]
    return replace(
        letter,
        heading=letter.heading.format(**words),
        opening=letter.opening.format(**words),
        asks=tuple(one.format(**words) for one in letter.asks),
    )
