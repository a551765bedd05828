"""The sign-in: what has been proven in it, and the acting session opened on it.

A sign-in that has just been proven may open one acting session. From then on only an
unlocked acting session can open another (a switch); one that was locked, ended or lost
cannot be got round by going back to the start.
"""

from datetime import UTC, datetime, timedelta
from functools import wraps

from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts import acting
from core.clock import now
from core.frame import on_this_site

HOME = "/"
TO_OPEN = 15 * 60  # seconds in which a fresh sign-in chooses a membership
CONFIRMED_FOR = 5 * 60  # seconds for which a proof serves a change to one's sign-in
LONGEST = timedelta(hours=10)
SIGNED_IN_AT, FRESH_UNTIL = "signed_in_at", "fresh_until"


# Where to go next


def next_of(request, default=HOME):
    """The address on this site that the request wants to come to."""
    field = REDIRECT_FIELD_NAME
    asked = request.POST.get(field) or request.GET.get(field)
    return on_this_site(request, asked, default)


def go_by(page, address):
    """To a page that leads on to an address."""
    return redirect(f"{reverse(page)}?{urlencode({REDIRECT_FIELD_NAME: address})}")


# What has been proven


def start(request):
    """Whoever has proven a first factor, and a second if they have one, may open."""
    moment = now().timestamp()
    request.session[SIGNED_IN_AT] = moment
    request.session[FRESH_UNTIL] = moment + TO_OPEN


def may_open(request):
    fresh_until = request.session.get(FRESH_UNTIL)
    return bool(fresh_until) and fresh_until > now().timestamp()


def prove(request, method, **facts):
    record_authentication(request, request.user, method, **facts)


def has_second_factor(request):
    """Proven in this sign-in; in the demo one press stands for both."""
    enough = {"mfa", "demo"} if settings.DEMO else {"mfa"}
    records = get_authentication_records(request, request.user)
    return any(record["method"] in enough for record in records)


def ways(request):
    """How it was proven, as the record tells it."""
    records = get_authentication_records(request, request.user)
    return " + ".join(r.get("type", r["method"]) for r in records)


def is_confirmed(request):
    """They have shown within minutes that it is they."""
    records = get_authentication_records(request, request.user)
    recent = now().timestamp() - CONFIRMED_FOR
    return any(record["at"] > recent for record in records)


# Opening and leaving


def open_membership(request, response, membership):
    """Open an acting session on this sign-in, under a new name; give its viewer."""
    request.session.pop(FRESH_UNTIL, None)
    started = datetime.fromtimestamp(request.session[SIGNED_IN_AT], UTC)
    request.session.set_expiry(started + LONGEST)
    renew(request)
    UserSession.objects.create_from_request(request)
    token = acting.open_session(
        user_id=request.user.pk,
        membership_id=membership.pk,
        session_key=request.session.session_key,
    )
    response.set_cookie(
        settings.ACTING_COOKIE_NAME,
        token,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    viewer, _ = acting.read_viewer(token)
    return viewer


def renew(request):
    """Give the session a new name, so that an old one, if known, is worth nothing."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(
        session_key=request.session.session_key
    )


def leave(request, response):
    """End the sign-in and what was opened on it; leave nothing in the browser."""
    acting.close()
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    response.delete_cookie(settings.ACTING_COOKIE_NAME, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


# Where else

BROWSERS = ("Edg", "Firefox", "Chrome", "Safari")
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Macintosh", "Linux")
PLAIN = {"Edg": "Edge", "Macintosh": "Mac"}


def device_of(user_agent):
    """A browser's own account of itself, in two words."""
    browser = next((name for name in BROWSERS if name in user_agent), "A browser")
    system = next((name for name in SYSTEMS if name in user_agent), "")
    browser, system = PLAIN.get(browser, browser), PLAIN.get(system, system)
    return f"{browser} on {system}" if system else browser


# Who comes in


def signed_in(view):
    """Let in whoever has signed in, whether or not they work under a membership."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return go_by("account_login", next_of(request))
        return view(request, *args, **kwargs)

    return guarded


def own_account(view):
    """Let in, to their own means of signing in, whoever has just signed in or works
    unlocked, and has shown within minutes that it is they."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.is_locked:
            return go_by("accounts:unlock", request.get_full_path())
        if not may_open(request) and not _works_here(request):
            return go_by("account_login", request.get_full_path())
        if not is_confirmed(request):
            return go_by("accounts:confirm_identity", request.get_full_path())
        return view(request, *args, **kwargs)

    return signed_in(guarded)


def _works_here(request):
    return request.viewer and request.viewer.user_id == request.user.pk
