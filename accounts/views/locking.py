"""Pages: staying, locking, unlocking, and showing that it is oneself."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import proof, session
from accounts.actions import sessions as actions
from accounts.permissions import open_to_all
from core.frame import came_from


@open_to_all("Says only whether the session is still open; asking keeps it so")
@require_POST
def stay(request):
    return HttpResponse(status=204 if request.viewer else 401)


@open_to_all("Locks whatever session is open; shows nothing")
@never_cache
def lock(request):
    address = session.next_of(request, came_from(request, session.HOME))
    if request.viewer and request.method != "POST":
        return render(request, "accounts/lock.html", {"next": address})
    if request.viewer:
        actions.lock(by=request.viewer)
    return session.go_by("accounts:unlock", address)


@open_to_all("Whoever locked a session shows that it is they")
@session.signed_in
@never_cache
def unlock(request):
    if not request.is_locked:
        return redirect(session.next_of(request))
    asked = proof.ask(request)
    if asked.is_given:
        asked.keep(request)
        actions.unlock(
            token=request.COOKIES[settings.ACTING_COOKIE_NAME],
            session_key=request.session.session_key,
        )
        return redirect(session.next_of(request))
    return render(
        request, "accounts/unlock.html", {"proof": proof.challenge(request, asked)}
    )


@open_to_all("Whoever changes how they sign in shows again that it is they")
@session.signed_in
@never_cache
def confirm_identity(request):
    asked = proof.ask(request)
    if asked.is_given:
        asked.keep(request)
        return redirect(session.next_of(request))
    return render(
        request,
        "accounts/confirm_identity.html",
        {"proof": proof.challenge(request, asked)},
    )
