"""Forms: the contact note, short enough for half a minute."""

from django import forms
from django.urls import reverse

from core.fields import Act, Radios, TextArea
from core.forms import HouseForm, to_come
from patients.rules.contact import Channel, Outcome


class LogContactForm(HouseForm):
    """One contact or non-attendance, and when the next one is."""

    submit_label = "Save contact"
    draft_name = "log_contact"

    channel = forms.ChoiceField(
        label="How?",
        choices=Channel.choices(),
        widget=Radios(inline=True),
        error_messages={"required": "Choose how contact was made or tried"},
    )
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=Outcome.choices(),
        widget=Radios(inline=True),
        error_messages={"required": "Choose what came of it"},
    )
    notes = forms.CharField(
        label="Note", max_length=4000, required=False, widget=TextArea(rows=3)
    )
    on_day = forms.DateField(
        label="When was it?",
        error_messages={
            "required": "Enter the day of the contact",
            "invalid": "Enter a real date",
        },
    )
    next_on = forms.DateField(
        label="When is the next contact?",
        help_text="Leave it empty if none is agreed: the team list will say so",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )

    def __init__(self, *args, today, row_of=None, **kwargs):
        """``row_of`` is whose row of a list the form opens under."""
        if row_of:
            kwargs["auto_id"] = f"id_{row_of.pk}_%s"
        super().__init__(*args, **kwargs)
        self.today, self.row_of = today, row_of
        if row_of:
            self.other_acts = (Act("Cancel", reverse("home:list_caseload")),)

    def attributes(self):
        """In a list it comes and goes without the page: its own row is put in place
        of it, and the person's row is drawn anew."""
        if not self.row_of:
            return super().attributes()
        address = reverse("patients:log_contact", args=[self.row_of.pk])
        return super().attributes() | {
            "action": address,
            "aria-label": f"Log contact: {self.row_of}",
            "hx-post": address,
            "hx-swap": "outerHTML ignoreTitle:true",
            "hx-select-oob": f"#person-{self.row_of.pk}",
        }

    def clean_on_day(self):
        if self.cleaned_data["on_day"] > self.today:
            raise forms.ValidationError("The day must be today or in the past")
        return self.cleaned_data["on_day"]

    def clean_next_on(self):
        return to_come(self.cleaned_data["next_on"], self.today, "The next contact")
