"""Words of the floor: days, lateness, names, drawn as the pages draw them."""

from datetime import date
from html import escape

MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
NEAR_DAYS = 28


def staff_day(day, today=None):
    if isinstance(day, str):
        day = date.fromisoformat(day)
    if today and abs((day - today).days) <= NEAR_DAYS:
        return f"{DAYS[day.weekday()]} {day.day:02}-{MONTHS[day.month - 1]}"
    return f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year}"


def late(due_on, today):
    days = (today - due_on).days
    if days < 0:
        return ""
    word = "due today" if not days else f"{days} day{'s' * (days > 1)} late"
    return f' <strong class="app-late">{word}</strong>'


def name(family, given, preferred):
    shown = given or preferred
    return escape(f"{family.upper()}, {shown}" if family and shown else family or shown)


def age(born_on, today):
    before = (today.month, today.day) < (born_on.month, born_on.day)
    return today.year - born_on.year - before


def spaced(number):
    return f"{number[:3]} {number[3:6]} {number[6:]}" if number else "not known"
