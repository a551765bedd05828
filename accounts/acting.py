"""The acting session: who is at the keyboard, under which membership, in each request.

One statement reads session, user, membership and what is granted (ctx.open).
"""

import hashlib
import hmac
import json
import secrets
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.db import connection

from accounts.permissions import Role
from accounts.viewer import Granted, Viewer
from core import walls
from core.reach import Reach
from core.statements import Statement

REACHES = list(Reach)


def proof_key():
    """What the database asks of whoever opens a session; `manage.py migrate` hands it
    over."""
    secret = settings.SECRET_KEY.encode()
    return hmac.digest(secret, b"acting sessions", hashlib.sha256)


# Who acts, and in whose place they stand today.
OPEN = Statement(
    "open",
    """
    SELECT who.*, ARRAY(
           SELECT c.from_member_id FROM accounts_cover c
            WHERE c.to_member_id = who.membership_id AND c.ended_at IS NULL
              AND c.starts_on <= who.day AND c.ends_on >= who.day)
      FROM ctx.open(%(given)s) who
    """,
    given="text",
)


def open_session(*, user_id, membership_id, session_key=""):
    """Open an acting session and return its token: the only copy there is."""
    token = secrets.token_urlsafe(32)
    said = f"{token} {session_key} {user_id} {membership_id}"
    proof = hmac.new(proof_key(), said.encode(), hashlib.sha256)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctx.open_session(%s, %s, %s, %s, %s)",
            [token, session_key, user_id, membership_id, proof.hexdigest()],
        )
    return token


def read_viewer(token, from_ip=None):
    """Let ``token`` act in this transaction: its viewer, and whether it is locked."""
    found = OPEN.answer({"given": token})
    if not found:
        return None, False
    ((state, *who, granted, memberships, covered),) = found
    if state == "locked":
        return None, True
    more = {"memberships": memberships, "covered": tuple(covered), "from_ip": from_ip}
    return _viewer(who, json.loads(granted), **more), False


def _viewer(who, granted, **more):
    user_id, username, name, membership_id, role, *place, day, level = who
    return Viewer(
        user_id,
        username,
        name,
        membership_id,
        Role(role),
        *place,
        day=day,
        level_rank=level,
        granted=tuple(
            Granted(UUID(person), REACHES[rank], because)
            for person, rank, because in granted
            if rank >= 0
        ),
        blocked=frozenset(UUID(person) for person, rank, _ in granted if rank < 0),
        **more,
    )


def lock():
    """Lock the acting session of this request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.lock()")


def unlock(session_key):
    """Unlock it, if it belongs to this very sign-in; say whether it did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.unlock(%s)", [session_key])
        return cursor.fetchone()[0]


def close():
    """End the acting session of this request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.close()")


def end_sessions(user_id):
    """End every acting session of one person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.end_sessions(%s)", [user_id])


def clear_sessions():
    """Forget the acting sessions whose time is over: the clock's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.clear_sessions()")


def set_level(membership_id, level_id, trained_until):
    """Set a member's level, and until when their training is in date: a coordinator
    changes those of a membership, and no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctx.set_level(%s, %s, %s)",
            [membership_id, level_id, trained_until],
        )


def set_own_last_day(day, member):
    """Set the last day of whoever acts, or take it back; how that went. ``member`` is
    their membership as they saw it, and nobody else's can be written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctx.set_own_last_day(%s, %s, %s)",
            [day, member.ends_on, member.given_end_on],
        )
        return cursor.fetchone()[0]


@contextmanager
def acting_as(*, user_id, membership_id):
    """A transaction in which one member acts: commands, sweeps and tests."""
    with walls.transaction_of_its_own():
        token = open_session(user_id=user_id, membership_id=membership_id)
        viewer, _ = read_viewer(token)
        yield viewer
        close()


class ActingMiddleware:
    """Give each request its viewer, or None; a locked session says so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request.COOKIES.get(settings.ACTING_COOKIE_NAME)
        request.viewer, request.is_locked = None, False
        if token:
            from_ip = request.META.get("REMOTE_ADDR")
            request.viewer, request.is_locked = read_viewer(token, from_ip)
        return self.get_response(request)
