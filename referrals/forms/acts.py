"""Forms: what is said with each act upon a referral."""

from django import forms

from core.fields import Radios, TextArea
from core.forms import HouseForm, not_too_far
from referrals.rules import clock, states
from referrals.rules.states import DeclineReason, Outcome


def words(label, missing, hint=""):
    """A few sentences that the other side reads."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=1000,
        widget=TextArea(rows=4),
        error_messages={"required": missing},
    )


class ActForm(HouseForm):
    """One act. It carries the state in which its page was drawn."""

    def __init__(self, *args, referral, **kwargs):
        super().__init__(*args, **kwargs)
        self.referral = referral

    def hidden_facts(self):
        return super().hidden_facts() | {"shown": self.referral.state}


class AcceptReferralForm(ActForm):
    """One press."""

    submit_label = "Accept"


class DeclineReferralForm(ActForm):
    """Why not, from a list and in words."""

    submit_label = "Decline"

    reason = forms.ChoiceField(
        label="Why can it not be taken on?",
        choices=DeclineReason.choices(),
        widget=Radios(),
        error_messages={"required": "Choose why it is declined"},
    )
    text = words(
        "What should they know, and what may help instead?",
        "Enter a sentence for whoever referred",
    )

    def clean_reason(self):
        return DeclineReason(self.cleaned_data["reason"])


class AskReferrerForm(ActForm):
    """A question; the target stays."""

    submit_label = "Ask"

    text = words("What is the question?", "Enter the question")


class AnswerQuestionForm(ActForm):
    """The answer to it."""

    submit_label = "Answer"

    text = words("What do you answer?", "Enter your answer")


class RevokeReferralForm(ActForm):
    """Why it is taken back."""

    submit_label = "Revoke"

    text = words("Why do you take it back?", "Enter why you take it back")


class DayForm(ActForm):
    """One day that the act names."""

    day = forms.DateField(
        label="Which day?",
        error_messages={"required": "Enter the day", "invalid": "Enter a real date"},
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self):
        day = not_too_far(self.cleaned_data["day"], self.today)
        if why := self.why_not(day):
            raise forms.ValidationError(why.removesuffix("."))
        return day


class CancelMeetingForm(ActForm):
    """Why the day is taken back."""

    submit_label = "Take the day back"

    text = words("Why is the day taken back?", "Enter why it is taken back")


class CloseReferralForm(ActForm):
    """What came of it, from a list and in words."""

    submit_label = "Close referral"

    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=Outcome.choices(),
        widget=Radios(),
        error_messages={"required": "Choose what came of it"},
    )
    text = words("In a sentence or two", "Enter a sentence for whoever referred")

    def clean_outcome(self):
        outcome = Outcome(self.cleaned_data["outcome"])
        if why := states.why_no_outcome(self.referral.state, outcome):
            raise forms.ValidationError(why.removesuffix("."))
        return outcome


class BookMeetingForm(DayForm):
    """The day of the first meeting."""

    submit_label = "Book"

    def why_not(self, day):
        return clock.why_not_book_on(day, self.today)


class RecordMeetingForm(DayForm):
    """The day on which the person was seen."""

    submit_label = "Record meeting"

    def why_not(self, day):
        return clock.why_not_seen_on(day, self.referral.sent_on, self.today)
