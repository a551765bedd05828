"""Forms: signing in."""

from allauth.account.forms import LoginForm
from django import forms

from core.forms import HouseForm


class SignInForm(LoginForm, HouseForm):
    submit_label = "Sign in"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {
            "login": forms.CharField(
                label="Username",
                max_length=60,
                error_messages={"required": "Enter your username"},
                widget=forms.TextInput(
                    {"autocomplete": "username", "autocapitalize": "none"}
                ),
            ),
            "password": forms.CharField(
                label="Password",
                max_length=200,
                strip=False,
                error_messages={"required": "Enter your password"},
                widget=forms.PasswordInput({"autocomplete": "current-password"}),
            ),
        }
