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


def _ask(function, *arguments):
    marks = ", ".join(["%s"] * len(arguments))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ctx.{function}({marks})", arguments)  # noqa: S608
        return cursor.fetchone()[0]


def address_of(request):
    return get_adapter().get_client_ip(request)


def may_guess(request, username) -> bool:
    """Count one guess at an account's password, or say that it must wait."""
    if _ask("misses", address_of(request)) >= ACCOUNTS_MISSED_AN_HOUR:
        return False
    return _ask("guess", _account(username), GUESSES_AN_HOUR, AN_HOUR)


def was_right(request, username) -> None:
    _ask("take_back", _account(username))
    _ask("hit", address_of(request), _account(username))


def was_wrong(request, username) -> None:
    _ask("miss", address_of(request), _account(username))


def may_try_code(user) -> bool:
    """Count one guess at an account's one-time codes, or say that it must wait."""
    return _ask("guess", f"code of {user.pk}", GUESSES_AN_HOUR, AN_HOUR)


def code_was_wrong(user) -> None:
    audit.record("second_factor_failed", by=None, subject=user)


def spend_code(user, code) -> bool:
    """A right code is taken back from the guesses and is good once, everywhere."""
    _ask("take_back", f"code of {user.pk}")
    return _ask("guess", f"code {code} of {user.pk}", 1, CODE_SECONDS)


def _account(username):
    return f"account {username.strip().lower()}"
