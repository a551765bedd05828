"""Guesses at passwords and codes: counted in Postgres, and slowed.

An account takes ten an hour from any number of addresses; an address may miss at fifty
accounts an hour. A count that cannot be kept stops the guess (ADR 0004).
"""

from allauth.account.adapter import get_adapter
from django.db import connection

from audit import actions as audit

AN_HOUR = 3600
GUESSES_AN_HOUR = 10
ACCOUNTS_MISSED_AN_HOUR = 50
# How long a code from an app can be right: three steps of half a minute.
CODE_SECONDS = 90


def address_of(request):
    return get_adapter().get_client_ip(request)


def may_guess(request, username) -> bool:
    """Count one guess at an account's password, or say that it must wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.misses(%s)", [address_of(request)])
        if cursor.fetchone()[0] >= ACCOUNTS_MISSED_AN_HOUR:
            return False
    return _count(_account(username), GUESSES_AN_HOUR, AN_HOUR)


def was_right(request, username) -> None:
    account = _account(username)
    _take_back(account)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.hit(%s, %s)", [address_of(request), account])


def was_wrong(request, username) -> None:
    known = [address_of(request), _account(username)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.miss(%s, %s)", known)


def may_try_code(user) -> bool:
    """Count one guess at an account's one-time codes, or say that it must wait."""
    return _count(f"code of {user.pk}", GUESSES_AN_HOUR, AN_HOUR)


def code_was_wrong(request, user) -> None:
    audit.record("second_factor_failed", by=request.viewer, subject=user)


def spend_code(user, code) -> bool:
    """A right code is taken back from the guesses and is good once, everywhere."""
    _take_back(f"code of {user.pk}")
    return _count(f"code {code} of {user.pk}", 1, CODE_SECONDS)


def clear() -> None:
    """Forget guesses of more than a day ago: the clock's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.clear_guesses()")


def _account(username):
    return f"account {username.strip().lower()}"


def _count(what, allowed, seconds):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.guess(%s, %s, %s)", [what, allowed, seconds])
        return cursor.fetchone()[0]


def _take_back(what):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.take_back(%s)", [what])
