"""Actions on members: inviting, ending, resetting a sign-in, levels."""

import hashlib
import secrets
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models.functions import Now

from accounts import acting
from accounts.actions.sessions import end_every_session
from accounts.models import Invitation, Level, Membership, User
from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal

INVITATION_LASTS = timedelta(hours=72)


@transaction.atomic
def invite_member(
    *, username: str, name: str, membership: Membership, by: Viewer
) -> str:
    """Make somebody a sign-in and a membership; return the token of their one link.

    Raises: Refusal if the username is taken.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(f"{username} signs in already. Choose another username.")
    membership.user = User.objects.create_user(username, name=name)
    _join(membership, by)
    return _make_link(membership.user, by)


@transaction.atomic
def add_membership(*, username: str, membership: Membership, by: Viewer) -> Membership:
    """Give somebody who signs in already another membership.

    Raises: Refusal if nobody has the username, or they have this very membership.
    """
    user = User.objects.select_for_update().filter(username__iexact=username).first()
    if user is None:
        raise Refusal(f"Nobody signs in as {username}.")
    membership.user = user
    alike = user.memberships.alike(membership)
    if alike.running_on(max(membership.starts_on, by.day)).exists():
        raise Refusal(f"{user.name} has this membership already.")
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    _join(membership, by)
    return membership


def _join(membership, by):
    membership.scheme_id = by.scheme_id
    membership.save(force_insert=True)
    audit.record(
        "member_invited",
        by=by,
        subject=membership,
        user=membership.user_id,
        role=membership.role,
        organisation=membership.organisation_id,
    )


def _make_link(user, by):
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(user=user, used_at=None).update(used_at=Now())
    Invitation.objects.create(
        token_sha=sha_of(token),
        user=user,
        made_by_id=by.membership_id,
        expires_at=Now() + INVITATION_LASTS,
    )
    return token


def sha_of(token: str) -> bytes:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode()).digest()


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str) -> User:
    """Set the password of whoever holds the link, which is then used up.

    Raises: Refusal if it was used meanwhile.
    """
    open_ones = Invitation.objects.select_for_update(of=["self"]).open()
    invitation = open_ones.filter(pk=invitation.pk).first()
    if invitation is None:
        raise Refusal("This link has been used. Ask for a new one.")
    invitation.used_at = Now()
    invitation.save(update_fields=["used_at"])
    user = invitation.user
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("invitation_accepted", by=None, subject=user)
    return user


@transaction.atomic
def reset_sign_in(*, membership: Membership, proof: str, by: Viewer) -> str:
    """Take a member's password and second factors away; return the token of a link.

    ``proof`` is how ``by`` knows that it is they, and is written down.
    Raises: Refusal for one's own sign-in.
    """
    user = _lock_other(membership.user_id, by, "reset your own sign-in")
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    end_every_session(user)
    audit.record("sign_in_reset", by=by, subject=user, proof=proof)
    return _make_link(user, by)


@transaction.atomic
def end_membership(
    *, membership: Membership, last_day: date | None, by: Viewer
) -> None:
    """End a membership after its last day, or now if none is given.

    Whoever has no other membership left can no longer sign in at all.
    Raises: Refusal for one's own, and for one that has ended.
    """
    user = _lock_other(membership.user_id, by, "end your own membership")
    running = Membership.objects.select_for_update().of_scheme(by).not_over(by.day)
    membership = running.filter(pk=membership.pk).first()
    if membership is None:
        raise Refusal("This membership has ended already.")
    membership.ends_on = last_day or max(by.day, membership.starts_on)
    membership.ended_at = None if last_day else Now()
    membership.save(update_fields=["ends_on", "ended_at"])
    audit.record(
        "membership_ended",
        by=by,
        subject=membership,
        last_day=membership.ends_on,
        at_once=not last_day,
    )
    if not user.memberships.not_over(by.day).exists():
        _leave(user, by)


def _leave(user, by):
    """A leaver keeps a name in what they wrote, and nothing else."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_every_session(user)
    audit.record("member_left", by=by, subject=user)


def _lock_other(user_id, by, act):
    if user_id == by.user_id:
        raise Refusal(f"You cannot {act}. Ask another administrator.")
    return User.objects.select_for_update().get(pk=user_id)


@transaction.atomic
def change_level(
    *,
    membership: Membership,
    level: Level | None,
    trained_until: date | None,
    by: Viewer,
) -> None:
    """Set how far a GP is involved in the scheme's shared care, and the last day on
    which their training is in date; None is not known."""
    before = membership.level_id
    acting.set_level(membership.pk, level.pk if level else None, trained_until)
    audit.record(
        "level_changed",
        by=by,
        subject=membership,
        before=before,
        level=level.name if level else "none",
        trained_until=str(trained_until or "not known"),
    )
