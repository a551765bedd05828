"""Forms: second factors."""

from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms

from core.forms import HouseForm


class AddCodeAppForm(ActivateTOTPForm, HouseForm):
    submit_label = "Use this app"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label="What code does the app show now?",
            help_text="Six digits. They change every half minute",
            max_length=20,
            error_messages={"required": "Enter the code that the app shows"},
            widget=forms.TextInput(
                {"autocomplete": "one-time-code", "inputmode": "numeric"}
            ),
        )


class AddPasskeyForm(AddWebAuthnForm, HouseForm):
    submit_label = "Make the passkey"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label="What shall this passkey be called?",
            help_text="So that you know it again: surgery computer, or my phone",
            max_length=60,
            required=False,
        )
        self.fields["credential"].error_messages["required"] = (
            "No passkey was made. This browser may not know them: use a code app"
        )
        # Every passkey of ours signs in by itself, and asks for a finger or a PIN.
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = True

    def attributes(self):
        return super().attributes() | {"data-passkey": "create"}
