"""Pages: one's own sign-ins and password, and the link by which one first comes."""

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import session
from accounts.actions import members as member_actions
from accounts.actions import sessions as actions
from accounts.forms import ChangePasswordForm, SetPasswordForm
from accounts.models import Invitation
from accounts.permissions import Permission, open_to_all, requires


@requires(Permission.SHOW_ACCOUNT)
def show_account(request):
    return render(request, "accounts/show_account.html")


@requires(Permission.LIST_SESSIONS)
def list_sessions(request):
    here = request.session.session_key
    theirs = UserSession.objects.filter(user_id=request.viewer.user_id)
    sessions = [
        {
            "pk": each.pk,
            "device": session.device_of(each.user_agent),
            "address": each.ip,
            "since": each.created_at,
            "is_here": each.session_key == here,
        }
        for each in theirs.order_by("-created_at")
        if each.exists()
    ]
    return render(request, "accounts/list_sessions.html", {"sessions": sessions})


@requires(Permission.END_SESSION)
@require_POST
def end_session(request, pk):
    others = UserSession.objects.filter(user_id=request.viewer.user_id).exclude(
        session_key=request.session.session_key
    )
    actions.end_session(session=get_object_or_404(others, pk=pk), by=request.viewer)
    return redirect("accounts:list_sessions")


@requires(Permission.CHANGE_PASSWORD)
@session.own_account
def change_password(request):
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if form.is_valid():
        actions.change_password(
            user=request.user,
            password=form.cleaned_data["password"],
            by=request.viewer,
        )
        messages.success(request, "Your password is changed. Sign in with it.")
        return session.leave(request, redirect("account_login"))
    return render(request, "accounts/change_password.html", {"form": form})


@open_to_all("Whoever holds the link, for one use within three days")
@never_cache
def accept_invitation(request, token):
    sha = member_actions.sha_of(token)
    invitation = Invitation.objects.open().filter(token_sha=sha).first()
    if invitation is None:
        return render(request, "accounts/link_over.html", status=410)
    form = SetPasswordForm(request.POST or None, user=invitation.user)
    if not form.is_valid():
        facts = {"form": form, "who": invitation.user}
        return render(request, "accounts/accept_invitation.html", facts)
    password = form.cleaned_data["password"]
    user = member_actions.accept_invitation(invitation=invitation, password=password)
    get_adapter().login(request, user)
    session.start(request)
    session.prove(request, "password")
    return redirect("accounts:list_second_factors")
