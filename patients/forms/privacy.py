"""Forms of the privacy officer: exclusions and reviews."""

from django import forms

from core.fields import Select, Text, TextArea
from core.forms import HouseForm
from patients.rules.nhs_numbers import parse_nhs_number


class ExcludeStaffForm(HouseForm):
    """Who is kept from whose record, and why."""

    submit_label = "Keep from the record"

    nhs_number = forms.CharField(
        label="NHS number of the person",
        max_length=30,
        widget=Text(width=20),
        error_messages={"required": "Enter the NHS number"},
    )
    member = forms.ModelChoiceField(
        label="Who is kept from it?",
        queryset=None,
        widget=Select(),
        error_messages={"required": "Choose who is kept from it"},
    )
    because = forms.CharField(
        label="Why?",
        max_length=500,
        widget=TextArea(rows=2),
        error_messages={"required": "Enter the reason"},
    )

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members

    def clean_nhs_number(self):
        try:
            return parse_nhs_number(self.cleaned_data["nhs_number"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class ReviewEmergencyAccessForm(HouseForm):
    """What came of it."""

    submit_label = "Save review"

    outcome = forms.CharField(
        label="What came of your review?",
        max_length=500,
        widget=TextArea(rows=3),
        error_messages={"required": "Enter what came of it"},
    )
