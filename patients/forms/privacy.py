"""Forms of the privacy officer: exclusions and reviews."""

from django import forms

from core.fields import Radios, Select, Text, TextArea
from core.forms import HouseForm
from patients.rules.nhs_numbers import parse_nhs_number
from patients.rules.sharing import may_be_held_back


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


class EndExclusionForm(HouseForm):
    """Why somebody may see the record again."""

    submit_label = "End the exclusion"

    because = forms.CharField(
        label="Why does it end?",
        help_text="Who asked for it, and when",
        max_length=500,
        widget=TextArea(rows=2),
        error_messages={"required": "Enter the reason"},
    )


class ReviewEmergencyAccessForm(HouseForm):
    """What came of it."""

    submit_label = "Save review"

    outcome = forms.CharField(
        label="What came of your review?",
        max_length=500,
        widget=TextArea(rows=3),
        error_messages={"required": "Enter what came of it"},
    )


class HoldLineForm(HouseForm):
    """Why the person does not see a line for now, and when that is looked at again."""

    submit_label = "Hold it back"

    reason = forms.CharField(
        label="Why is it held back?",
        max_length=500,
        widget=TextArea(rows=2),
        error_messages={"required": "Enter the reason"},
    )
    review_on = forms.DateField(
        label="When is this reviewed?",
        error_messages={
            "required": "Enter the day of the review",
            "invalid": "Enter a real date",
        },
    )

    def __init__(self, *args, today, limits, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.limits = today, limits

    def clean_review_on(self):
        return _day_of_review(self, self.cleaned_data["review_on"])


class ReviewHeldLineForm(HouseForm):
    """Whether the person sees the line from now on."""

    submit_label = "Save review"

    outcome = forms.ChoiceField(
        label="What now?",
        choices=[("show", "Show it to the person"), ("keep", "Hold it back longer")],
        widget=Radios(),
        error_messages={"required": "Choose what happens now"},
    )
    keep_until = forms.DateField(
        label="If longer: when is it reviewed again?",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )

    def __init__(self, *args, today, limits, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.limits = today, limits

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == "keep" and "keep_until" in cleaned:
            try:
                _day_of_review(self, cleaned["keep_until"])
            except forms.ValidationError as wrong:
                self.add_error("keep_until", wrong)
        return cleaned

    def keeps_until(self):
        """The day of the next review, or None where the line is shown."""
        is_kept = self.cleaned_data["outcome"] == "keep"
        return self.cleaned_data["keep_until"] if is_kept else None


def _day_of_review(form, day):
    if not (day and may_be_held_back(day, form.today, False, form.limits)):
        raise forms.ValidationError(
            f"Enter a day within the next {form.limits.held_line_days} days"
        )
    return day
