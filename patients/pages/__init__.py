"""What several pages of a person are made from: rows turned into strings, once."""

from patients.pages.banner import banner, called, day_of, identity, name_of
from patients.pages.returned import newer_words

__all__ = ["banner", "called", "day_of", "identity", "name_of", "newer_words"]
