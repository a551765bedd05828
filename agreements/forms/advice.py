"""Forms: a question to a specialist, and what is said under it."""

from django import forms

from agreements.forms.acts import ActForm
from agreements.rules.advice import LONGEST, what_names
from core.fields import OneBox, Select, TextArea
from core.forms import HouseForm


def _words(label, error, *, rows):
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=TextArea(rows=rows),
        error_messages={"required": error},
    )


def _about_nobody(text):
    """``text``, or an error that names what would tell of whom it is."""
    if named := list(what_names(text)):
        raise forms.ValidationError(". ".join(named))
    return text


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


class AskInGeneralForm(AskAdviceForm):
    """About no one person."""

    is_discussion = forms.BooleanField(
        label="Open it to the GPs, practice nurses and specialists of the scheme, as a"
        " discussion",
        required=False,
        widget=OneBox(),
    )

    def clean_text(self):
        return _about_nobody(self.cleaned_data["text"])


class _SayForm(ActForm):
    """Something said under a question."""

    def __init__(self, *args, is_about_nobody, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_about_nobody = is_about_nobody

    def clean_text(self):
        text = self.cleaned_data["text"]
        return _about_nobody(text) if self.is_about_nobody else text


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
