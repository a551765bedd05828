"""Forms of accounts: what people type to sign in, and about those who do."""

from accounts.forms.proof import (
    CodeForm,
    ConfirmCodeForm,
    ConfirmPasskeyForm,
    PasskeyForm,
    PasskeySignInForm,
    PasswordForm,
)
from accounts.forms.second_factors import AddCodeAppForm, AddPasskeyForm
from accounts.forms.sign_in import SignInForm

__all__ = [
    "AddCodeAppForm",
    "AddPasskeyForm",
    "CodeForm",
    "ConfirmCodeForm",
    "ConfirmPasskeyForm",
    "PasskeyForm",
    "PasskeySignInForm",
    "PasswordForm",
    "SignInForm",
]
