"""Forms: permission to share, the care team, people kept apart."""

from django import forms

from core.fields import Radios, Select, Text, TextArea
from core.forms import YEARS_OF_A_WISH, HouseForm, to_come
from patients.rules.search import what_is_searched
from patients.rules.sharing import ConsentKind


class PermitSharingForm(HouseForm):
    """With whom, what, until when, and how the person said so."""

    submit_label = "Record permission"

    recipient = forms.ModelChoiceField(
        label="With whom?",
        queryset=None,
        widget=Select(),
        error_messages={"required": "Choose with whom"},
    )
    kind = forms.ChoiceField(
        label="What?",
        choices=ConsentKind.choices(),
        widget=Radios(),
        error_messages={"required": "Choose what is shared"},
    )
    until_on = forms.DateField(
        label="Until when?",
        help_text="Leave it empty if the person named no day",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )
    how = forms.CharField(
        label="How did the person say so?",
        max_length=200,
        widget=Text(width=30),
        error_messages={"required": "Enter how the person said so"},
    )

    def __init__(self, *args, recipients, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recipient"].queryset = recipients
        self.today = today

    def clean_kind(self):
        return ConsentKind(self.cleaned_data["kind"])

    def clean_until_on(self):
        day = self.cleaned_data["until_on"]
        return to_come(day, self.today, "The last day", YEARS_OF_A_WISH)


class AddTeamMemberForm(HouseForm):
    """Who joins the care team, and until when."""

    submit_label = "Add to team"

    member = forms.ModelChoiceField(
        label="Who?",
        queryset=None,
        widget=Select(),
        error_messages={"required": "Choose who joins"},
    )
    until_on = forms.DateField(
        label="Until when?",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )

    def __init__(self, *args, members, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members
        self.today = today

    def clean_until_on(self):
        return to_come(self.cleaned_data["until_on"], self.today, "The last day")


class SeparatePeopleForm(HouseForm):
    """Whom this person must not meet, and why; the why stays on this record."""

    submit_label = "Keep them apart"

    other = forms.CharField(
        label="Whom must this person not meet?",
        help_text="NHS number, or name and date of birth",
        max_length=200,
        widget=Text(width=30),
        error_messages={"required": "Enter whom"},
    )
    because = forms.CharField(
        label="Why?",
        max_length=500,
        widget=TextArea(rows=2),
        error_messages={"required": "Enter the reason"},
    )

    def __init__(self, *args, people, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.people, self.today = people, today

    def clean_other(self):
        return one_meant(self.people, self.cleaned_data["other"], self.today)


def one_meant(people, typed, today):
    """The one of ``people`` whom ``typed`` means, or an error that says why."""
    search = what_is_searched(typed, today)
    found = list(people.matching(search)[:2])
    if not found:
        raise forms.ValidationError(search.problem or "Nobody here has this name")
    if len(found) > 1:
        raise forms.ValidationError(
            "More than one person matches: enter the NHS number or birth date too"
        )
    return found[0]
