"""Forms: what the scheme asks of shared care, and who takes over."""

from django import forms

from agreements.rules.duties import HEADINGS, PARTIES, Duty
from agreements.rules.suitability import CriterionKind
from core.fields import Radios, Section, Select, Text, TextArea
from core.forms import HouseForm, to_come

# More rows than a table on a page can show at once are no table.
MOST_ROWS = 12
KINDS = [
    (CriterionKind.SUITS, "Must be so for care in practice"),
    (CriterionKind.SUPPORTS, "If so, the practice needs extra support"),
    (CriterionKind.EXCLUDES, "If so, care stays with the specialist service"),
]


class AddCriterionForm(HouseForm):
    submit_label = "Add criterion"

    sentence = forms.CharField(
        label="What is asked?",
        help_text="So that it can be answered with yes, no or not known",
        max_length=200,
        widget=Text(width=30),
        error_messages={"required": "Enter what is asked"},
    )
    kind = forms.ChoiceField(
        label="What does a yes mean?",
        choices=KINDS,
        widget=Radios(),
        error_messages={"required": "Choose what a yes means"},
    )
    from_on = forms.DateField(
        label="From which day?",
        error_messages={
            "required": "Enter the first day",
            "invalid": "Enter a real date",
        },
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"from_on": today}, **kwargs)
        self.today = today

    def clean_kind(self):
        return CriterionKind(self.cleaned_data["kind"])

    def clean_from_on(self):
        return to_come(self.cleaned_data["from_on"], self.today, "The first day")


class SetDutyPrescriberForm(HouseForm):
    submit_label = "Save"

    member = forms.ModelChoiceField(
        label="Who takes over when care comes back?",
        queryset=None,
        widget=Select(),
        error_messages={"required": "Choose a prescriber"},
    )
    from_on = forms.DateField(
        label="From which day?",
        error_messages={
            "required": "Enter the first day",
            "invalid": "Enter a real date",
        },
    )

    def __init__(self, *args, members, today, **kwargs):
        super().__init__(*args, initial={"from_on": today}, **kwargs)
        self.fields["member"].queryset = members
        self.today = today

    def clean_from_on(self):
        return to_come(self.cleaned_data["from_on"], self.today, "The first day")


class ChangeDutiesForm(HouseForm):
    """The table of duties, a section for each task; an emptied task leaves it."""

    submit_label = "Save as a new version"

    def __init__(self, *args, duties, **kwargs):
        rows = [*duties, Duty("")][:MOST_ROWS]
        asked, initial = {}, {}
        for n, duty in enumerate(rows):
            asked |= _asked(n)
            said = dict(zip(PARTIES, duty.parts, strict=True))
            initial |= {f"task-{n}": duty.task}
            initial |= {f"{party}-{n}": words for party, words in said.items()}
        super().__init__(*args, more_fields=asked, initial=initial, **kwargs)
        self.count = len(rows)
        self.layout = tuple(
            Section(duty.task or "One more task", *_names(n))
            for n, duty in enumerate(rows)
        )

    def clean(self):
        if not self.duties():
            raise forms.ValidationError("Enter at least one task")
        return self.cleaned_data

    def duties(self):
        """The rows that have a task."""
        said = self.cleaned_data
        rows = (
            Duty(*(said.get(name, "") for name in _names(n))) for n in range(self.count)
        )
        return [duty for duty in rows if duty.task]


def _names(n):
    return [f"{name}-{n}" for name in ("task", *PARTIES)]


def _asked(n):
    labels = zip(("task", *PARTIES), ("Task", *HEADINGS), strict=True)
    return {
        f"{name}-{n}": forms.CharField(
            label=label,
            max_length=200,
            required=False,
            widget=Text(width=30) if name == "task" else TextArea(rows=2),
        )
        for name, label in labels
    }
