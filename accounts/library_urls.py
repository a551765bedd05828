"""Addresses by the names under which the sign-in library looks for them."""

from django.urls import path

from accounts.views import identity, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/code/", sign_in.give_second_factor, name="mfa_authenticate"),
    path("sign-in/passkey/", sign_in.sign_in_by_passkey, name="mfa_login_webauthn"),
    path(
        "sign-in/with/<slug:provider_id>/",
        identity.sign_in_by_identity,
        name="openid_connect_login",
    ),
    path(
        "sign-in/with/<slug:provider_id>/answer/",
        identity.hear_identity,
        name="openid_connect_callback",
    ),
    path(
        "sign-in/cancelled/",
        identity.identity_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path("sign-in/failed/", identity.identity_failed, name="socialaccount_login_error"),
]
