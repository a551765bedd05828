"""Form: the person's own word about the agreement, signed in."""

from django import forms

from core.fields import Radios, Section, TextArea
from core.forms import HouseForm
from patients.rules.sharing import ConsentKind

YES_NO = [("yes", "Yes"), ("no", "No")]
AGREES = [("agree", "I agree"), ("withdraw", "I do not agree")]
AGREES_STILL = [("agree", "I still agree"), ("withdraw", "I do not agree any more")]
# What a pharmacy may be told of: in which words a person is asked, and asked again.
TOLD = {
    ConsentKind.MEDICINE: "May the pharmacy know your medicine and missed doses?",
    ConsentKind.HEALTH_SUMMARY: "May the pharmacy know about your health and risks?",
}
STILL_TO_SAY = {
    ConsentKind.MEDICINE: "Choose yes or no: may the pharmacy know your medicine?",
    ConsentKind.HEALTH_SUMMARY: "Choose yes or no: may the pharmacy know your health?",
}


class AgreeToShareForm(HouseForm):
    """Yes or no, also once a yes is recorded: whoever said it may take it back. With a
    yes, what the pharmacy may know, kind by kind."""

    submit_label = "Save what I say"

    said = forms.ChoiceField(
        label="Do you agree?",
        choices=AGREES,
        widget=Radios(),
        error_messages={"required": "Choose whether you agree"},
    )
    text = forms.CharField(
        label="Is there anything you want to say?",
        required=False,
        max_length=500,
        widget=TextArea(rows=2),
    )

    def __init__(self, *args, pharmacy, before, has_agreed, action, **kwargs):
        """``before`` is what was answered for the pharmacy last, by kind."""
        kinds = TOLD if pharmacy else {}
        asked = {
            kind.value: forms.ChoiceField(
                label=words,
                choices=YES_NO,
                initial=before.get(kind),
                required=False,
                widget=Radios(inline=True),
            )
            for kind, words in kinds.items()
        }
        super().__init__(*args, more_fields=asked, **kwargs)
        self.kinds, self.action = list(kinds), action
        if has_agreed:
            said = self.fields["said"]
            said.label, said.choices = "Do you still agree?", AGREES_STILL
        self.layout = (
            Section("Your word", "said"),
            *([Section(f"If you agree: {pharmacy}", *asked)] if asked else ()),
            Section("Anything else", "text"),
        )

    def clean(self):
        """Whoever does not agree need say nothing about the pharmacy."""
        said = super().clean()
        if said.get("said") == "agree":
            for kind in self.kinds:
                if kind.value not in self.errors and not said[kind.value]:
                    self.add_error(kind.value, STILL_TO_SAY[kind])
        return said

    def kinds_said(self, answer):
        """The kinds to which this was answered."""
        return [kind for kind in self.kinds if self.cleaned_data[kind.value] == answer]
