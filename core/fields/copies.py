"""Fields: each form's own copies, made without walking through every choice.

Django copies a class's fields deeply for each form, down to each word of each list of
choices; for a form of sixty fields that costs as much as drawing it. A form changes
its fields by setting their parts (required, choices, widget attributes), never by
changing a list of choices in place, so copies one level deep are enough.
"""

from copy import deepcopy

from django import forms

COPIED_HERE = {
    forms.Field.__deepcopy__,
    forms.ChoiceField.__deepcopy__,
    forms.Widget.__deepcopy__,
    forms.Select.__deepcopy__,
}


class Asked(dict):
    """The fields of a form class, as `deepcopy` is asked to copy them."""

    def __deepcopy__(self, memo):
        return {name: _own(field, memo) for name, field in self.items()}


def _own(field, memo):
    kinds = {type(field).__deepcopy__, type(field.widget).__deepcopy__}
    if not kinds <= COPIED_HERE:
        return deepcopy(field, memo)
    own = _twin(field)
    own.widget = _twin(field.widget)
    own.widget.attrs = {**field.widget.attrs}
    own.error_messages = {**field.error_messages}
    own.validators = [*field.validators]
    return own


def _twin(thing):
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin
