"""Forms: booking an appointment."""

from datetime import datetime

from django import forms
from django.utils import timezone

from core.fields import Select, Text
from core.forms import HouseForm, to_come
from patients.rules.appointments import EARLIEST, LATEST, may_begin_at


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
        widget=Text(width=5),
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

    anyway = forms.BooleanField(label="Book it all the same", required=False)

    def __init__(self, *args, members, today, booked_at, **kwargs):
        """``booked_at`` tells who of the two is booked at a moment already."""
        super().__init__(*args, **kwargs)
        self.fields["with_member"].queryset = members
        self.today, self.booked_at = today, booked_at
        self.is_asked = self.is_bound and "anyway" in self.data
        if not self.is_asked:
            self.anyway = self.fields.pop("anyway")

    def clean_day(self):
        return to_come(self.cleaned_data["day"], self.today)

    def clean_time(self):
        hour = self.cleaned_data["time"]
        if not may_begin_at(hour):
            raise forms.ValidationError(
                f"Enter a time between {EARLIEST:%H:%M} and {LATEST:%H:%M}, like 14:00"
            )
        return hour

    def clean(self):
        """Whoever is booked at this time already is named, and may be booked again."""
        cleaned = super().clean()
        if self.is_asked or self.errors:
            return cleaned
        taken = list(self.booked_at(self.starts_at(), cleaned["with_member"]))
        if taken:
            self.fields["anyway"] = self.anyway
            names = " and ".join(dict.fromkeys(taken))
            said = f"{names}: booked at this time already."
            raise forms.ValidationError(
                {"anyway": f"{said} Choose another time, or tick to book all the same"}
            )
        return cleaned

    def starts_at(self):
        """Day and time as one moment, in UK time."""
        cleaned = self.cleaned_data
        return timezone.make_aware(datetime.combine(cleaned["day"], cleaned["time"]))
