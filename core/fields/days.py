"""Fields: a date in three boxes, which takes a whole date pasted into the first."""

import re
from datetime import date
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from core.fields.asking import grouped
from core.fields.markup import NOTHING, attributes, markup, together

MONTHS = ("january", "february", "march", "april", "may", "june", "july")
MONTHS += ("august", "september", "october", "november", "december")
YEAR_FIRST = re.compile(r"([0-9]{4})[-/.\s]([0-9]{1,2})[-/.\s]([0-9]{1,2})")
DAY_FIRST = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[-/.,\s]+([a-z]+|[0-9]{1,2})[-/.,\s]+([0-9]+)"
)
FIGURES = re.compile(r"[0-9]{1,4}")
# No day of anybody's care lies outside; what is reckoned from one within always exists.
FIRST_YEAR, LAST_YEAR = 1900, 2100
DAYS_OF_WEEK = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,\s]+")


class Boxes(NamedTuple):
    """What was typed: nothing is lost when the page comes again."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value):
        """Three boxes from a date, from text in any usual form, or from boxes."""
        if isinstance(value, cls):
            return value
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        return cls.parted(str(value or ""))

    @classmethod
    def parted(cls, text):
        plain = DAYS_OF_WEEK.sub("", text.strip().lower())
        if found := YEAR_FIRST.fullmatch(plain):
            year, month, day = found.groups()
        elif found := DAY_FIRST.fullmatch(plain):
            day, month, year = found.groups()
        else:
            return cls(day=text.strip())
        return cls(day.lstrip("0"), month.lstrip("0"), year)

    @property
    def missing(self):
        return [box for box in NAMES if not getattr(self, box)]

    def as_date(self):
        """Raises: ValueError if there is no such day."""
        return date(number(self.year), month_number(self.month), number(self.day))

    def as_iso(self):
        """The day as last time's answer is kept, to be compared with it."""
        return f"{self.year}-{month_number(self.month):02}-{self.day:0>2}"


NAMES = Boxes._fields


def number(text):
    """The number that a few plain figures say; 0, which no date has, for all else."""
    return int(text) if FIGURES.fullmatch(text) else 0


def month_number(text):
    """The number of a month given as 3, 03, mar or March; 0 if it is none."""
    if FIGURES.fullmatch(text):
        return number(text)
    said = text.lower()
    known = [month for month in MONTHS if len(said) >= 3 and month.startswith(said)]
    return MONTHS.index(known[0]) + 1 if known else 0


class DateBoxes(forms.Widget):
    """The design system's date input."""

    def value_from_datadict(self, data, files, name):  # noqa: ARG002
        typed = Boxes(*(data.get(f"{name}_{box}", "").strip() for box in NAMES))
        if not any(typed):
            return Boxes.of(data.get(name)) if data.get(name) else None
        return Boxes.of(typed.day) if typed.day and len(typed.missing) == 2 else typed

    def value_omitted_from_data(self, data, files, name):  # noqa: ARG002
        names = [name, *(f"{name}_{box}" for box in NAMES)]
        return not any(key in data for key in names)


class DateField(forms.DateField):
    """A day. Its errors name what is missing; ``called`` is the word they use."""

    widget = DateBoxes

    def __init__(self, *, called="Date", **kwargs):
        super().__init__(**kwargs)
        self.called = called

    @classmethod
    def instead_of(cls, field):
        """The same question, asked in three boxes."""
        field.__class__, field.called, field.widget = cls, "Date", DateBoxes()
        return field

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return value or None
        boxes = Boxes.of(value)
        if boxes.missing:
            self._refuse(
                f"{self.called} must include a {_listed(boxes.missing)}", *boxes.missing
            )
        if not re.fullmatch(r"[0-9]{4}", boxes.year):
            self._refuse("Year must include 4 numbers", "year")
        try:
            return self._within_reach(boxes.as_date())
        except ValueError:
            self._refuse(f"{self.called} must be a real date, like 14 3 2027", *NAMES)

    def _within_reach(self, day):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self._refuse(f"Year must be from {FIRST_YEAR} to {LAST_YEAR}", "year")
        return day

    def _refuse(self, message, *boxes):
        raise ValidationError(message, code=" ".join(boxes))


def _listed(names):
    return " and ".join(names)


def draw_date(ask):
    typed, wrong = Boxes.of(ask.value), wrong_boxes(ask.problems)
    drawn = [_draw_box(ask, box, getattr(typed, box), box in wrong) for box in NAMES]
    control = '<div class="nhsuk-date-input" id="{}">{}</div>'
    role = attributes({"role": "group"})
    return grouped(ask, markup(control, ask.id, together(drawn)), role=role)


def wrong_boxes(problems):
    """The boxes that an error is about: all of them where it names none."""
    if not problems:
        return ()
    named = (problems[0].code or "").split()
    return [box for box in named if box in NAMES] or list(NAMES)


def _draw_box(ask, box, typed, is_wrong):
    return markup(
        '<div class="nhsuk-date-input__item"><div class="nhsuk-form-group{}">'
        '<label class="nhsuk-label nhsuk-date-input__label" for="{}-{}">{}</label>'
        '<input class="nhsuk-input nhsuk-date-input__input nhsuk-input--width-{}{}"'
        ' id="{}-{}" name="{}_{}" type="text"{}{}></div></div>',
        " nhsuk-form-group--error" if is_wrong else NOTHING,
        ask.id,
        box,
        box.capitalize(),
        4 if box == "year" else 2,
        " nhsuk-input--error" if is_wrong else NOTHING,
        ask.id,
        box,
        ask.name,
        box,
        markup(' value="{}"', typed) if typed else NOTHING,
        NUMBER_PAD,
    )


NUMBER_PAD = attributes({"inputmode": "numeric"})
