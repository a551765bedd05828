"""Forms: those who sign in, and their memberships."""

import re

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.models import Membership
from accounts.permissions import Role
from core.fields import OneBox, Radios, Select, Text, TextArea
from core.fields.markup import markup
from core.forms import HouseForm, not_too_far

USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,59}")
# A training that is in date for longer was mistyped.
YEARS_OF_TRAINING = 5
ROLES = [("", "Choose a role")] + [
    (role.value, role.label) for role in Role if role != Role.SYSTEM
]


class InviteMemberForm(HouseForm):
    submit_label = "Invite"

    username = forms.CharField(
        label="Username",
        help_text="Letters, figures, dots and dashes. Never an e-mail address",
        max_length=60,
        widget=Text(width=20, attrs={"autocapitalize": "none", "autocomplete": "off"}),
        error_messages={"required": "Enter a username"},
    )
    is_known = forms.BooleanField(
        label="They sign in here already: this is another membership",
        required=False,
        widget=OneBox(),
    )
    name = forms.CharField(
        label="Name, as colleagues and people read it",
        required=False,
        max_length=100,
        widget=Text(attrs={"autocomplete": "off"}),
    )
    organisation = forms.ModelChoiceField(
        label="Where do they work?",
        queryset=None,
        widget=Select(),
        empty_label="Choose an organisation",
        error_messages={"required": "Choose where they work"},
    )
    role = forms.ChoiceField(
        label="As what?",
        choices=ROLES,
        widget=Select(),
        error_messages={"required": "Choose a role"},
    )
    profession = forms.CharField(
        label="Profession",
        help_text="For a partner professional: psychologist, housing officer …",
        required=False,
        max_length=60,
        widget=Text(width=20),
    )
    starts_on = forms.DateField(
        label="From which day?",
        error_messages={
            "required": "Enter the first day",
            "invalid": "Enter a real date",
        },
    )
    ends_on = forms.DateField(
        label="Until which day?",
        help_text="Leave it empty if no end is known",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )

    def __init__(self, *args, organisations, today, **kwargs):
        super().__init__(*args, initial={"starts_on": today}, **kwargs)
        self.fields["organisation"].queryset = organisations

    def clean_username(self):
        username = self.cleaned_data["username"].strip()
        if not USERNAME.fullmatch(username):
            raise forms.ValidationError(
                "Enter three or more letters, figures, dots or dashes"
            )
        return username

    def clean(self):
        given = super().clean()
        if not given.get("is_known") and not given.get("name"):
            self.add_error("name", "Enter their name")
        if given.get("role") == Role.PARTNER and not given.get("profession"):
            self.add_error("profession", "Enter the partner's profession")
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day must not be before the first")
        return given

    def as_membership(self):
        """The membership that was typed, not yet anybody's."""
        names = ("organisation", "role", "profession", "starts_on", "ends_on")
        return Membership(**{name: self.cleaned_data[name] for name in names})


class EndMembershipForm(HouseForm):
    submit_label = "End membership"

    when = forms.ChoiceField(
        label="When does it end?",
        choices=[("now", "Now"), ("later", "After a last day")],
        widget=Radios(reveals={"later": ("last_day",)}),
        error_messages={"required": "Choose when it ends"},
    )
    last_day = forms.DateField(
        label="Which is the last day?",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args, member, today, **kwargs):
        initial = {"when": "now", "seen": member.end_stands}
        super().__init__(*args, initial=initial, **kwargs)
        self.earliest = max(today, member.starts_on)

    def clean(self):
        given = super().clean()
        if given.get("when") != "later":
            given["last_day"] = None
        elif "last_day" in given and not given["last_day"]:
            self.add_error("last_day", "Enter the last day")
        elif given.get("last_day") and given["last_day"] < self.earliest:
            self.add_error("last_day", "The last day must be today or later")
        return given


class ResetSignInForm(HouseForm):
    submit_label = "Reset sign-in"

    proof = forms.CharField(
        label="How do you know that it is they?",
        help_text="For example: seen in person with staff card 40417. "
        "It is kept with your name",
        max_length=500,
        min_length=10,
        widget=TextArea(rows=3),
        error_messages={
            "required": "Enter how you know that it is they",
            "min_length": "Say a little more of how you know that it is they",
        },
    )


class ChangeLevelForm(HouseForm):
    submit_label = "Save level"

    level = forms.ModelChoiceField(
        label="How far are they involved?",
        queryset=None,
        required=False,
        empty_label="Not involved",
        widget=Select(),
    )
    trained_until = forms.DateField(
        label="Until when is their training in date?",
        help_text="Leave it empty if that is not known. A scheme may ask for training "
        "before a GP accepts to share care",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )

    def __init__(self, *args, levels, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].queryset = levels
        self.today = today

    def clean_trained_until(self):
        day = self.cleaned_data["trained_until"]
        return not_too_far(day, self.today, years=YEARS_OF_TRAINING)


class _Whose:
    """Which account a password is of: unseen, for password managers alone."""

    pieces = ()

    def draw(self, form):
        return markup(
            '<input type="text" autocomplete="username" value="{}" readonly hidden>',
            form.user.username,
        )


class SetPasswordForm(HouseForm):
    submit_label = "Set password"
    layout = (_Whose(), "password")

    password = forms.CharField(
        label="Password",
        help_text="12 or more letters and signs. Three words that only you would put "
        "together are good. A password manager may fill it in",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]


class ChangePasswordForm(SetPasswordForm):
    submit_label = "Change password"


class FindMembersForm(HouseForm):
    """Which members a list shows; what cannot be read shows them all."""

    method = "get"
    submit_label = "Show"

    q = forms.CharField(
        label="Name, username or organisation",
        required=False,
        max_length=60,
        widget=Text(width=20),
    )
