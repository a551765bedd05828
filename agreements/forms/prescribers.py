"""Forms: others prescribe for a time, the return, and a prescriber who is lost."""

from django import forms

from agreements.forms.acts import words
from core.fields import Radios, Text
from core.forms import HouseForm, to_come
from patients.rules.turns import Outside
from patients.rules.words import OUTSIDE, TurnBecause

WHERE = {
    TurnBecause.PRISON: "Prison",
    TurnBecause.HOSPITAL: "Hospital",
    TurnBecause.ELSEWHERE: "Somewhere else",
}


class TurnForm(HouseForm):
    """An act upon the turn that whoever acts has before them."""

    seen_n = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args, turn, today, **kwargs):
        first = {"seen_n": turn.n if turn else 0, "told_on": today}
        super().__init__(*args, initial=first, **kwargs)
        self.today = today


def _said(label, error, *, hint="", longest=100, width=30):
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=Text(width=width),
        error_messages={"required": error},
    )


class RecordOutsideForm(TurnForm):
    """Where somebody is, who prescribes there, and who told it."""

    submit_label = "Save who prescribes"

    because = forms.ChoiceField(
        label="Where is the medicine prescribed now?",
        choices=[(each.value, WHERE[each]) for each in OUTSIDE],
        widget=Radios(),
        error_messages={"required": "Choose where it is prescribed"},
    )
    place = _said(
        "What is the place called?",
        "Enter the name of the prison, hospital or service",
    )
    who = _said(
        "Who prescribes there?",
        "Enter who prescribes there",
        hint="A name, or the team if that is all you know",
    )
    told_by = _said("Who told you?", "Enter who told you")
    telephone = _said(
        "At which number can they be asked?",
        "Enter a telephone number at which they can be asked",
        longest=30,
        width=20,
    )
    told_on = forms.DateField(
        label="When were you told?",
        error_messages={"required": "Enter the day", "invalid": "Enter a real date"},
    )
    ask_again_on = forms.DateField(
        label="When should we ask whether they are back?",
        help_text="It comes back to your list on that day",
        error_messages={"required": "Enter a day", "invalid": "Enter a real date"},
    )

    def clean_because(self):
        return TurnBecause(self.cleaned_data["because"])

    def clean_telephone(self):
        telephone = self.cleaned_data["telephone"]
        if not any(sign.isdigit() for sign in telephone):
            raise forms.ValidationError("Enter a telephone number, in figures")
        return telephone

    def clean_told_on(self):
        if self.cleaned_data["told_on"] > self.today:
            raise forms.ValidationError("The day must be today or in the past")
        return self.cleaned_data["told_on"]

    def clean_ask_again_on(self):
        return to_come(self.cleaned_data["ask_again_on"], self.today)

    def outside(self):
        said = self.cleaned_data
        fields = ("who", "place", "told_by", "telephone", "told_on")
        return Outside(**{name: said[name] for name in fields})


class RecordReturnForm(TurnForm):
    submit_label = "Save that they are back"

    text = words(
        "What were you told of the medicine there?",
        "Enter what you were told, or that nothing is known",
        hint="Medicine, last dose and its day, in the words that were told",
    )


class CoverLostForm(TurnForm):
    submit_label = "Let the duty prescriber prescribe from today"

    text = words(
        "Who is lost, and why?",
        "Say who cannot prescribe any more, and why",
        hint="Died, suspended or too ill to prescribe",
        rows=2,
    )
