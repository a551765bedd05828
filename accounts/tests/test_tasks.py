"""What the clock forgets."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from accounts.tasks import clear_sessions_and_guesses
from accounts.tests.conftest import PAGE

OVER = [
    "UPDATE accounts_actingsession SET expires_at = now() - interval '1 second'",
    "UPDATE django_session SET expire_date = now() - interval '1 second'",
    "UPDATE ctx.guess SET at = ARRAY[now() - interval '2 days']",
    "UPDATE ctx.miss SET at = now() - interval '2 days'",
]
# A guess that was right has been taken back: its row is empty, and no loss.
KEPT = """
    SELECT (SELECT count(*) FROM accounts_actingsession),
           (SELECT count(*) FROM ctx.guess WHERE at <> '{}'),
           (SELECT count(*) FROM ctx.miss),
           (SELECT count(*) FROM django_session),
           (SELECT count(*) FROM usersessions_usersession)
"""


@pytest.fixture
def by_the_clock():
    """`by_the_clock(task)`: run it as the worker's role."""

    def run(task):
        connection.close()
        connection.settings_dict["USER"] = "app_worker"
        try:
            task()
        finally:
            connection.close()
            connection.settings_dict["USER"] = "app_web"

    return run


def count(owner):
    owner.execute(KEPT)
    return owner.fetchone()


def test_what_is_over_is_forgotten_and_nothing_else(
    fresh_database, gp, enter, client, owner_cursor, by_the_clock
):
    browser = enter(gp)
    client.post("/account/sign-in/", {"login": "gp1", "password": "x"})
    before = count(owner_cursor)

    by_the_clock(clear_sessions_and_guesses)
    kept = count(owner_cursor)
    for statement in OVER:
        owner_cursor.execute(statement)
    by_the_clock(clear_sessions_and_guesses)
    by_the_clock(clear_sessions_and_guesses)

    assert kept == before
    assert count(owner_cursor) == (0, 0, 0, 0, 0)
    assert browser.get(PAGE).wsgi_request.viewer is None
    assert not Session.objects.exists()
