"""Forms: the directory of services."""

from django import forms

from core.fields import Number, Radios, Select, Text
from core.forms import HouseForm
from referrals.rules.words import ServiceKind


class ServiceForm(HouseForm):
    """One service: what it does, its name, and who answers for it."""

    submit_label = "Save service"

    kind = forms.ChoiceField(
        label="What does it do?",
        choices=ServiceKind.choices(),
        widget=Radios(),
        error_messages={"required": "Choose what it does"},
    )
    name = forms.CharField(
        label="What is it called?",
        max_length=100,
        widget=Text(width=30),
        error_messages={"required": "Enter its name"},
    )
    organisation = forms.ModelChoiceField(
        label="Which organisation answers for it here?",
        help_text="Leave it empty if nobody there signs in: whoever refers then"
        " writes down what it answers",
        queryset=None,
        required=False,
        empty_label="Nobody signs in",
        widget=Select(),
    )
    telephone = forms.CharField(
        label="Telephone", required=False, max_length=30, widget=Text(width=20)
    )
    target_working_days = forms.IntegerField(
        label="Its own target",
        help_text="Leave it empty for the scheme's",
        required=False,
        min_value=1,
        max_value=260,
        widget=Number(suffix="working days"),
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations

    @property
    def facts(self):
        """The columns of the row; organisation 0 stands for nobody."""
        cleaned = dict(self.cleaned_data)
        organisation = cleaned.pop("organisation")
        return cleaned | {"organisation_id": organisation.pk if organisation else 0}


class EndServiceForm(HouseForm):
    """One press."""

    submit_label = "Offer it no longer"
