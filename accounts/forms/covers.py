"""Forms: cover."""

from django import forms

from core.fields import Select, TextArea
from core.forms import HouseForm, not_too_far, to_come


class _ByName(forms.ModelChoiceField):
    def label_from_instance(self, member):
        return f"{member.user.name}, {member.get_role_display()}"


class ArrangeCoverForm(HouseForm):
    submit_label = "Arrange cover"

    colleague = _ByName(
        label="Who covers for you?",
        queryset=None,
        widget=Select(),
        empty_label="Choose a colleague",
        error_messages={"required": "Choose who covers for you"},
    )
    starts_on = forms.DateField(
        label="From which day?",
        error_messages={
            "required": "Enter the first day",
            "invalid": "Enter a real date",
        },
    )
    ends_on = forms.DateField(
        label="Until which day?",
        help_text="They see your people and tasks on this day for the last time",
        error_messages={
            "required": "Enter the last day",
            "invalid": "Enter a real date",
        },
    )
    note = forms.CharField(
        label="What should they know?",
        help_text="A few words to hand over. Who needs care is in the records",
        required=False,
        max_length=1000,
        widget=TextArea(rows=4),
    )

    def __init__(self, *args, colleagues, today, **kwargs):
        super().__init__(*args, initial={"starts_on": today}, **kwargs)
        self.fields["colleague"].queryset = colleagues
        self.today = today

    def clean_starts_on(self):
        return to_come(self.cleaned_data["starts_on"], self.today, "The first day", 1)

    def clean_ends_on(self):
        return not_too_far(self.cleaned_data["ends_on"], self.today, "The last day", 1)

    def clean(self):
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day must not be before the first")
        return given
