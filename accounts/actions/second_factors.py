"""Actions on second factors: passkeys, code apps, recovery codes; and identities."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from accounts.models import User
from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal

Kind = Authenticator.Type


@transaction.atomic
def add_passkey(
    *, user: User, by: Viewer | None, name: str, credential: dict
) -> list[str]:
    """Add a passkey; return recovery codes if these are the account's first."""
    passkey = WebAuthn.add(user, name, credential).instance
    audit.record("passkey_added", by=by, subject=passkey, user=user.pk)
    return _first_recovery_codes(user)


@transaction.atomic
def add_code_app(*, user: User, by: Viewer | None, secret: str) -> list[str]:
    """Add a code app; return recovery codes if these are the account's first.

    Raises: Refusal if the account has one already.
    """
    if Authenticator.objects.filter(user=user, type=Kind.TOTP).exists():
        raise Refusal("You already use a code app. Remove it before adding another.")
    app = TOTP.activate(user, secret).instance
    audit.record("code_app_added", by=by, subject=app, user=user.pk)
    return _first_recovery_codes(user)


def _first_recovery_codes(user):
    if Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).exists():
        return []
    return RecoveryCodes.activate(user).get_unused_codes()


@transaction.atomic
def renew_recovery_codes(*, user: User, by: Viewer | None) -> list[str]:
    """Make new recovery codes; the old ones are worth nothing from now on."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(user)
    audit.record("recovery_codes_renewed", by=by, subject=codes.instance)
    return codes.get_unused_codes()


@transaction.atomic
def remove_second_factor(
    *, user: User, by: Viewer | None, factor: Authenticator
) -> None:
    """Remove a passkey or the code app.

    Raises: Refusal if it is the last: no account is without a second factor.
    """
    User.objects.select_for_update().get(pk=user.pk)
    others = Authenticator.objects.filter(user=user).exclude(pk=factor.pk)
    if not others.exclude(type=Kind.RECOVERY_CODES).exists():
        raise Refusal("This is your only second factor. Add another one first.")
    audit.record("second_factor_removed", by=by, subject=factor, type=factor.type)
    factor.delete()


@transaction.atomic
def remove_identity(*, identity: SocialAccount, by: Viewer | None) -> None:
    """No longer let an identity provider sign somebody in."""
    audit.record("identity_removed", by=by, subject=identity)
    identity.delete()
