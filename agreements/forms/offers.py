"""Forms: what a practice, or the scheme itself, offers from a day on."""

from django import forms

from accounts.rules import why_not_last_day
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


# What each choice of who leaves asks, and what to enter where it was left empty.
ASKS = {
    "self": {"last_day": "Enter your last day"},
    "practice": {"leaves_on": "Enter the leaving day", "why": "Choose why"},
}
ASKED = {name for asked in ASKS.values() for name in asked}


class LeavingForm(HouseForm):
    """Asks for the day on which a practice leaves, by ``today`` and ``limits``."""

    def clean_leaves_on(self):
        leaves_on = to_come(
            self.cleaned_data["leaves_on"], self.today, "The leaving day"
        )
        if leaves_on and (why := why_not_leave_on(leaves_on, self.today, self.limits)):
            raise forms.ValidationError(why.removesuffix("."))
        return leaves_on


class TellLeavingForm(LeavingForm):
    """A GP's own last day, or that the practice leaves; no words that name anybody."""

    who = forms.ChoiceField(
        label="Who leaves?",
        choices=[("self", "I leave"), ("practice", "Our practice leaves")],
        widget=Radios(reveals={who: tuple(asked) for who, asked in ASKS.items()}),
        error_messages={"required": "Choose who leaves"},
    )
    last_day = forms.DateField(
        label="Which is your last day?",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )
    leaves_on = forms.DateField(
        label="On which day?",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )
    why = forms.ChoiceField(
        label="Why?", choices=WhyLeave.choices(), required=False, widget=Radios()
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args, member, people, today, limits, **kwargs):
        """``people`` says of each choice whom it would leave with nobody to follow."""
        initial = {"seen": member.end_stands}
        super().__init__(*args, initial=initial, **kwargs)
        self.member, self.today, self.limits = member, today, limits
        first = staff_date(clock.first_notice_day(today, limits))
        self.fields["who"].widget.hints = people
        self.fields["last_day"].help_text = (
            "It holds at once. From the day after you cannot sign in here: to stay at "
            "the practice and share care no longer, give notice of each agreement "
            "instead"
        )
        self.fields["leaves_on"].help_text = (
            f"{first} or later. The coordinator is asked, and nothing changes before "
            "they set it"
        )

    def clean_last_day(self):
        last_day = to_come(self.cleaned_data["last_day"], self.today, "Your last day")
        days = {"stands": self.member.ends_on, "given": self.member.given_end_on}
        if last_day and (why := why_not_last_day(last_day, self.today, **days)):
            raise forms.ValidationError(why.removesuffix("."))
        return last_day

    def clean(self):
        """What the choice did not ask is let be; what it asked is needed."""
        said = self.cleaned_data
        asked = ASKS.get(said.get("who"), {})
        for name in ASKED - asked.keys():
            self.errors.pop(name, None)
        for name, words in asked.items():
            if not said.get(name) and name not in self.errors:
                self.add_error(name, words)
        return said

    @property
    def is_practice(self):
        return self.cleaned_data["who"] == "practice"

    def leaving(self):
        """The practice's day, and why."""
        said = self.cleaned_data
        return {"leaves_on": said["leaves_on"], "why": WhyLeave(said["why"])}


class TakeBackLastDayForm(HouseForm):
    """One press, beside the day that it takes back."""

    submit_label = "Take it back"
    is_main_act = False

    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args, action="", **kwargs):
        super().__init__(*args, auto_id="take-back-%s", **kwargs)
        self.action = action


class SetOfferForm(LeavingForm):
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
