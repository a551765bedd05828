"""Pages: signing in by an identity provider that speaks OpenID Connect."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as library
from allauth.socialaccount.views import LoginCancelledView, LoginErrorView
from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import session
from accounts.actions import second_factors as actions
from accounts.permissions import open_to_all
from accounts.views.second_factors import OWN

ANSWERS = "Nobody is signed in yet: the identity provider's answer"
hear_identity = open_to_all(ANSWERS)(library.callback)
identity_cancelled = open_to_all(ANSWERS)(LoginCancelledView.as_view())
identity_failed = open_to_all(ANSWERS)(LoginErrorView.as_view())


@open_to_all("Nobody is signed in yet: leads to the identity provider")
@require_POST
def sign_in_by_identity(request, provider_id):
    """Only to sign in: whoever joins an identity has shown before that it is they."""
    if "process" in request.POST or "process" in request.GET:
        raise Http404
    return library.login(request, provider_id)


@open_to_all(OWN)
@session.own_account
@require_POST
def join_identity(request):
    if not settings.OPENID_SERVER:
        raise Http404
    provider = get_adapter().get_provider(request, "identity")
    back = reverse("accounts:list_second_factors")
    return provider.redirect(request, process="connect", next_url=back)


@open_to_all(OWN)
@session.own_account
def remove_identity(request):
    identity = get_object_or_404(SocialAccount, user=request.user)
    if request.method != "POST":
        return render(request, "accounts/remove_identity.html", {"identity": identity})
    actions.remove_identity(identity=identity, by=request.viewer)
    return redirect("accounts:list_second_factors")
