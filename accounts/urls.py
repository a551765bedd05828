"""Addresses of accounts."""

from django.urls import include, path

from accounts.views import (
    covers,
    identity,
    locking,
    members,
    scheme,
    second_factors,
    sessions,
    sign_in,
)

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
    path("app/square.svg", second_factors.draw_code_square, name="draw_code_square"),
    path(
        "<int:pk>/remove/",
        second_factors.remove_second_factor,
        name="remove_second_factor",
    ),
    path("identity/join/", identity.join_identity, name="join_identity"),
    path("identity/remove/", identity.remove_identity, name="remove_identity"),
    path(
        "recovery-codes/",
        second_factors.renew_recovery_codes,
        name="renew_recovery_codes",
    ),
]

own = [
    path("", sessions.show_account, name="show_account"),
    path("sessions/", sessions.list_sessions, name="list_sessions"),
    path("sessions/<int:pk>/end/", sessions.end_session, name="end_session"),
    path("password/change/", sessions.change_password, name="change_password"),
    path(
        "invitation/<str:token>/",
        sessions.accept_invitation,
        name="accept_invitation",
    ),
]

member = [
    path("", members.list_members, name="list_members"),
    path("invite/", members.invite_member, name="invite_member"),
    path("<int:member_id>/end/", members.end_membership, name="end_membership"),
    path("<int:member_id>/reset/", members.reset_sign_in, name="reset_sign_in"),
    path("<int:member_id>/level/", members.change_level, name="change_level"),
]

of_scheme = [
    path("", scheme.show_scheme, name="show_scheme"),
    path("settings/<slug:key>/change/", scheme.change_setting, name="change_setting"),
    path("places/find/", scheme.find_place, name="find_place"),
    path("places/<str:code>/add/", scheme.add_place, name="add_place"),
    path("places/<str:code>/change/", scheme.change_place, name="change_place"),
]

urlpatterns = [
    path("account/", include(signing_in)),
    path("account/", include(own)),
    path("account/second-factor/", include(second_factor)),
    path("members/", include(member)),
    path("scheme/", include(of_scheme)),
    path("cover/", covers.arrange_cover, name="arrange_cover"),
    path("cover/<int:cover_id>/end/", covers.end_cover, name="end_cover"),
]
