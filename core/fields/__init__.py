"""Fields: what a form may ask with, and how each kind is drawn.

A form of sixty fields drawn by templates costs more than the rest of its page; so
each kind is drawn here in Python. This package is the only place that
knows the design system's markup of forms.
"""

from core.fields.days import DateBoxes, DateField
from core.fields.drawing import draw_field
from core.fields.layout import Beside, Details, Inset, Row, Section
from core.fields.live import Live
from core.fields.whole import Act, draw_errors, draw_form
from core.fields.widgets import (
    Checkboxes,
    Number,
    OneBox,
    Radios,
    Select,
    Text,
    TextArea,
)

__all__ = [
    "Act",
    "Beside",
    "Checkboxes",
    "DateBoxes",
    "DateField",
    "Details",
    "Inset",
    "Live",
    "Number",
    "OneBox",
    "Radios",
    "Row",
    "Section",
    "Select",
    "Text",
    "TextArea",
    "draw_errors",
    "draw_field",
    "draw_form",
]
