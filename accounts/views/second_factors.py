"""Pages: one's second factors."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts import session
from accounts.actions import second_factors as actions
from accounts.forms import AddCodeAppForm, AddPasskeyForm
from accounts.permissions import open_to_all

OWN = "Whoever has signed in sets up their own second factor, and changes it"


@open_to_all(OWN)
@session.own_account
@never_cache
def list_second_factors(request):
    factors = Authenticator.objects.filter(user=request.user).order_by("pk")
    codes = next((f for f in factors if f.type == actions.Kind.RECOVERY_CODES), None)
    return render(
        request,
        "accounts/list_second_factors.html",
        {
            "factors": [f for f in factors if f is not codes],
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
            "has_code_app": any(f.type == actions.Kind.TOTP for f in factors),
            "identity": settings.OPENID_SERVER and settings.OPENID_NAME,
            "is_joined": SocialAccount.objects.filter(user=request.user).exists(),
            "next": session.next_of(request),
        },
    )


@open_to_all(OWN)
@session.own_account
@never_cache
def add_passkey(request):
    form = AddPasskeyForm(request.POST or None, user=request.user)
    if form.is_valid():
        codes = actions.add_passkey(
            user=request.user,
            by=request.viewer,
            name=form.cleaned_data["name"],
            credential=form.cleaned_data["credential"],
        )
        return _added(request, codes, type="webauthn")
    options = passkeys.begin_registration(request.user, passwordless=True)
    return render(
        request,
        "accounts/add_passkey.html",
        {"form": form, "options": {"creation_options": options}},
    )


@open_to_all(OWN)
@session.own_account
@never_cache
def add_code_app(request):
    form = AddCodeAppForm(request.POST or None, user=request.user)
    if form.is_valid():
        codes = actions.add_code_app(
            user=request.user, by=request.viewer, secret=form.secret
        )
        clear_totp_secret(request)
        return _added(request, codes, type="totp")
    return render(request, "accounts/add_code_app.html", {"form": form})


@open_to_all(OWN)
@session.own_account
@never_cache
def draw_code_square(request):
    """The square that a phone's camera reads, as an image of its own."""
    adapter = get_adapter()
    address = adapter.build_totp_url(request.user, get_totp_secret())
    return HttpResponse(adapter.build_totp_svg(address), "image/svg+xml")


def _added(request, codes, **facts):
    """What was just set up has just been proven; its codes are shown this once."""
    session.prove(request, "mfa", **facts)
    if session.may_open(request):
        session.renew(request)
    if codes:
        return _show_codes(request, codes)
    return session.go_by("accounts:list_second_factors", session.next_of(request))


def _show_codes(request, codes):
    facts = {"codes": codes, "next": session.next_of(request)}
    return render(request, "accounts/show_recovery_codes.html", facts)


@open_to_all(OWN)
@session.own_account
@never_cache
def renew_recovery_codes(request):
    if request.method != "POST":
        return render(request, "accounts/renew_recovery_codes.html")
    codes = actions.renew_recovery_codes(user=request.user, by=request.viewer)
    return _show_codes(request, codes)


@open_to_all(OWN)
@session.own_account
def remove_second_factor(request, pk):
    factor = get_object_or_404(
        Authenticator.objects.exclude(type=actions.Kind.RECOVERY_CODES),
        user=request.user,
        pk=pk,
    )
    if request.method != "POST":
        return render(request, "accounts/remove_second_factor.html", {"factor": factor})
    actions.remove_second_factor(user=request.user, by=request.viewer, factor=factor)
    return redirect("accounts:list_second_factors")
