"""The aim: what the person wants now, and apart from it in the long term."""

from dataclasses import dataclass
from datetime import date

from core.vocabulary import Vocabulary


class PresentAim(Vocabulary):
    """What is aimed at now. None of them counts as failure anywhere."""

    MAINTAIN = "maintain"
    REDUCE = "reduce"
    STOP = "stop"


@dataclass(frozen=True)
class Wish:
    """What a person says that they want, and why that is no longer as it was."""

    present: PresentAim
    words: str
    long_term: str = ""
    long_term_on: date | None = None
    reason: str = ""
