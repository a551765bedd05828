"""Names: how they are folded for search, drawn on the banner and told apart."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
    }
)
_ARABIC_STRETCH = "\u0640"
_LAST_CHARACTER = "\U0010ffff"
_BEFORE_SURROGATES, _AFTER_SURROGATES = 0xD7FF, 0xE000


@dataclass(frozen=True)
class KnownName:
    """What is known of a person's name and birth; a minimal record has one name."""

    family: str = ""
    given: str = ""
    born_on: date | None = None


@lru_cache(maxsize=5000)  # whoever is alike is compared with one person many times
def search_key(text: str) -> str:
    """Fold a name so that its spellings meet: O'Brien, Obrien and O’BRIEN are one.

    Case, accents, apostrophes, hyphens and spaces go; letters and digits of
    every script stay. Folding a key again changes nothing.
    """
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    bare = _without_marks(unicodedata.normalize("NFKD", text))
    folded = _without_marks(unicodedata.normalize("NFKD", bare.casefold()))
    return folded.translate(_PLAIN)


def _without_marks(text):
    return "".join(letter for letter in text if _is_kept(letter))


def _is_kept(letter):
    # The spacing modifiers hold the apostrophes of Hawaiian and Ukrainian names.
    if "\u02b0" <= letter <= "\u02ff" or letter == _ARABIC_STRETCH:
        return False
    category = unicodedata.category(letter)
    return category[0] in "LN" or category == "Mc"


def upper_bound(prefix: str) -> str:
    """The least text above every text that begins with ``prefix``.

    A search by prefix is then ``prefix <= key < upper_bound(prefix)``, which a
    ``text_pattern_ops`` index answers under row-level security; LIKE does not.

    Raises: ValueError if nothing lies above, as for an empty prefix, since such
        a search would read everybody.
    """
    stem = prefix.rstrip(_LAST_CHARACTER)
    if not stem:
        raise ValueError("A search by prefix needs a letter")
    last = ord(stem[-1])
    following = _AFTER_SURROGATES if last == _BEFORE_SURROGATES else last + 1
    return stem[:-1] + chr(following)


def banner_name(family: str, given: str) -> str:
    """A name as every clinical page shows it: 'DUNMORE, Carl'.

    A minimal record with one name shows that name, an alias as it was typed.

    Raises: ValueError if there is neither name.
    """
    shown = ", ".join(part for part in (family.strip().upper(), given.strip()) if part)
    if not shown:
        raise ValueError("A record needs a name or an alias")
    return shown
