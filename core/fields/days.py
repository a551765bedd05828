"""Fields: a date in three boxes, which takes a whole date pasted into the first."""

import re
from datetime import date
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun"]
MONTHS += ["jul", "aug", "sep", "oct", "nov", "dec"]
YEAR_FIRST = re.compile(r"(\d{4})[-/.\s](\d{1,2})[-/.\s](\d{1,2})")
DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-/.,\s]+([a-z]+|\d{1,2})[-/.,\s]+(\d+)"
)
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
        return [
            name for name, typed in zip(self._fields, self, strict=True) if not typed
        ]


def month_number(text):
    """The number of a month given as 3, 03, mar or March; 0 if it is none."""
    if text.isdecimal():
        return int(text)
    known = text[:3].lower()
    return MONTHS.index(known) + 1 if known in MONTHS else 0


class DateBoxes(forms.Widget):
    """The design system's date input."""

    def value_from_datadict(self, data, files, name):  # noqa: ARG002
        typed = Boxes(*(data.get(f"{name}_{box}", "").strip() for box in Boxes._fields))
        if not any(typed):
            return Boxes.of(data.get(name)) if data.get(name) else None
        return Boxes.of(typed.day) if typed.day and len(typed.missing) == 2 else typed

    def value_omitted_from_data(self, data, files, name):  # noqa: ARG002
        names = [name, *(f"{name}_{box}" for box in Boxes._fields)]
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
        if not re.fullmatch(r"\d{4}", boxes.year):
            self._refuse("Year must include 4 numbers", "year")
        try:
            return date(int(boxes.year), month_number(boxes.month), int(boxes.day))
        except ValueError:
            self._refuse(
                f"{self.called} must be a real date, like 14 3 2027", *Boxes._fields
            )

    def _refuse(self, message, *boxes):
        raise ValidationError(message, code=" ".join(boxes))


def _listed(names):
    return " and ".join(names)
