"""Forms: the acts upon an agreement, several of which stand on its page."""

from datetime import datetime

from django import forms
from django.utils import timezone

from agreements.rules import accepting, clock, following
from agreements.rules.accepting import DeclineReason
from agreements.rules.clock import HandOver
from agreements.rules.reviews import ReviewedBy
from core.fields import Checkboxes, OneBox, Radios, Select, Text, TextArea
from core.forms import HouseForm, to_come
from core.templatetags.house import staff_date

YES_SAID = [("in_person", "In person"), ("verbally", "By telephone or video")]


def words(label, error="", *, hint="", required=True, rows=3):
    """A box for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=1000,
        widget=TextArea(rows=rows),
        error_messages={"required": error},
    )


def day(label, error, hint=""):
    """A day to come, or today."""
    return forms.DateField(
        label=label,
        help_text=hint,
        error_messages={"required": error, "invalid": "Enter a real date"},
    )


class ActForm(HouseForm):
    """One act. ``verb`` keeps its fields apart from those of the others on the page;
    ``shown`` is how it stood when that page was drawn."""

    def __init__(self, *args, verb, action, today, shown="", **kwargs):
        super().__init__(*args, auto_id=f"{verb}-%s", **kwargs)
        self.action, self.today, self.shown = action, today, shown

    def hidden_facts(self):
        return super().hidden_facts() | {"shown": self.shown}


class SendForm(ActForm):
    submit_label = "Send request"

    override = words(
        "Why is it sent all the same?",
        "Say why it is sent all the same, or answer what is asked of the person",
        hint="The practice reads this, with your name",
        required=False,
        rows=2,
    )

    def __init__(self, *args, is_stopped=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["override"].required = is_stopped
        if not is_stopped:
            del self.fields["override"]


class AskForm(ActForm):
    submit_label = "Ask the question"

    text = words("What do you need to know?", "Write your question")


class AnswerForm(ActForm):
    submit_label = "Send the answer"

    text = words("What is your answer?", "Write your answer")


class DeputiesField(forms.ModelMultipleChoiceField):
    """Colleagues who stand in. ``against`` tells of each why they may not take the lead
    themselves."""

    against = staticmethod(lambda _: "")

    def label_from_instance(self, member):
        stands = self.against(member)
        return f"{member.user.name} ({stands})" if stands else member.user.name


class AcceptForm(ActForm):
    submit_label = "Accept"

    starts_on = day(
        "From which day does the practice prescribe?",
        "Enter the day on which the practice begins to prescribe",
    )
    deputies = DeputiesField(
        label="Who stands in when you are away?",
        queryset=None,
        required=False,
        widget=Checkboxes(),
    )
    is_competent = forms.BooleanField(
        label="This is within my competence, and I take on the prescribing",
        widget=OneBox(),
        error_messages={"required": "Confirm that this is within your competence"},
    )

    def __init__(
        self, *args, colleagues, against, not_before=None, leaves_on=None, **kwargs
    ):
        super().__init__(*args, initial={"starts_on": not_before}, **kwargs)
        self.not_before, self.leaves_on = not_before, leaves_on
        self.fields["deputies"].queryset = colleagues
        self.fields["deputies"].against = against
        if not colleagues:
            del self.fields["deputies"]

    def clean_starts_on(self):
        day = to_come(self.cleaned_data["starts_on"], self.today, "The start day", 1)
        why = following.why_not_start_before(day, self.not_before)
        if why := why or accepting.why_not_start_by(day, self.leaves_on):
            raise forms.ValidationError(why.removesuffix("."))
        return day


class DeclineForm(ActForm):
    submit_label = "Decline"

    reason = forms.ChoiceField(
        label="Why does the practice decline?",
        choices=[("", "Choose"), *DeclineReason.choices()],
        widget=Select(),
        error_messages={"required": "Choose why the practice declines"},
    )
    text = words(
        "What should the service know?",
        "Say in a sentence why, so that the service can act on it",
        rows=2,
    )

    def clean_reason(self):
        return DeclineReason(self.cleaned_data["reason"])


class WithdrawForm(ActForm):
    submit_label = "Withdraw the request"

    text = words("Why?", "Say why", rows=2)


class RecordYesForm(ActForm):
    submit_label = "Record that they agree"

    how = forms.ChoiceField(
        label="How did the person agree?",
        choices=YES_SAID,
        widget=Radios(inline=True),
        error_messages={"required": "Choose how the person agreed"},
    )


class RecordNoForm(ActForm):
    submit_label = "Record that they no longer agree"

    text = words(
        "What does the person say?",
        "Write what the person says",
        hint="Nothing ends by it: both sides are asked to talk with them",
    )


class ReviewForm(ActForm):
    submit_label = "Save review"

    reviewed_by = forms.ChoiceField(
        label="Who reviewed it with the person?",
        choices=ReviewedBy.choices(),
        widget=Radios(inline=True),
        error_messages={"required": "Choose who reviewed it"},
    )
    text = words("What came of the review?", "Write what came of the review")

    def clean_reviewed_by(self):
        return ReviewedBy(self.cleaned_data["reviewed_by"])


class NoticeForm(ActForm):
    submit_label = "Give notice"

    notice_on = day(
        "From which day does the service prescribe?",
        "Enter the day from which the service prescribes",
    )
    text = words("Why?", "Say why, so that the service can prepare", rows=2)

    def __init__(self, *args, limits, **kwargs):
        super().__init__(*args, **kwargs)
        self.limits = limits
        first = staff_date(clock.first_notice_day(self.today, limits))
        self.fields["notice_on"].help_text = f"{first} or later"

    def clean_notice_on(self):
        day = to_come(self.cleaned_data["notice_on"], self.today, "The day")
        if why := clock.why_not_notice_on(day, self.today, self.limits):
            raise forms.ValidationError(why.removesuffix("."))
        return day


class RetractForm(ActForm):
    submit_label = "Take the notice back"

    text = words("Why?", "Say why the practice goes on", rows=2)


class TakeOverForm(ActForm):
    submit_label = "Take the lead from today"

    text = words("Why?", required=False, hint="Both sides read this", rows=2)
    is_competent = forms.BooleanField(
        label="This is within my competence, and I take on the prescribing",
        widget=OneBox(),
        error_messages={"required": "Confirm that this is within your competence"},
    )


class MoveForm(ActForm):
    submit_label = "The person moves on that day"

    moves_on = day(
        "From which day is the person with another practice?",
        "Enter the day on which the person moves",
        "On that day the service prescribes, unless the new practice begins",
    )
    text = words("Where to, and why?", "Say where the person moves", rows=2)

    def __init__(self, *args, why_not_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.why_not_on = why_not_on

    def clean_moves_on(self):
        moves_on = to_come(self.cleaned_data["moves_on"], self.today, "The day")
        if why := self.why_not_on(moves_on):
            raise forms.ValidationError(why.removesuffix("."))
        return moves_on


class HandBackForm(ActForm):
    submit_label = "Hand back today"

    rung = forms.CharField(
        label="Whom did you ring, and who took it over?",
        max_length=100,
        widget=Text(width=30),
        error_messages={"required": "Enter the name of whoever you rang"},
    )
    telephone = forms.CharField(
        label="Which number?",
        max_length=30,
        widget=Text(width=20),
        error_messages={"required": "Enter the telephone number that you rang"},
    )
    rung_at = forms.TimeField(
        label="At what time?",
        help_text="For example, 14:30",
        widget=Text(width=5),
        error_messages={
            "required": "Enter the time of the call",
            "invalid": "Enter a time, for example 14:30",
        },
    )
    text = words("Why is it unsafe to go on?", "Say why it is unsafe to go on", rows=2)

    def __init__(self, *args, whom_to_ring, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rung"].help_text = whom_to_ring

    def clean_telephone(self):
        telephone = self.cleaned_data["telephone"]
        if not any(sign.isdigit() for sign in telephone):
            raise forms.ValidationError("Enter the telephone number that you rang")
        return telephone

    def call(self, moment):
        """The call, today by the clock of this country; ``moment`` is now."""
        said = self.cleaned_data
        today = timezone.localtime(moment).date()
        at = datetime.combine(today, said["rung_at"])
        return HandOver(said["rung"], said["telephone"], timezone.make_aware(at))


class DecideForm(ActForm):
    submit_label = "Save the decision"

    text = words(
        "What have you decided?",
        "Say what you have decided",
        hint="The practice reads this. Reductions may go on once it is saved; who "
        "prescribes stays as it is",
    )


class TakeBackForm(ActForm):
    submit_label = "Take the care back today"

    text = words("Why?", "Say why", rows=2)


class ReplaceForm(ActForm):
    submit_label = "Let the duty prescriber take over today"

    text = words(
        "Who is lost, and why?",
        "Say who cannot prescribe any more, and why",
        hint="Died, suspended or too ill to prescribe",
        rows=2,
    )


class EndForm(ActForm):
    submit_label = "End shared care today"

    text = words("Why does it end?", "Say why it ends", rows=2)
