"""Addresses by the names under which the sign-in library looks for them."""

from django.urls import path

from accounts.views import sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/code/", sign_in.give_second_factor, name="mfa_authenticate"),
    path("sign-in/passkey/", sign_in.sign_in_by_passkey, name="mfa_login_webauthn"),
]
