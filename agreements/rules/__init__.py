"""Rules of shared-care agreements: facts in, findings out. No Django, no clock."""

from agreements.rules import (
    accepting,
    advice,
    clock,
    following,
    leaving,
    letters,
    next_acts,
    offers,
    plain,
    prescriber,
    states,
    suitability,
    terms,
    words,
)
from agreements.rules.limits import Limits

__all__ = [
    "Limits",
    "accepting",
    "advice",
    "clock",
    "following",
    "leaving",
    "letters",
    "next_acts",
    "offers",
    "plain",
    "prescriber",
    "states",
    "suitability",
    "terms",
    "words",
]
