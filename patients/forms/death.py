"""Forms: a death, and undoing one recorded in error."""

from django import forms

from core.fields import Text, TextArea
from core.forms import HouseForm


class RecordDeathForm(HouseForm):
    """When somebody died, and who said so."""

    submit_label = "Record the death"

    died_on = forms.DateField(
        label="When did the person die?",
        error_messages={
            "required": "Enter the day of death",
            "invalid": "Enter a real date",
        },
    )
    told_by = forms.CharField(
        label="Who told you?",
        max_length=200,
        widget=Text(width=30),
        error_messages={"required": "Enter who told you"},
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_died_on(self):
        if self.cleaned_data["died_on"] > self.today:
            raise forms.ValidationError("The day must be today or in the past")
        return self.cleaned_data["died_on"]


class UndoDeathForm(HouseForm):
    """Why the person is known to be living."""

    submit_label = "Undo the record of death"

    reason = forms.CharField(
        label="How do you know that the person is living?",
        max_length=500,
        widget=TextArea(rows=3),
        error_messages={"required": "Enter how you know"},
    )
