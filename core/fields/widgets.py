"""Fields: what a form may ask with, beyond what Django's own widgets can say."""

from django import forms


class Text(forms.TextInput):
    """One line; width in characters, with words before or after it where needed."""

    def __init__(self, width=None, prefix="", suffix="", attrs=None):
        super().__init__(attrs)
        self.width, self.prefix, self.suffix = width, prefix, suffix


class Number(Text):
    """A number with its unit, typed on a number pad; never a spinner."""

    def __init__(self, suffix="", width=4, decimal=False, attrs=None):
        pad = {"inputmode": "decimal" if decimal else "numeric"}
        super().__init__(width=width, suffix=suffix, attrs=pad | (attrs or {}))


class TextArea(forms.Textarea):
    def __init__(self, rows=4, attrs=None):
        super().__init__({"rows": rows} | (attrs or {}))


class Select(forms.Select):
    """A long list; a short one is better as radios."""


class _Choices:
    """How a group of radios or checkboxes lies, and what each choice opens.

    ``hints`` says more of a choice; ``reveals`` names the fields that a choice opens.
    """

    def __init__(self, inline=False, small=True, hints=None, reveals=None, attrs=None):
        super().__init__(attrs)
        self.inline, self.small = inline, small
        self.hints, self.reveals = hints or {}, reveals or {}


class Radios(_Choices, forms.RadioSelect):
    """One of a few."""


class Checkboxes(_Choices, forms.CheckboxSelectMultiple):
    """Any of a few."""


class OneBox(forms.CheckboxInput):
    """A single statement to tick."""
