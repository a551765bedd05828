"""Forms: the house's form, drawn by `core.fields`."""

import json
from copy import deepcopy
from types import MappingProxyType
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms

from core.fields import DateField, Number
from core.fields.copies import Asked
from core.fields.said import as_posted


class _Helper(FormHelper):
    """What crispy asks for: the form says it all itself, so nothing is worked out."""

    def get_attributes(self, template_pack=None):  # noqa: ARG002
        return {"attrs": {}}


# Django's own words, in ours: what to enter rather than what is wrong.
WORDS = {
    "max_value": "Enter %(limit_value)s or less",
    "min_value": "Enter %(limit_value)s or more",
    "max_length": "Use %(limit_value)d characters or fewer",
}


DASHES = "---------"  # what Django says where nothing is chosen yet
# The forms that keep what is being typed, by the name of their draft.
DRAFTED = set()
# Further ahead nobody plans a contact or a visit: such a day is a slip of the finger.
YEARS_AHEAD = 2
# What people wish for, and permit, may lie further on.
YEARS_OF_A_WISH = 20


def to_come(day, today, said="The day", years=YEARS_AHEAD):
    """``day``, or an error where it is over or lies too far ahead to be meant."""
    if day and day < today:
        raise forms.ValidationError(f"{said} must be today or later")
    return not_too_far(day, today, said, years)


def not_too_far(day, today, said="The day", years=YEARS_AHEAD):
    """``day``, or an error where it lies further ahead than ``years``."""
    if day and (day.year - years, day.month, day.day) > (
        today.year,
        today.month,
        today.day,
    ):
        ahead = "one year" if years == 1 else f"{years} years"
        raise forms.ValidationError(f"{said} must be at most {ahead} ahead")
    return day


class HouseForm(forms.Form):
    """A form with one main act. Labels are questions; `{% crispy form %}` draws it all.

    ``layout`` orders a big form in sections and rows; without it the fields come in
    their own order. ``last`` holds what was said last time, by field name, and
    ``last_shown`` the words for it where others are shown; ``never_changed`` are
    answers that mark no change. Where several stand on one page, one is the main act,
    and each says at which address (``action``) it is done.
    """

    submit_label = "Save"
    is_main_act = True
    other_acts = ()
    layout = ()
    method = "post"
    action = ""
    draft_name = ""
    draft_url = ""
    summary_is_drawn = False
    is_overtaken = False  # by another editor of the same thing
    last_shown = MappingProxyType({})
    never_changed = ()
    helper = _Helper()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        DRAFTED.update(filter(None, [cls.draft_name]))
        for name, field in cls.declared_fields.items():
            if type(field) is forms.DateField:
                cls.declared_fields[name] = DateField.instead_of(field)
            if type(field.widget) is forms.NumberInput:
                field.widget = Number(decimal=not isinstance(field, forms.IntegerField))
            if getattr(field, "empty_label", None) == DASHES:
                field.empty_label = "Choose"
            _speak_plainly(field)

    def __init__(
        self,
        data=None,
        *args,
        version=None,
        last=None,
        draft=None,
        more_fields=None,
        **kwargs,
    ):
        """``draft`` holds words typed before; ``more_fields`` join the class's own."""
        self.base_fields = Asked(self.base_fields)
        super().__init__(data, *args, **kwargs)
        self.fields |= deepcopy(Asked(more_fields or {}))
        self.version, self.stands = version, self.initial
        self.last = last or {}
        if self.is_bound and "unchanged" in self.data:
            self._say_as_last_time(self.data["unchanged"].split())
        elif draft and not self.is_bound:
            self.initial = {**self.initial, **self._typed(draft)}

    def _typed(self, words):
        return {
            name: field.widget.value_from_datadict(
                words, self.files, self.add_prefix(name)
            )
            for name, field in self.fields.items()
        }

    def _say_as_last_time(self, names):
        """Draw the page again with last time's answers; nothing is judged or saved."""
        typed = self._typed(self.data)
        wanted = self.last if names == ["all"] else names
        typed |= {name: self.last[name] for name in wanted if name in self.last}
        self.initial = {**self.initial, **typed}
        self.is_bound = False

    def hidden_facts(self):
        """What travels unseen: a key for this one submit, and where somebody else may
        edit the same, its version with what stood in each field then."""
        facts = {"submit_key": uuid4()}
        if self.version is None:
            return facts
        if self.is_bound and not self.is_overtaken:  # a page drawn again grows no newer
            return facts | {
                name: self.data.get(name, "") for name in ("version", "drawn")
            }
        drawn = {name: as_posted(value) for name, value in self.stands.items()}
        return facts | {"version": self.version, "drawn": json.dumps(drawn)}

    def attributes(self):
        """The attributes of the form's tag."""
        return {
            "class": "app-form",
            "action": self.action or None,
            "method": self.method,
            "novalidate": True,
            "enctype": "multipart/form-data" if self.is_multipart() else None,
            "data-draft": self.draft_name or None,
            "data-never-changed": " ".join(self.never_changed) or None,
            "data-draft-url": self.draft_url or None,
        }


def _speak_plainly(field):
    """Replace Django's default messages; what a form says itself stays."""
    said = field.error_messages
    field.error_messages = WORDS | said
    if said["required"] == forms.Field.default_error_messages["required"]:
        verb = "Choose an answer to" if hasattr(field, "choices") else "Answer"
        field.error_messages["required"] = f"{verb} ‘{field.label}’"
