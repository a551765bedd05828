"""Forms: emergency access. Whom exactly, and why, before anything is told."""

from django import forms

from core.fields import Radios, Row, Section, Text, TextArea
from core.forms import HouseForm
from patients.rules.grants import EmergencyReason
from patients.rules.nhs_numbers import parse_nhs_number


class RequestEmergencyAccessForm(HouseForm):
    """NHS number and birth date, or name, birth date and postcode; and the reason."""

    submit_label = "Open the record"

    nhs_number = forms.CharField(
        label="NHS number", max_length=30, required=False, widget=Text(width=20)
    )
    family = forms.CharField(
        label="Family name", max_length=100, required=False, widget=Text(width=20)
    )
    given = forms.CharField(
        label="First name", max_length=100, required=False, widget=Text(width=20)
    )
    postcode = forms.CharField(
        label="Postcode", max_length=9, required=False, widget=Text(width=10)
    )
    born_on = forms.DateField(
        label="Date of birth",
        error_messages={
            "required": "Enter the date of birth",
            "invalid": "Enter a real date",
        },
    )
    reason = forms.ChoiceField(
        label="Why do you need it now?",
        choices=EmergencyReason.choices(),
        widget=Radios(),
        error_messages={"required": "Choose the reason"},
    )
    words = forms.CharField(
        label="What is happening?",
        max_length=500,
        widget=TextArea(rows=2),
        error_messages={"required": "Enter what is happening"},
    )

    layout = (
        "born_on",
        Section("Either the number", "nhs_number"),
        Section("Or name and postcode", Row("Person", "family", "given", "postcode")),
        "reason",
        "words",
    )

    def clean_nhs_number(self):
        typed = self.cleaned_data["nhs_number"]
        try:
            return parse_nhs_number(typed) if typed else ""
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean(self):
        cleaned = super().clean()
        named = all(cleaned.get(name) for name in ("family", "given", "postcode"))
        if not (cleaned.get("nhs_number") or named or self.errors):
            self.add_error(
                "nhs_number",
                "Enter the NHS number, or family name, first name and postcode",
            )
        return cleaned

    def sought(self):
        """Whom exactly, by name of what is known."""
        known = ("born_on", "nhs_number", "family", "given", "postcode")
        return {name: self.cleaned_data[name] for name in known}
