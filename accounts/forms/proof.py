"""Forms: proving that it is oneself, by passkey, by a code or by the password.

A guess is counted while a form is judged: that is the moment at which it is made.
"""

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

from accounts import guesses
from core.forms import HouseForm


class _OneCode(HouseForm):
    """A code from an app, or one of those kept for an emergency."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label="What code does your app show?",
            help_text="Six digits, or one of your recovery codes",
            max_length=20,
            error_messages={"required": "Enter the code that your app shows"},
            widget=forms.TextInput(
                {"autocomplete": "one-time-code", "inputmode": "numeric"}
            ),
        )

    def clean_code(self):
        if not guesses.may_try_code(self.user):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            code = "".join(super().clean_code().split())
        except forms.ValidationError:
            guesses.code_was_wrong(context.request, self.user)
            raise
        if not guesses.spend_code(self.user, code):
            raise get_second_factor_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OneCode, AuthenticateForm):
    submit_label = "Sign in"


class ConfirmCodeForm(_OneCode, ReauthenticateForm):
    submit_label = "Use this code"


class PasskeyForm(AuthenticateWebAuthnForm, HouseForm):
    submit_label = "Use your passkey"


class PasskeySignInForm(LoginWebAuthnForm, HouseForm):
    submit_label = "Sign in with a passkey"


class ConfirmPasskeyForm(ReauthenticateWebAuthnForm, HouseForm):
    submit_label = "Use your passkey"


class PasswordForm(HouseForm):
    submit_label = "Use this password"

    password = forms.CharField(
        label="Password",
        max_length=200,
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        given = {"username": self.request.user.username}
        given["password"] = self.cleaned_data["password"]
        if get_adapter().authenticate(self.request, **given) is None:
            raise forms.ValidationError("Enter your password. That one is not right")
        return given["password"]
