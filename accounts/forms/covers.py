"""Forms: cover."""

from django import forms

from core.fields import Select, TextArea
from core.forms import HouseForm


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

    def clean(self):
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and first < self.today:
            self.add_error("starts_on", "The first day must be today or later")
        if first and last and last < first:
            self.add_error("ends_on", "The last day must not be before the first")
        return given
