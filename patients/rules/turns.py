"""Who prescribes outside, when a medicine that is told may change who does, and what
is newer than it."""

from dataclasses import dataclass
from datetime import date

from patients.rules.words import OUTSIDE, TurnBecause


@dataclass(frozen=True)
class Outside:
    """Somebody outside who prescribes: who and where, and who told it, on which day,
    by which telephone they can be asked."""

    who: str
    place: str
    told_by: str
    telephone: str
    told_on: date


def why_not_told(
    because: TurnBecause, prescriber: str, place: str, *, is_practices: bool
) -> str:
    """Why telling of a medicine cannot change who prescribes; nothing if it can.

    Who prescribes by an agreement, or outside for a time, is changed by an act that
    says so, and never in passing.

    Source: rule TRN-6 in docs/clinical-rules.md.
    """
    if because in OUTSIDE:
        return f"{prescriber}, {place}, prescribes: record the return first."
    if because == TurnBecause.AGREEMENT and is_practices:
        return f"{prescriber} prescribes by an agreement: change it there."
    return ""


def is_newer_than_told(return_n: int, told_n: int | None) -> bool:
    """Whether what was said of the medicine on a person's return is newer than the
    medicine as told last, which then stands nowhere without it.

    Units: numbers of turns; ``return_n`` began with the return, ``told_n`` ran when the
    medicine was told, None if it never was.
    Source: rule TRN-7 in docs/clinical-rules.md.
    """
    return told_n is None or told_n < return_n
