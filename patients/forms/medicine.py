"""Forms: a medicine as somebody told it. Nothing is worked out here."""

from django import forms

from core.fields import Radios, Select, Text
from core.forms import HouseForm
from patients.rules.words import TreatmentLine


class TellMedicineForm(HouseForm):
    """What was told, by whom and when, and who prescribes it."""

    submit_label = "Save medicine"

    line = forms.ChoiceField(
        label="What is it for?", choices=TreatmentLine.choices(), widget=Radios()
    )
    text = forms.CharField(
        label="Medicine and dose, in the words that were told",
        max_length=200,
        widget=Text(width=30),
        error_messages={"required": "Enter the medicine"},
    )
    told_by = forms.CharField(
        label="Who told you?",
        max_length=100,
        widget=Text(width=30),
        error_messages={"required": "Enter who told you"},
    )
    told_on = forms.DateField(
        label="When?",
        error_messages={"required": "Enter the day", "invalid": "Enter a real date"},
    )
    prescriber = forms.ModelChoiceField(
        label="Who prescribes it now?",
        queryset=None,
        widget=Select(),
        error_messages={"required": "Choose who prescribes it"},
    )

    def __init__(self, *args, prescribers, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["prescriber"].queryset = prescribers
        self.today = today

    def clean_line(self):
        return TreatmentLine(self.cleaned_data["line"])

    def clean_told_on(self):
        if self.cleaned_data["told_on"] > self.today:
            raise forms.ValidationError("The day must be today or in the past")
        return self.cleaned_data["told_on"]
