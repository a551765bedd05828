"""Forms: a request to share care, and where a person's care suits."""

from django import forms

from agreements.rules.suitability import Answer, Place, suggest, why_not_decide
from core.fields import Act, Number, OneBox, Radios, Section, Select, Text, TextArea
from core.forms import HouseForm
from patients.rules.words import TreatmentLine

ANSWERS = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]
TERMS = (
    "medicine",
    "monitoring",
    "advice_contact",
    "if_things_go_wrong",
    "undertakes_to_take_back",
)


class LeadField(forms.ModelChoiceField):
    """A GP to ask. ``against`` tells of each why not: nobody new is asked for there, or
    their level may not accept."""

    against = staticmethod(lambda _: "")

    def label_from_instance(self, member):
        stands = self.against(member)
        return f"{member} ({stands})" if stands else str(member)


class DraftAgreementForm(HouseForm):
    """Whom to ask, for what, on which terms. What is missing is asked at sending."""

    submit_label = "Save and look at it"
    layout = (
        Section("Who", "line", "lead", "specialist", "keyworker", "pharmacy"),
        Section(
            "On which terms",
            "medicine",
            "monitoring",
            "review_weeks",
            "advice_contact",
            "if_things_go_wrong",
            "undertakes_to_take_back",
        ),
    )

    line = forms.ChoiceField(
        label="Which treatment?",
        choices=TreatmentLine.choices(),
        widget=Select(),
        error_messages={"required": "Choose the treatment"},
    )
    lead = LeadField(
        label="Which GP do you ask?",
        help_text="Any GP of the practice sees the request",
        queryset=None,
        widget=Select(),
        error_messages={"required": "Choose whom you ask"},
    )
    specialist = forms.ModelChoiceField(
        label="Which specialist answers for it?",
        queryset=None,
        widget=Select(),
        error_messages={"required": "Choose the specialist"},
    )
    keyworker = forms.ModelChoiceField(
        label="Keyworker", queryset=None, required=False, widget=Select()
    )
    pharmacy = forms.ModelChoiceField(
        label="Pharmacy", queryset=None, required=False, widget=Select()
    )
    medicine = forms.CharField(
        label="Medicine, as it is given now",
        required=False,
        max_length=500,
        widget=TextArea(rows=2),
    )
    monitoring = forms.CharField(
        label="What is monitored, and how often?",
        required=False,
        max_length=500,
        widget=TextArea(rows=2),
    )
    review_weeks = forms.IntegerField(
        label="How many weeks between reviews?",
        min_value=1,
        max_value=104,
        widget=Number(suffix="weeks"),
        error_messages={
            "required": "Enter how many weeks lie between reviews",
            "invalid": "Enter a whole number of weeks",
        },
    )
    advice_contact = forms.CharField(
        label="Whom does the practice ring for advice?",
        help_text="A name and a telephone number",
        required=False,
        max_length=200,
        widget=Text(width=30),
    )
    if_things_go_wrong = forms.CharField(
        label="What does the practice do if things go wrong?",
        required=False,
        max_length=500,
        widget=TextArea(rows=2),
    )
    undertakes_to_take_back = forms.BooleanField(
        label="The service undertakes to take the care back when the practice asks",
        required=False,
        widget=OneBox(),
    )

    def __init__(self, *args, choices, against, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].against = against
        for name, rows in choices.items():
            self.fields[name].queryset = rows

    def clean_line(self):
        return TreatmentLine(self.cleaned_data["line"])

    def terms(self):
        """What lies in the agreement's document."""
        return {name: self.cleaned_data[name] for name in TERMS}


class DecideSuitabilityForm(HouseForm):
    """Each criterion with what is known of it; then the clinician's own decision."""

    submit_label = "Save decision"

    decided = forms.ChoiceField(
        label="Where does this person's care suit?",
        choices=Place.choices(),
        widget=Radios(),
        error_messages={"required": "Choose where the person's care suits"},
    )
    because = forms.CharField(
        label="Why, if it differs from what the criteria suggest?",
        required=False,
        max_length=500,
        widget=TextArea(rows=2),
    )

    def __init__(self, *args, criteria, recorded, today, **kwargs):
        """``recorded`` is what to read beside a question, by the criterion's code."""
        asked = {
            f"criterion-{one.code}": forms.ChoiceField(
                label=one.sentence,
                help_text=recorded.get(one.code, ""),
                choices=ANSWERS,
                initial=Answer.UNKNOWN,
                required=False,
                widget=Radios(inline=True),
            )
            for one in criteria
        }
        super().__init__(*args, more_fields=asked, **kwargs)
        self.criteria, self.today = criteria, today
        self.layout = (
            Section("What is known", *asked),
            Section("Decision", "decided", "because"),
        )

    other_acts = (Act("Show what the criteria suggest", name="suggest", value="yes"),)

    def clean_decided(self):
        return Place(self.cleaned_data["decided"])

    def clean(self):
        said = self.cleaned_data
        if "decided" in said:
            suggested = self.suggestion().place
            why = why_not_decide(suggested, said["decided"], said["because"])
            if why:
                self.add_error("because", why)
        return said

    def suggestion(self):
        """What the criteria suggest for the answers so far."""
        return suggest(self.criteria, self.answers(), self.today)

    def answers(self):
        """What was answered, by criterion; nothing said is not known."""
        said = self.cleaned_data if self.is_bound else self.initial
        return {
            one.code: Answer(said.get(f"criterion-{one.code}") or Answer.UNKNOWN)
            for one in self.criteria
        }
