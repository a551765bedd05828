"""Days: months that clip to their end, ages, and birth dates as people type them."""

import calendar
import re
from datetime import date

FIRST_BIRTH_YEAR = 1900

_MONTHS = [name.lower() for name in calendar.month_name]
_TYPED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<day>\d{1,2})[\s./-](?P<month>\d{1,2})[\s./-](?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})[\s./-]?(?P<name>[a-z]{3,9})[\s./,-]*(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})[\s./-](?P<month>\d{1,2})[\s./-](?P<day>\d{1,2})",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    )
]


def add_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` later, or that month's last day.

    31 January and one month is 28 or 29 February. Months may be negative.

    Source: rule HBV-8 in docs/clinical-rules.md.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def age_on(born_on: date, day: date) -> int:
    """Whole years of age on ``day``; someone born on 29 February ages on 1 March.

    Raises: ValueError if ``day`` lies before the birth.
    """
    if day < born_on:
        raise ValueError("Nobody has an age before birth")
    is_before_birthday = (day.month, day.day) < (born_on.month, born_on.day)
    return day.year - born_on.year - is_before_birthday


def parse_birth_date(text: str, today: date) -> date | None:
    """Read a birth date as people type it: 14/3/79, 14-Mar-1979, 14031979, 1979-03-14.

    Day before month, as in the United Kingdom. Two figures are the latest such
    year that is not in the future. None if the text is no possible birth date.
    """
    text = text.strip()
    for typed in _TYPED:
        match = typed.fullmatch(text)
        born_on = _real_day(match.groupdict(), today) if match else None
        if born_on:
            return born_on
    return None


def _real_day(parts, today):
    month = parts["month"] if "month" in parts else _month_named(parts["name"])
    for year in _years(parts["year"], today):
        try:
            born_on = date(year, int(month), int(parts["day"]))
        except ValueError:
            continue
        if year >= FIRST_BIRTH_YEAR and born_on <= today:
            return born_on
    return None


def _month_named(typed):
    """The month that ``typed`` begins or names; nought, which no date has, for none."""
    typed = typed.lower()
    return next((n for n, name in enumerate(_MONTHS) if name.startswith(typed)), 0)


def _years(typed, today):
    if len(typed) == 4:
        return [int(typed)]
    century = today.year - today.year % 100
    return [century + int(typed), century - 100 + int(typed)]
