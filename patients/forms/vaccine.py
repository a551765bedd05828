"""Forms: what became of a vaccine dose that is due and was not given here."""

from collections.abc import Mapping
from datetime import date

from django import forms

from core.fields import Radios, Text
from core.forms import HouseForm, to_come
from patients.rules.limits import Limits
from patients.rules.vaccination import (
    DoseDue,
    Schedule,
    VaccineAnswer,
    reoffer_on,
    what_stops_a_dose,
)

ANSWERED = (
    "Somebody else has answered for the dose that you were asked about. The page now"
    " asks about dose {}: look again before you save"
)


class AnswerVaccineForm(HouseForm):
    """Given elsewhere on a day, or declined until a day."""

    submit_label = "Save answer"

    answer = forms.ChoiceField(
        label="What became of it?",
        choices=VaccineAnswer.choices(),
        widget=Radios(
            reveals={
                VaccineAnswer.GIVEN_ELSEWHERE: ["given_on", "told_by"],
                VaccineAnswer.DECLINED: ["ask_again_on"],
            }
        ),
        error_messages={"required": "Choose what became of the dose"},
    )
    given_on = forms.DateField(
        label="When was it given?",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )
    told_by = forms.CharField(
        label="Who told you?",
        help_text="The person, a letter, the practice’s own system",
        max_length=60,
        required=False,
        widget=Text(width=30),
    )
    ask_again_on = forms.DateField(
        label="From which day may it be asked again?",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )

    def __init__(
        self,
        *args,
        schedule: Schedule,
        doses: Mapping[int, date],
        due: DoseDue,
        today: date,
        limits: Limits,
        **kwargs,
    ):
        super().__init__(*args, version=due.dose, **kwargs)
        self.schedule, self.doses, self.due = schedule, doses, due
        self.today, self.limits = today, limits
        months = f"{limits.reoffer_months} months"
        hint = f"The day agreed with the person; left empty, in {months}"
        self.fields["ask_again_on"].help_text = hint

    def clean_answer(self):
        return VaccineAnswer(self.cleaned_data["answer"])

    def clean_given_on(self):
        day = self.cleaned_data["given_on"]
        if day and day > self.today:
            raise forms.ValidationError("The day must be today or in the past")
        return day

    def clean_ask_again_on(self):
        day = to_come(self.cleaned_data["ask_again_on"], self.today)
        if day == self.today:
            raise forms.ValidationError("The day must lie after today")
        return day

    def clean(self):
        cleaned = super().clean()
        if self.data.get("version", "") != str(self.due.dose):
            self.is_overtaken = True
            self.add_error(None, ANSWERED.format(self.due.dose))
        if cleaned.get("answer") == VaccineAnswer.GIVEN_ELSEWHERE:
            self._clean_given(cleaned)
        elif cleaned.get("answer") == VaccineAnswer.DECLINED:
            agreed = cleaned.get("ask_again_on")
            cleaned["ask_again_on"] = reoffer_on(self.today, agreed, self.limits)
        return cleaned

    def _clean_given(self, cleaned):
        day = cleaned.get("given_on")
        if not (day or "given_on" in self.errors):
            self.add_error("given_on", "Enter the day on which it was given")
        if not cleaned.get("told_by"):
            self.add_error("told_by", "Enter who told you")
        if day:
            dose = self.due.dose
            stopped = what_stops_a_dose(self.schedule, self.doses, dose, day)
            if stopped:
                self.add_error("given_on", stopped)
