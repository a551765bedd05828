"""Forms: opening and closing an episode, and the national return's core facts."""

from django import forms

from accounts.models import Membership
from core.fields import Checkboxes, Radios, Select, Text, TextArea
from core.forms import HouseForm
from patients.rules.episode import (
    ETHNICITIES,
    Accommodation,
    CloseReason,
    ClosingAnswer,
    Setting,
    may_answer_closing,
    needs_second_clinician,
)
from patients.rules.substances import Injecting, Substance

NOT_KNOWN = ("", "Not known yet")
DAYS = frozenset({"referred_on", "triaged_on"})
ANSWERS = {
    ClosingAnswer.AGREED: "I agree: the care ends",
    ClosingAnswer.REFUSED: "I do not agree: the care goes on",
    ClosingAnswer.TAKEN_BACK: "I take it back: the care goes on",
}


def _past(form, name):
    day = form.cleaned_data[name]
    if day and day > form.today:
        raise forms.ValidationError("The day must be today or in the past")
    return day


class OpenEpisodeForm(HouseForm):
    """When treatment began, where, and who is the named worker."""

    submit_label = "Open episode"

    opened_on = forms.DateField(
        label="When did it begin?",
        error_messages={"required": "Enter the day", "invalid": "Enter a real date"},
    )
    setting = forms.ChoiceField(
        label="Where is treatment given?", choices=Setting.choices(), widget=Radios()
    )
    package = forms.CharField(
        label="Package of care", max_length=100, required=False, widget=Text(width=30)
    )
    named_worker = forms.ModelChoiceField(
        label="Who is the named worker?",
        queryset=Membership.objects.none(),
        widget=Select(),
        error_messages={"required": "Choose the named worker"},
    )

    def __init__(self, *args, workers, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["named_worker"].queryset = workers
        self.today = today

    def clean_opened_on(self):
        return _past(self, "opened_on")

    def clean_setting(self):
        return Setting(self.cleaned_data["setting"])


class RecordCoreFactsForm(HouseForm):
    """Asked when they are known, since they cannot be asked again."""

    submit_label = "Save facts"

    consent = forms.TypedChoiceField(
        label="Does the person agree to the national return?",
        choices=[NOT_KNOWN, ("yes", "Yes"), ("no", "No")],
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
        widget=Radios(inline=True),
    )
    referred_on = forms.DateField(label="Referral date", required=False)
    triaged_on = forms.DateField(label="Triage date", required=False)
    substances = forms.MultipleChoiceField(
        label="Substances, the main one first",
        choices=Substance.choices(),
        required=False,
        widget=Checkboxes(inline=True),
    )
    injecting = forms.ChoiceField(
        label="Injecting",
        choices=[NOT_KNOWN, *Injecting.choices()],
        required=False,
        widget=Radios(inline=True),
    )
    accommodation = forms.ChoiceField(
        label="Accommodation",
        choices=[NOT_KNOWN, *Accommodation.choices()],
        required=False,
        widget=Radios(inline=True),
    )
    ethnicity = forms.ChoiceField(
        label="Ethnicity, in the person's own choice",
        choices=[NOT_KNOWN, *ETHNICITIES.items()],
        required=False,
        widget=Select(),
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_referred_on(self):
        return _past(self, "referred_on")

    def clean_triaged_on(self):
        return _past(self, "triaged_on")

    def facts(self):
        """As they lie in the episode; what is not known is left out."""
        cleaned = self.cleaned_data
        return {
            name: value.isoformat() if name in DAYS else value
            for name, value in cleaned.items()
            if value not in (None, "", [])
        }


class CloseEpisodeForm(HouseForm):
    """Why it ends. That use was told of is no reason and is not offered."""

    submit_label = "Close episode"

    closed_on = forms.DateField(
        label="When did it end?",
        error_messages={"required": "Enter the day", "invalid": "Enter a real date"},
    )
    reason = forms.ChoiceField(
        label="Why?", choices=CloseReason.choices(), widget=Radios()
    )
    note = forms.CharField(
        label="What has happened?",
        help_text="That somebody told of use is never a reason",
        max_length=1000,
        required=False,
        widget=TextArea(rows=2),
    )

    def __init__(self, *args, opened_on, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.opened_on, self.today = opened_on, today

    def clean_closed_on(self):
        day = _past(self, "closed_on")
        if day < self.opened_on:
            raise forms.ValidationError(
                f"The episode opened on {self.opened_on:%d-%b-%Y}: enter a later day"
            )
        return day

    def clean_reason(self):
        return CloseReason(self.cleaned_data["reason"])

    def clean(self):
        cleaned = super().clean()
        if self.waits() and not cleaned.get("note"):
            self.add_error(
                "note", "Enter what has happened: a second clinician reads it"
            )
        return cleaned

    def waits(self):
        """Whether a second clinician answers before care ends."""
        reason = self.cleaned_data.get("reason")
        return bool(reason) and needs_second_clinician(reason)


class AnswerClosingForm(HouseForm):
    """Whether somebody's care ends, and why."""

    submit_label = "Save answer"

    answer = forms.ChoiceField(
        label="What is your answer?",
        choices=(),
        widget=Radios(),
        error_messages={"required": "Choose your answer"},
    )
    because = forms.CharField(
        label="Why?",
        max_length=500,
        widget=TextArea(rows=2),
        error_messages={"required": "Enter the reason"},
    )

    def __init__(self, *args, is_proposer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [
            (word.value, ANSWERS[word])
            for word in ClosingAnswer
            if may_answer_closing(word, is_proposer)
        ]

    def clean_answer(self):
        return ClosingAnswer(self.cleaned_data["answer"])
