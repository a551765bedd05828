"""Forms: referring somebody."""

from django import forms

from core.fields import OneBox, Radios, Select, TextArea
from core.forms import HouseForm
from referrals.rules.states import ReferralKind

WHICH = {
    ReferralKind.TREATMENT: "Which specialist service?",
    ReferralKind.GENERAL_CARE: "Which practice?",
    ReferralKind.ONWARD: "Which service of the directory?",
}
LABELS = {
    ReferralKind.TREATMENT: "Treatment by a specialist service",
    ReferralKind.GENERAL_CARE: "General care by a practice, without prescribing",
    ReferralKind.ONWARD: "Another service: mental health, liver, housing, social",
}


class ReferPersonForm(HouseForm):
    """What is asked, of whom, why, and that the person has agreed to it."""

    submit_label = "Send referral"
    layout = ("kind", "reason", "agreed")

    kind = forms.ChoiceField(
        label="What do you ask for?",
        widget=Radios(
            small=False, reveals={kind: [f"{kind}_to"] for kind in ReferralKind}
        ),
        error_messages={"required": "Choose what you ask for"},
    )
    treatment_to = forms.ModelChoiceField(
        label=WHICH[ReferralKind.TREATMENT],
        queryset=None,
        required=False,
        widget=Select(),
    )
    general_care_to = forms.ModelChoiceField(
        label=WHICH[ReferralKind.GENERAL_CARE],
        queryset=None,
        required=False,
        widget=Select(),
    )
    onward_to = forms.ModelChoiceField(
        label=WHICH[ReferralKind.ONWARD],
        queryset=None,
        required=False,
        widget=Select(),
    )
    reason = forms.CharField(
        label="Why do you refer, and what should they know?",
        help_text="Whoever is asked reads this and the person's name, and no more."
        " Say also how the person wishes to be reached",
        max_length=2000,
        widget=TextArea(rows=8),
        error_messages={"required": "Enter why you refer"},
    )
    agreed = forms.BooleanField(
        label="The person has agreed to this, and knows what it says",
        widget=OneBox(),
        error_messages={
            "required": "Ask the person first: without their agreement it is not sent"
        },
    )

    def __init__(self, *args, offered, **kwargs):
        """``offered`` are the places to choose from, by kind."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, LABELS[kind]) for kind in offered]
        for kind in ReferralKind:
            if kind in offered:
                self.fields[f"{kind}_to"].queryset = offered[kind]
            else:
                del self.fields[f"{kind}_to"]
        if ReferralKind.ONWARD in offered:
            self.fields["onward_to"].label_from_instance = _of_directory

    def clean_kind(self):
        return ReferralKind(self.cleaned_data["kind"])

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind and not cleaned.get(f"{kind}_to"):
            self.add_error(f"{kind}_to", f"Choose an answer to ‘{WHICH[kind]}’")
        return cleaned

    @property
    def place(self):
        """Who is asked: an organisation, or a service of the directory."""
        return self.cleaned_data[f"{self.cleaned_data['kind']}_to"]


def _of_directory(service):
    return f"{service.get_kind_display()}: {service.name}"
