"""Forms: amending an entry, and moving one off the wrong person."""

from django import forms

from core.fields import Text, TextArea
from core.forms import HouseForm
from patients.forms.sharing import one_meant


def reason_field():
    """Why something is put right: always asked."""
    return forms.CharField(
        label="Why?",
        max_length=500,
        widget=TextArea(rows=2),
        error_messages={"required": "Enter the reason"},
    )


class AmendNoteForm(HouseForm):
    """Of a contact note: new words in place of old ones, which stay readable."""

    submit_label = "Save amendment"

    notes = forms.CharField(
        label="What should it say?",
        max_length=10_000,
        widget=TextArea(rows=6),
        error_messages={"required": "Enter what the entry should say"},
    )
    reason = reason_field()


class MoveConsultationForm(HouseForm):
    """Whose entry it was."""

    submit_label = "Move entry"

    to = forms.CharField(
        label="Whose entry is it?",
        help_text="NHS number, or name and date of birth",
        max_length=200,
        widget=Text(width=30),
        error_messages={"required": "Enter whose entry it is"},
    )
    reason = reason_field()

    def __init__(self, *args, people, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.people, self.today = people, today

    def clean_to(self):
        return one_meant(self.people, self.cleaned_data["to"], self.today)
