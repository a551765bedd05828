"""Forms: what a practice, or the scheme itself, offers from a day on."""

from django import forms

from agreements.forms.acts import day
from agreements.rules import clock
from agreements.rules.leaving import why_not_leave_on
from agreements.rules.offers import Offered, OfferState, WhyLeave
from core.fields import Radios, TextArea
from core.forms import HouseForm, to_come
from core.templatetags.house import staff_date

MEANS = {
    OfferState.OPEN: "Open: takes part in full",
    OfferState.REDUCED: "Reduced: takes part, but offers less",
    OfferState.SUSPENDED: "Suspended: takes nobody new for the present",
    OfferState.LEAVING: "Leaving: takes nobody new, and gives notice for a day",
    OfferState.CLOSED: "Closed: takes part no longer",
}


class TellLeavingForm(HouseForm):
    """A GP's own last day, or that the practice leaves; no words that name anybody."""

    submit_label = "Ask the coordinator"

    who = forms.ChoiceField(
        label="Who leaves shared care?",
        choices=[("self", "I leave"), ("practice", "The whole practice leaves")],
        widget=Radios(),
        error_messages={"required": "Choose who leaves"},
    )
    leaves_on = day("On which day?", "Enter the day")
    why = forms.ChoiceField(
        label="Why?",
        choices=WhyLeave.choices(),
        widget=Radios(),
        error_messages={"required": "Choose why"},
    )

    def __init__(self, *args, today, limits, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.limits = today, limits
        first = staff_date(clock.first_notice_day(today, limits))
        self.fields[
            "leaves_on"
        ].help_text = (
            f"Your own last day; or the practice's leaving day, {first} or later"
        )

    def clean_leaves_on(self):
        return to_come(self.cleaned_data["leaves_on"], self.today, "The day")

    def clean_why(self):
        return WhyLeave(self.cleaned_data["why"])

    def clean(self):
        said = self.cleaned_data
        said["is_practice"] = said.pop("who", "") == "practice"
        leaves_on = said.get("leaves_on")
        if not (said["is_practice"] and leaves_on):
            return said
        if why := why_not_leave_on(leaves_on, self.today, self.limits):
            self.add_error("leaves_on", why.removesuffix("."))
        return said


class SetOfferForm(HouseForm):
    submit_label = "Save"

    state = forms.ChoiceField(
        label="How far does it take part?",
        choices=[],
        widget=Radios(),
        error_messages={"required": "Choose how far it takes part"},
    )
    from_on = forms.DateField(
        label="From which day?",
        error_messages={
            "required": "Enter the first day",
            "invalid": "Enter a real date",
        },
    )
    leaves_on = forms.DateField(
        label="If it leaves, on which day?",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )
    duties = forms.CharField(
        label="What does it offer from then on?",
        required=False,
        max_length=500,
        widget=TextArea(rows=2),
    )
    note = forms.CharField(
        label="Why, for the history?",
        required=False,
        max_length=500,
        widget=TextArea(rows=2),
    )

    seen_n = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args, states, today, limits, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(state, MEANS[state]) for state in states]
        self.today, self.limits = today, limits
        first = staff_date(clock.first_notice_day(today, limits))
        self.fields["leaves_on"].help_text = (
            f"{first} or later. On that day the service prescribes for whoever has no "
            "successor"
        )

    def clean_state(self):
        return OfferState(self.cleaned_data["state"])

    def clean_from_on(self):
        return to_come(self.cleaned_data["from_on"], self.today, "The first day")

    def clean_leaves_on(self):
        leaves_on = to_come(
            self.cleaned_data["leaves_on"], self.today, "The leaving day"
        )
        if leaves_on and (why := why_not_leave_on(leaves_on, self.today, self.limits)):
            raise forms.ValidationError(why.removesuffix("."))
        return leaves_on

    def clean(self):
        said = self.cleaned_data
        leaves = said.get("state") == OfferState.LEAVING
        if leaves and not said.get("leaves_on") and "leaves_on" not in self.errors:
            self.add_error("leaves_on", "Enter the leaving day")
        if said.get("leaves_on") and said.get("state") and not leaves:
            self.add_error("leaves_on", "Only one that leaves has a leaving day")
        return said

    def offered(self):
        names = ("state", "from_on", "leaves_on", "duties")
        return Offered(*(self.cleaned_data[name] for name in names))
