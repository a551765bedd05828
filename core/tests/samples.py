"""Forms of every kind, as pages will use them, for the tests of how things look."""

from dataclasses import dataclass
from datetime import date

from django import forms

from core import fields
from core.forms import HouseForm
from core.vocabulary import Vocabulary


class Change(Vocabulary):
    NO_CHANGE = "no_change"
    LESS = "less"
    MORE = "more"
    NONE = "none"
    NOT_ASKED = "not_asked"

    @property
    def label(self):
        return {"not_asked": "Not asked today"}.get(self.value, super().label)


class Answer(Vocabulary):
    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class SampleRole(Vocabulary):
    GP = "gp"

    @property
    def label(self):
        return "GP"


@dataclass(frozen=True)
class SampleViewer:
    """What the frame of a page asks of a viewer."""

    name: str = "Dr Amina Yusuf"
    role: SampleRole = SampleRole.GP
    organisation: str = "Millbrook Surgery"
    neutral_name: str = "Ashdale and Brenfield Shared Care"
    day: date = date(2027, 3, 9)
    memberships: int = 2
    may_search: bool = True
    places: tuple = (
        ("Home", "/"),
        ("My people", "/people/"),
        ("Practice", "/practice/"),
        ("Guidance", "/guidance/"),
    )

    @property
    def works_as(self):
        return f"{self.role.label}, {self.organisation}"


SUBSTANCES = {"heroin": "Heroin", "crack": "Crack", "alcohol": "Alcohol"}
SUBSTANCES |= {"benzos": "Benzodiazepines", "cannabis": "Cannabis"}


def substance_fields():
    """Four questions about each substance, and the rows that hold them."""
    asked, rows = {}, []
    for key, label in SUBSTANCES.items():
        names = [f"{key}_{part}" for part in ("change", "days", "amount", "route")]
        asked |= dict(zip(names, _four_questions(), strict=True))
        rows.append(fields.Row(label, *names))
    return asked, rows


def _four_questions():
    routes = [("", "Choose"), ("smoked", "Smoked"), ("injected", "Injected")]
    return (
        forms.ChoiceField(
            label="Since last time",
            choices=Change.choices(),
            widget=fields.Radios(inline=True),
        ),
        forms.IntegerField(
            label="Days", required=False, widget=fields.Number("of 28", width=2)
        ),
        forms.CharField(
            label="Amount", required=False, widget=fields.Text(width=5, suffix="a day")
        ),
        forms.ChoiceField(label="Route", choices=routes, required=False),
    )


QUESTIONS, ROWS = substance_fields()


class ConsultationSample(HouseForm):
    """As large as the largest page: the consultation."""

    submit_label = "Save consultation"
    draft_name = "consultation"
    draft_url = "/drafts/consultation/"
    other_acts = (fields.Act("Cancel", url="/"),)

    vars().update(QUESTIONS)
    happened_on = forms.DateField(
        label="When was it?", help_text="For example, 9 3 2027"
    )
    kind = forms.ChoiceField(
        label="What kind of contact?",
        choices=[
            ("seen", "Seen in person"),
            ("phone", "Telephone"),
            ("video", "Video"),
        ],
        widget=fields.Radios(inline=True),
    )
    naloxone = forms.ChoiceField(
        label="Is naloxone held?",
        choices=Answer.choices(),
        widget=fields.Radios(reveals={"yes": ["naloxone_until"]}),
    )
    naloxone_until = forms.DateField(label="When does it expire?", required=False)
    advice = forms.MultipleChoiceField(
        label="Which advice was given?",
        required=False,
        choices=[
            ("pipe", "Crack pipe safety"),
            ("mixing", "Mixing with alcohol"),
            ("overdose", "Overdose and tolerance"),
        ],
        widget=fields.Checkboxes(
            hints={"overdose": "Always after prison, hospital or a break"}
        ),
    )
    is_shared = forms.BooleanField(label="Carl has read this entry", required=False)
    plan = forms.CharField(label="What happens next?", widget=fields.TextArea())
    owner = forms.ChoiceField(
        label="Who does it?", choices=[("", "Choose"), ("key1", "Leon Whitcombe")]
    )

    layout = (
        fields.Section("Today", "happened_on", "kind"),
        fields.Section(
            "Use in the last 28 days", *ROWS, hint="'Not asked' is an answer too."
        ),
        fields.Section("Safety", "naloxone"),
        fields.Details("Brief advice", "advice"),
        fields.Section("Plan", "plan", "owner", "is_shared"),
    )


LAST = {"heroin_change": "no_change", "heroin_days": 0, "crack_change": "less"}
LAST |= {"crack_days": 6, "crack_amount": "0.5 g", "crack_route": "smoked"}
LAST |= {"alcohol_change": "no_change", "alcohol_days": 12, "kind": "seen"}
LAST |= {"benzos_change": "none", "cannabis_change": "not_asked"}
