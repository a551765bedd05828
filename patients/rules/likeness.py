"""Similar names: who could be taken for whom, and why, in words."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import product

from patients.rules.names import KnownName, search_key

SAME = "the same"

# Shorter names differ by a letter too often for a letter to mean a slip.
_LONG_ENOUGH_FOR_A_SLIP = 4
# Fewer consonants than these are shared by names that no ear confuses.
_CONSONANTS_OF_A_FAMILY_NAME = 3
_CONSONANTS_OF_A_FIRST_NAME = 2

_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^kn", "n"),
        (r"^wr", "r"),
        (r"ph", "f"),
        (r"(sch|ch|sh)", "x"),
        (r"ck", "k"),
        (r"(dg|g)(?=[eiy])", "j"),
        (r"c(?=[eiy])", "s"),
        (r"[cq]", "k"),
        (r"v", "f"),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"(?<!^)[aeiouyhw]", ""),
    )
]


def are_alike(one: KnownName, other: KnownName) -> str:
    """Say why two people could be taken for each other; nothing if they could not.

    Alike are: names that look or sound the same, whichever is written first; the
    same family name with the same initial; the same name where the other one is
    not known and the birth dates allow it; and people born on one day who share
    one of their names. The order of the two makes no difference.

    Source: rule SIM-1 in docs/clinical-rules.md.
    """
    family = _how_near(one.family, other.family, _CONSONANTS_OF_A_FAMILY_NAME)
    given = _how_near(one.given, other.given, _CONSONANTS_OF_A_FIRST_NAME)
    why = (
        _both_near(family, given)
        or _same_initial(family, one, other)
        or _changed_over(one, other)
        or _rest_unknown(family, given, one, other)
    )
    if _same_birth_day(one, other):
        return _born_together(why or _one_near(family, given))
    return why


def known_by(
    family: str, given: str, preferred: str, born_on: date | None
) -> list[KnownName]:
    """The names that somebody goes by; a preferred name counts as a first name.

    Source: rule SIM-1 in docs/clinical-rules.md.
    """
    called = dict.fromkeys(name for name in (given, preferred) if name)
    return [KnownName(family, name, born_on) for name in called or ("",)]


def any_alike(names: Iterable[KnownName], others: Iterable[KnownName]) -> bool:
    """Whether two people could be taken for each other by any name they go by.

    Source: rule SIM-1 in docs/clinical-rules.md.
    """
    return any(are_alike(one, other) for one, other in product(names, others))


def _both_near(family, given):
    if not (family and given):
        return ""
    if family == given:
        return f"Both names {family}"
    return f"Family name {family}, first name {given}"


def _same_initial(family, one, other):
    initials = {search_key(one.given)[:1], search_key(other.given)[:1]}
    is_same = family == SAME and len(initials) == 1 and "" not in initials
    return "Same family name and initial" if is_same else ""


def _changed_over(one, other):
    names = search_key(one.family), search_key(one.given)
    turned = search_key(other.given), search_key(other.family)
    is_turned = all(names) and names == turned
    return "First and family name changed over" if is_turned else ""


def _rest_unknown(family, given, one, other):
    if one.born_on and other.born_on:
        return ""
    if family == SAME and not (one.given and other.given):
        return "Same family name, a first name not known"
    if given == SAME and not (one.family and other.family):
        return "Same first name, a family name not known"
    return ""


def _one_near(family, given):
    if family or given:
        return f"Family name {family}" if family else f"First name {given}"
    return ""


def _same_birth_day(one, other):
    return one.born_on is not None and one.born_on == other.born_on


def _born_together(why):
    return f"{why}, born on the same day" if why else ""


def _how_near(one, other, consonants):
    """How two names are near: the same, one letter apart, alike in sound; else ''."""
    one, other = sorted((search_key(one), search_key(other)), key=len)
    if not one:
        return ""
    if one == other:
        return SAME
    if len(other) >= _LONG_ENOUGH_FOR_A_SLIP and _one_slip_apart(one, other):
        return "one letter apart"
    sound = _sound(one)
    is_heard_alike = len(sound) >= consonants and sound == _sound(other)
    return "alike in sound" if is_heard_alike else ""


def _one_slip_apart(short, long):
    """One letter put in, left out or changed, or two neighbours changed over."""
    if len(long) - len(short) == 1:
        return short in {long[:n] + long[n + 1 :] for n in range(len(long))}
    if len(long) != len(short):
        return False
    wrong = [n for n in range(len(long)) if short[n] != long[n]]
    if len(wrong) == 1:
        return True
    is_pair = len(wrong) == 2 and wrong[1] - wrong[0] == 1
    return is_pair and [short[n] for n in wrong] == [long[n] for n in reversed(wrong)]


@lru_cache(maxsize=5000)
def _sound(key):
    """The consonants of a name as an English ear hears them."""
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key
