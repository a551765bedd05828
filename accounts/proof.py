"""Proof: the ways in which whoever has signed in shows again that it is they."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from django.conf import settings

from accounts.forms import ConfirmCodeForm, ConfirmPasskeyForm, PasswordForm
from accounts.session import prove

Kind = Authenticator.Type


@dataclass
class Proof:
    """The forms that one account can answer, and the one that it has answered."""

    passkey: ConfirmPasskeyForm | None = None
    passkey_options: dict | None = None
    code: ConfirmCodeForm | None = None
    password: PasswordForm | None = None
    by_one_press: bool = False
    is_pressed: bool = False

    @property
    def is_given(self):
        return self.is_pressed or bool(self.answered and self.answered.is_valid())

    @property
    def answered(self):
        forms = (self.passkey, self.code, self.password)
        return next((form for form in forms if form and form.is_bound), None)

    def keep(self, request):
        """Note in the sign-in that it was given."""
        if self.is_pressed:
            prove(request, "demo")
        elif self.answered is self.password:
            prove(request, "password", reauthenticated=True)
        else:
            self.answered.save()


def ask(request):
    """What this account can prove itself by, bound to what was posted."""
    kinds = set(
        Authenticator.objects.filter(user=request.user).values_list("type", flat=True)
    )
    proof = Proof()
    if Kind.WEBAUTHN in kinds:
        proof.passkey = ConfirmPasskeyForm(
            **_posted(request, "credential"), user=request.user
        )
    if kinds - {Kind.WEBAUTHN}:
        proof.code = ConfirmCodeForm(**_posted(request, "code"), user=request.user)
    if request.user.has_usable_password():
        proof.password = PasswordForm(**_posted(request, "password"), request=request)
    # In the demo nobody has been given a password.
    proof.by_one_press = settings.DEMO and not kinds and not proof.password
    proof.is_pressed = proof.by_one_press and "press" in request.POST
    return proof


def _posted(request, field):
    return {"data": request.POST if field in request.POST else None}


def challenge(request, proof):
    """A passkey answers a question that is asked anew on each drawing of the page."""
    if proof.passkey:
        options = passkeys.begin_authentication(request.user)
        proof.passkey_options = {"request_options": options}
    return proof
