"""Rules of referrals: facts in, findings out. No Django, no clock."""

from referrals.rules import clock, states, words
from referrals.rules.limits import Limits

__all__ = ["Limits", "clock", "states", "words"]
