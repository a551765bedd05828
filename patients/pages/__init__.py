"""What several pages of a person are made from: rows turned into strings, once."""

from patients.pages.banner import banner, called, day_of, identity, name_of

__all__ = ["banner", "called", "day_of", "identity", "name_of"]
