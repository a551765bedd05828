"""Working days and bank holidays of England and Wales. No Django, no network."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@cache
def _holidays() -> dict[date, str]:
    published = BankHolidays(use_cached_holidays=True)
    return {
        holiday["date"]: holiday["title"]
        for holiday in published.get_holidays(BankHolidays.ENGLAND_AND_WALES)
    }


def bank_holidays_known_until() -> date:
    """The last day of the last year whose bank holidays have been published.

    After it only Saturdays and Sundays are known to be free, so a count of
    working days may come out a day short: update govuk-bank-holidays in time.
    """
    return date(max(_holidays()).year, 12, 31)


def bank_holiday(day: date) -> str:
    """The name of the bank holiday on ``day``, or nothing."""
    return _holidays().get(day, "")


def is_working_day(day: date) -> bool:
    """True from Monday to Friday, unless the day is a bank holiday."""
    return day.weekday() < SATURDAY and day not in _holidays()


def add_working_days(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``; before it, if negative.

    Units: working days. ``day`` itself is never counted, so that three working
    days before a Monday is the Wednesday. Nought gives ``day`` back unchanged.
    """
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def on_or_next_working_day(day: date) -> date:
    """``day`` if it is a working day, else the first one after it."""
    return day if is_working_day(day) else add_working_days(day, 1)


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after ``start``, up to and including ``end``.

    Units: working days; negative if ``end`` is before ``start``.
    """
    if end < start:
        return -working_days_between(end - ONE_DAY, start - ONE_DAY)
    return sum(is_working_day(day) for day in _days_after(start, end))


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + ONE_DAY * n for n in range(1, (end - start).days + 1))
