"""Addresses of accounts."""

from django.urls import include, path

from accounts.views import locking, second_factors, sign_in

app_name = "accounts"

signing_in = [
    path(
        "sign-in/demo/<str:username>/",
        sign_in.demo_sign_in,
        name="demo_sign_in",
    ),
    path("choose/", sign_in.choose_membership, name="choose_membership"),
    path("switch/", sign_in.switch_membership, name="switch_membership"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("stay/", locking.stay, name="stay"),
    path("lock/", locking.lock, name="lock"),
    path("unlock/", locking.unlock, name="unlock"),
    path("confirm/", locking.confirm_identity, name="confirm_identity"),
]

second_factor = [
    path("", second_factors.list_second_factors, name="list_second_factors"),
    path("passkeys/add/", second_factors.add_passkey, name="add_passkey"),
    path("app/add/", second_factors.add_code_app, name="add_code_app"),
    path(
        "<int:pk>/remove/",
        second_factors.remove_second_factor,
        name="remove_second_factor",
    ),
    path(
        "recovery-codes/",
        second_factors.renew_recovery_codes,
        name="renew_recovery_codes",
    ),
]

urlpatterns = [
    path("account/", include(signing_in)),
    path("account/second-factor/", include(second_factor)),
]
