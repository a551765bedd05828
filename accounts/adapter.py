"""Adapters: what we tell the sign-in library to do our way."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from accounts import guesses, session
from accounts.models import User
from audit import actions as audit

WAIT = (
    "Too many attempts. Wait an hour, sign in with a passkey, or ask your "
    "administrator to reset your sign-in."
)


class AccountAdapter(DefaultAccountAdapter):
    """Usernames, no e-mail, by invitation; guesses counted in Postgres."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Enter the username and password that belong "
        "together. One of them is not right",
        "too_many_login_attempts": WAIT,
    }

    def is_open_for_signup(self, request):  # noqa: ARG002
        return False

    def pre_authenticate(self, request, **credentials):
        if not guesses.may_guess(request, credentials["username"]):
            self._note(request, "sign_in_slowed", credentials["username"])
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user:
            guesses.was_right(request, credentials["username"])
        return user

    def authentication_failed(self, request, **credentials):
        guesses.was_wrong(request, credentials["username"])
        self._note(request, "sign_in_failed", credentials["username"])

    def _note(self, request, verb, username):
        """What was typed is not kept: it may be a password in the wrong box."""
        user = User.objects.filter(username__iexact=username).first()
        audit.record(
            verb, by=request.viewer, subject=user, address=guesses.address_of(request)
        )

    def respond_user_inactive(self, request, user):  # noqa: ARG002
        messages.error(
            request, "Your sign-in has been ended. Ask your administrator about it."
        )
        return redirect("account_login")

    def post_login(self, request, user, *, redirect_url=None, **facts):
        wanted = redirect_url or get_next_redirect_url(request)
        session.start(request)
        super().post_login(request, user, redirect_url=redirect_url, **facts)
        return session.go_by("accounts:choose_membership", wanted or session.HOME)

    def add_message(self, request, level, *_, message=None, **__):
        """Our pages say what happened; only reasons for a failure pass through."""
        if message:
            messages.add_message(request, level, message)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of code apps are sealed; passkeys know the site by the scheme's name."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Enter the newest code. That one is not right, or was used",
    }

    def encrypt(self, text):
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _seal().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user, type):  # noqa: A002, ARG002
        return session.device_of(context.request.headers.get("User-Agent", ""))

    def _get_site_name(self):
        return settings.MFA_TOTP_ISSUER


def _seal():
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"second factors")
    secret = key.derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(secret))


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ending a sign-in ends what was opened on it: ctx.open looks for the session."""


class ProviderAdapter(DefaultSocialAccountAdapter):
    """An identity provider signs in whoever has joined it to their account before."""

    def is_open_for_signup(self, request, sociallogin):  # noqa: ARG002
        return False

    def get_connect_redirect_url(self, request, socialaccount):
        """Called once an identity has been joined, on the way back."""
        audit.record(
            "identity_joined",
            by=request.viewer,
            subject=socialaccount,
            provider=socialaccount.provider,
        )
        return reverse("accounts:list_second_factors")
