"""NHS numbers: read as pasted, checked, and shown in three groups."""

import re
import unicodedata

import nhs_number

_LABEL = re.compile(r"^\s*NHS\s*(?:number|no\.?)?\s*:?\s*", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"[\s\-\u2010-\u2015\u2212.]")
_TEN_DIGITS = re.compile(r"[0-9]{10}")


def parse_nhs_number(text: str) -> str:
    """Read an NHS number as it was typed or pasted, and give its ten digits.

    Spaces, dashes and a leading 'NHS' or 'NHS number:' are taken off.

    Raises: ValueError, with a sentence for the form, if there are not ten digits
        or the last one does not follow from the others.
    Source: rule NHS-1 in docs/clinical-rules.md.
    """
    digits = as_digits(text)
    if not _TEN_DIGITS.fullmatch(digits):
        raise ValueError("Enter an NHS number of 10 digits, like 999 123 4567")
    if not nhs_number.is_valid(digits):
        raise ValueError("Check the NHS number: one of its digits is wrong")
    return digits


def as_digits(text: str) -> str:
    """The text without label, spaces and dashes: digits only, if it holds a number."""
    plain = unicodedata.normalize("NFKC", text)
    return _BETWEEN_DIGITS.sub("", _LABEL.sub("", plain))


def spaced(digits: str) -> str:
    """An NHS number as people read it aloud: '999 526 0182'. Nothing for none.

    Raises: ValueError if ``digits`` are not ten digits.
    """
    if not digits:
        return ""
    if not _TEN_DIGITS.fullmatch(digits):
        raise ValueError(f"{len(digits)} characters are no NHS number")
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
