"""Actions on sessions: signing in, locking, unlocking, switching, signing out."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.functions import Now

from accounts import acting, guesses
from accounts.models import User
from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal


def sign_in(*, by: Viewer, how: str) -> None:
    """Record that ``by`` has signed in and works under one membership."""
    audit.record("signed_in", by=by, how=how)


def switch_membership(*, by: Viewer, before: Viewer) -> None:
    """Record that ``by`` works under another membership than before."""
    audit.record("membership_switched", by=by, before=before.membership_id)


@transaction.atomic
def lock(*, by: Viewer) -> None:
    """Lock the session at this keyboard until its owner proves who they are."""
    audit.record("locked", by=by)
    acting.lock()


@transaction.atomic
def unlock(*, token: str, session_key: str) -> Viewer:
    """Unlock the session of ``token`` and give its viewer back.

    Raises: Refusal if it was not opened on this sign-in, or has ended meanwhile.
    """
    viewer = None
    if acting.unlock(session_key):
        viewer, _ = acting.read_viewer(token)
    if viewer is None:
        raise Refusal("This session has ended. Sign in again.")
    audit.record("unlocked", by=viewer)
    return viewer


def sign_out(*, by: Viewer | None, subject) -> None:
    """Record that somebody signs out; from a locked page nobody acts."""
    audit.record("signed_out", by=by, subject=subject)


@transaction.atomic
def end_session(*, session: UserSession, by: Viewer) -> None:
    """End one of one's own sign-ins, and what was opened on it."""
    audit.record("session_ended", by=by, subject=session)
    session.end()


@transaction.atomic
def change_password(*, user: User, password: str, by: Viewer) -> None:
    """Set a new password of one's own; every sign-in with the old one ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("password_changed", by=by, subject=user)
    end_every_session(user)


def end_every_session(user: User) -> None:
    """End the sign-ins of one person everywhere; a part of an act that says why."""
    acting.end_sessions(user.pk)
    for session in UserSession.objects.filter(user=user):
        session.end()


@transaction.atomic
def clear_what_is_over() -> None:
    """Forget sessions and guesses whose time is over. Safe to repeat."""
    acting.clear_sessions()
    guesses.clear()
    Session.objects.filter(expire_date__lt=Now()).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
