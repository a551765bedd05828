"""Forms: what the person wants now, and in the long term."""

from django import forms

from core.fields import Radios, Text, TextArea
from core.forms import YEARS_OF_A_WISH, HouseForm, to_come
from patients.rules.aim import PresentAim


class SetAimForm(HouseForm):
    """The aim in the person's own words. A changed one needs its reason."""

    submit_label = "Save aim"

    present = forms.TypedChoiceField(
        label="What is aimed at now?",
        choices=PresentAim.choices(),
        coerce=PresentAim,
        widget=Radios(inline=True),
        error_messages={"required": "Choose what is aimed at now"},
    )
    words = forms.CharField(
        label="What does the person want now, in their own words?",
        max_length=300,
        widget=TextArea(rows=2),
        error_messages={"required": "Enter what the person wants, as they say it"},
    )
    long_term = forms.CharField(
        label="And in the long term?",
        help_text="Like: drug-free. Leave it empty if nothing was said",
        max_length=200,
        required=False,
        widget=Text(width=30),
    )
    long_term_on = forms.DateField(
        label="By when?",
        help_text="Leave it empty if no date is wished",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )
    reason = forms.CharField(
        label="Why has it changed?",
        max_length=300,
        required=False,
        widget=TextArea(rows=2),
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if not self.version:
            del self.fields["reason"]

    def clean_long_term_on(self):
        day = self.cleaned_data["long_term_on"]
        return to_come(day, self.today, years=YEARS_OF_A_WISH)

    def clean_reason(self):
        if not self.cleaned_data["reason"]:
            raise forms.ValidationError("Enter why the aim has changed")
        return self.cleaned_data["reason"]
