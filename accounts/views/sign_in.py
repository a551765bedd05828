"""Pages: signing in, choosing a membership, signing out."""

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import acting, demo, session
from accounts.actions import sessions as actions
from accounts.models import Membership, User
from accounts.permissions import Permission, open_to_all, requires
from core.clock import today


def identity_name():
    """What leads to the identity provider, where there is one."""
    return settings.OPENID_SERVER and settings.OPENID_NAME


# The library's own pages, under our policy and in our templates.
sign_in = open_to_all("Nobody is signed in yet")(
    LoginView.as_view(extra_context={"offer": demo.offer, "identity": identity_name})
)
give_second_factor = open_to_all("Half signed in: asks for the other half")(
    AuthenticateView.as_view()
)
sign_in_by_passkey = open_to_all("Nobody is signed in yet")(LoginWebAuthnView.as_view())


@open_to_all("The demo's people sign in by one press; elsewhere it is not there")
@require_POST
def demo_sign_in(request, username):
    if not settings.DEMO:
        raise Http404
    if username not in demo.WAITING:
        raise Http404
    user = get_object_or_404(User, username=username, is_active=True)
    get_adapter().login(request, user)
    session.start(request)
    session.prove(request, "demo")
    return session.go_by("accounts:choose_membership", session.next_of(request))


@open_to_all("Whoever has just signed in: under which membership will they work?")
@session.signed_in
@never_cache
def choose_membership(request):
    if not session.may_open(request):
        return _back_to_work_or_out(request)
    if not session.has_second_factor(request):
        return session.go_by("accounts:list_second_factors", session.next_of(request))
    running = Membership.objects.of_user(request.user).running_on(today())
    chosen = _chosen(request, running)
    if chosen is None:
        return render(
            request, "accounts/choose_membership.html", {"memberships": running}
        )
    response = redirect(session.next_of(request))
    viewer = session.open_membership(request, response, chosen)
    actions.sign_in(by=viewer, how=session.ways(request))
    return response


def _back_to_work_or_out(request):
    address = session.next_of(request)
    if request.viewer:
        return redirect(address)
    if request.is_locked:
        return session.go_by("accounts:unlock", address)
    return session.leave(request, session.go_by("account_login", address))


@requires(Permission.SWITCH_MEMBERSHIP)
def switch_membership(request):
    viewer = request.viewer
    running = Membership.objects.of_user(request.user).running_on(viewer.day)
    chosen = _posted(request, running)
    if chosen is None:
        return render(
            request, "accounts/switch_membership.html", {"memberships": running}
        )
    response = redirect(session.HOME)
    acting.close()
    after = session.open_membership(request, response, chosen)
    actions.switch_membership(by=after, before=viewer)
    return response


def _chosen(request, running):
    """The one there is, or the one that was pressed."""
    return running[0] if len(running) == 1 else _posted(request, running)


def _posted(request, running):
    wanted = request.POST.get("membership")
    return next((each for each in running if str(each.pk) == wanted), None)


@open_to_all("Ends whatever sign-in there is")
def sign_out(request):
    if request.method != "POST":
        return render(request, "accounts/sign_out.html")
    if request.user.is_authenticated:
        actions.sign_out(by=request.viewer, subject=request.user)
    response = session.leave(request, redirect("account_login"))
    messages.success(request, "You have signed out.")
    return response
