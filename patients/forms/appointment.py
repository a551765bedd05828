"""Forms: booking an appointment."""

from datetime import datetime

from django import forms
from django.utils import timezone

from core.fields import Select, Text
from core.forms import HouseForm, to_come


class BookAppointmentForm(HouseForm):
    """Where, when and with whom."""

    submit_label = "Book"

    day = forms.DateField(
        label="Which day?",
        error_messages={"required": "Enter the day", "invalid": "Enter a real date"},
    )
    time = forms.TimeField(
        label="At what time?",
        help_text="Like 14:00",
        widget=Text(width=6),
        error_messages={"required": "Enter the time", "invalid": "Enter a real time"},
    )
    place = forms.CharField(
        label="Where?",
        max_length=100,
        widget=Text(width=30),
        error_messages={"required": "Enter the place"},
    )
    with_member = forms.ModelChoiceField(
        label="With whom?",
        queryset=None,
        widget=Select(),
        error_messages={"required": "Choose with whom"},
    )

    def __init__(self, *args, members, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["with_member"].queryset = members
        self.today = today

    def clean_day(self):
        return to_come(self.cleaned_data["day"], self.today)

    def starts_at(self):
        """Day and time as one moment, in UK time."""
        cleaned = self.cleaned_data
        return timezone.make_aware(datetime.combine(cleaned["day"], cleaned["time"]))
