"""Forms: a question to a specialist, and what is said under it."""

from django import forms

from agreements.forms.acts import ActForm
from agreements.rules.advice import LONGEST, what_names
from core.fields import Checkboxes, OneBox, Select, TextArea
from core.forms import HouseForm


def _words(label, error, *, rows):
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=TextArea(rows=rows),
        error_messages={"required": error},
    )


class _Ticked(forms.MultipleChoiceField):
    """What was ticked before the text was changed stands in it no longer: no error."""

    def valid_value(self, value):  # noqa: ARG002
        return True


class _AboutNobody(HouseForm):
    """Words about no one person. What only a number or a date can be is refused; a word
    that is also the name of somebody known is asked about, and one tick lets it pass.

    ``names_in`` finds such words; None where a person is named on purpose.
    """

    ordinary = _Ticked(
        label="Which of these words names nobody?",
        required=False,
        widget=Checkboxes(),
    )

    def __init__(self, *args, names_in, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_about_nobody = names_in is not None
        text = self.data.get("text", "")[:LONGEST]
        self.named = names_in(text) if names_in and text else []
        if self.named:
            boxes = [(word, f"\u201c{word}\u201d names nobody") for word in self.named]
            self.fields["ordinary"].choices = boxes
        else:
            del self.fields["ordinary"]

    def clean_text(self):
        text = self.cleaned_data["text"]
        if self.is_about_nobody and (named := list(what_names(text))):
            raise forms.ValidationError(". ".join(named))
        return text

    def clean(self):
        said = self.cleaned_data
        ticked = said.pop("ordinary", ())
        if left := [word for word in self.named if word not in ticked]:
            words = ", ".join(left)
            self.add_error(
                "ordinary",
                f"This may name somebody you know: {words}. Take it out, or tick what "
                "is an ordinary word here",
            )
        return said


class AskAdviceForm(HouseForm):
    """About a person."""

    submit_label = "Send the question"

    specialist = forms.ModelChoiceField(
        label="Whom do you ask?",
        queryset=None,
        widget=Select(),
        error_messages={"required": "Choose whom you ask"},
    )
    text = _words("What do you want to know?", "Write your question", rows=5)

    def __init__(self, *args, specialists, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["specialist"].queryset = specialists


class AskInGeneralForm(_AboutNobody, AskAdviceForm):
    """About no one person."""

    is_discussion = forms.BooleanField(
        label="Open it to the GPs, practice nurses and specialists of the scheme, as a"
        " discussion",
        required=False,
        widget=OneBox(),
    )

    field_order = ("specialist", "text", "ordinary", "is_discussion")


class _SayForm(_AboutNobody, ActForm):
    """Something said under a question."""

    field_order = ("text", "ordinary")


class GiveAdviceForm(_SayForm):
    submit_label = "Send your advice"

    text = _words("What do you advise?", "Write your advice", rows=6)


class ReplyForm(_SayForm):
    submit_label = "Send your reply"

    text = _words("What do you say?", "Write your reply", rows=4)


class AskAgainForm(_SayForm):
    submit_label = "Send the question"

    text = _words("What else do you want to know?", "Write your question", rows=4)


class CloseAdviceForm(ActForm):
    submit_label = "Close the question"
