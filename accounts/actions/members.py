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
from accounts.rules import why_not_last_day
from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal

INVITATION_LASTS = timedelta(hours=72)
CHANGED = "The last day was changed meanwhile: look again."
# What the database answers instead of writing one's own last day.
NOT_SET = {
    "changed": CHANGED,
    "followed": "Another membership of yours begins here after your last day: ask an"
    " administrator.",
}


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
    *, membership: Membership, last_day: date | None, seen: str = "", by: Viewer
) -> Membership:
    """End a membership after its last day, or now if none is given.

    ``seen`` is how its end stood when whoever sets the day looked. A sooner day that
    the member named themselves goes on to hold. Whoever has no other membership left
    can no longer sign in at all.
    Raises: Refusal for one's own, for one that has ended, and where its end was
        changed meanwhile.
    """
    user = _lock_other(membership.user_id, by, "end your own membership")
    running = Membership.objects.select_for_update().of_scheme(by).not_over(by.day)
    membership = running.filter(pk=membership.pk).first()
    if membership is None:
        raise Refusal("This membership has ended already.")
    if last_day and membership.end_stands != seen:
        raise Refusal(CHANGED)
    if membership.is_own_end and last_day and last_day > membership.ends_on:
        membership.ends_otherwise_on = last_day
    else:
        membership.ends_on = last_day or max(by.day, membership.starts_on)
        membership.is_own_end, membership.ends_otherwise_on = False, None
    membership.ended_at = None if last_day else Now()
    ends = ["ends_on", "is_own_end", "ends_otherwise_on", "ended_at"]
    membership.save(update_fields=ends)
    audit.record(
        "membership_ended",
        by=by,
        subject=membership,
        last_day=last_day or membership.ends_on,
        at_once=not last_day,
    )
    if not user.memberships.not_over(by.day).exists():
        _leave(user, by)
    return membership


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
def set_own_last_day(*, last_day: date | None, seen: str, by: Viewer) -> Membership:
    """Name the last day on which one works here, or take it back (None): then what an
    administrator gave holds again. Returns the membership as it stood before.

    The database writes it and the trail, for whoever acts and nobody else.
    Raises: Refusal if the day cannot be, or one's end was changed meanwhile.
    """
    member = Membership.objects.get(pk=by.membership_id)
    if member.end_stands != seen:
        raise Refusal(CHANGED)
    days = {"stands": member.ends_on, "given": member.given_end_on}
    if why := why_not_last_day(last_day, by.day, **days):
        raise Refusal(why)
    if no := NOT_SET.get(acting.set_own_last_day(last_day, member)):
        raise Refusal(no)
    return member


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
