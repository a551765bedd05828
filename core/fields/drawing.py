"""Fields: each kind of field to what draws it."""

from functools import lru_cache

from django import forms

from core.fields import boxes, choices, days
from core.fields.asking import PAGE, Ask

DRAWERS = {
    forms.widgets.Input: boxes.draw_text,
    forms.PasswordInput: boxes.draw_password,
    forms.Textarea: boxes.draw_textarea,
    forms.Select: boxes.draw_select,
    forms.FileInput: boxes.draw_file,
    forms.HiddenInput: boxes.draw_hidden,
    forms.RadioSelect: choices.draw_radios,
    forms.CheckboxSelectMultiple: choices.draw_checkboxes,
    forms.CheckboxInput: choices.draw_one_box,
    days.DateBoxes: days.draw_date,
}


def draw_field(bound, place=PAGE):
    """One question with all that belongs to it."""
    return _drawer(type(bound.field.widget))(Ask(bound, place, draw_field))


@lru_cache(maxsize=100)
def _drawer(kind):
    return next(DRAWERS[base] for base in kind.__mro__ if base in DRAWERS)


def first_control(bound):
    """The id of the control that an error about this field should lead to."""
    drawer = _drawer(type(bound.field.widget))
    if drawer in (choices.draw_radios, choices.draw_checkboxes):
        return f"{bound.auto_id}_0"
    if drawer is days.draw_date:
        return f"{bound.auto_id}-{days.wrong_boxes(bound.errors.as_data())[0]}"
    return bound.auto_id
