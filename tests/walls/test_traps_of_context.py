"""Traps of the context: without it, with a wrong one, with one that was planted."""

import contextlib

import psycopg2
import pytest
from django.db import (
    DatabaseError,
    connection,
    transaction,
)

from accounts.acting import acting_as
from patients.models import Patient
from tests.walls.people import (
    ID,
    see_as,
    token_of,
)

COUNT = "SELECT count(*) FROM patients_patient"


def ask(cursor, statement, *arguments):
    cursor.execute(statement, arguments)
    return cursor.fetchone()[0]


def django_ask(statement, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchone()[0]


@pytest.fixture
def web(enter_world):
    """A connection of the web's own, outside any transaction."""
    return enter_world("app_web").cursor()


class Undone(Exception):
    """Ends a transaction of a test's own."""


# No context, or a wrong one (1, 3, 4, 5, 6, 22, 25)


def test_without_a_context_nobody_is_seen(web):
    assert ask(web, COUNT) == 0


def test_an_empty_token_shows_nobody_and_does_not_fail(web):
    web.execute("BEGIN; SELECT set_config('app.token', '', true)")

    assert ask(web, COUNT) == 0
    assert ask(web, "SELECT ctx.user()") is None


def test_after_a_transaction_its_token_is_gone_and_the_next_does_not_fail(web):
    web.execute("BEGIN")
    web.execute("SELECT FROM ctx.open(%s)", [token_of("own service")])
    seen = ask(web, COUNT)
    web.execute("COMMIT")

    assert (seen, ask(web, "SELECT current_setting('app.token')")) == (1, "")
    assert ask(web, COUNT) == 0


def test_opened_outside_a_transaction_it_shows_nobody(web):
    web.execute("SELECT FROM ctx.open(%s)", [token_of("own service")])

    assert ask(web, COUNT) == 0


def test_a_token_planted_for_the_whole_connection_shows_the_next_request_nobody(web):
    web.execute("BEGIN")
    web.execute("SELECT FROM ctx.open(%s)", [token_of("own service")])
    web.execute("SELECT set_config('app.token', %s, false)", [token_of("own service")])
    web.execute("COMMIT")

    assert ask(web, "SELECT current_setting('app.token')") == token_of("own service")
    assert ask(web, COUNT) == 0


def test_a_reused_connection_shows_each_request_its_own(web):
    found = []
    for who in ("own service", "other scheme", "commissioner", "own service"):
        web.execute("BEGIN")
        web.execute("SELECT FROM ctx.open(%s)", [token_of(who)])
        web.execute("SELECT given FROM patients_patient")
        found.append([name for (name,) in web.fetchall()])
        web.execute("COMMIT")

    assert found == [["Carl"], ["Dean"], [], ["Carl"]]


def test_a_second_bearer_in_one_transaction_takes_the_place_of_the_first(world):
    see_as("own service")
    see_as("other scheme")

    assert list(Patient.objects.values_list("given", flat=True)) == ["Dean"]


def test_whoever_may_not_act_takes_the_place_too(world):
    see_as("own service")

    assert see_as("ended membership") is None
    assert not Patient.objects.exists()


def test_what_a_savepoint_undoes_is_not_seen(world):
    with transaction.atomic():
        see_as("own service")
        transaction.set_rollback(True)

    assert not Patient.objects.exists()


def test_the_token_leaves_with_its_transaction_inside_another(world):
    """As every test of a page runs: the second request must not have the first's."""
    own = ID["own service"]
    with acting_as(user_id=own, membership_id=own):
        assert Patient.objects.exists()

    assert django_ask("SELECT current_setting('app.token')") == ""
    assert not Patient.objects.exists()


def test_it_leaves_too_when_the_transaction_fails(world):
    own = ID["own service"]
    with pytest.raises(Undone), acting_as(user_id=own, membership_id=own):
        raise Undone

    assert not Patient.objects.exists()


# Injected statements (7)


@pytest.mark.parametrize("name", ["app.token", "app.user_id", "app.scheme", "role"])
def test_no_setting_makes_somebody_else_of_one(world, name):
    see_as("other organisation")
    value = "app_owner" if name == "role" else str(ID["own service"])

    with contextlib.suppress(DatabaseError), transaction.atomic():
        django_ask("SELECT set_config(%s, %s, true)", name, value)
        assert not Patient.objects.filter(given="Carl")


def test_the_hash_of_a_token_is_worth_nothing(world):
    sha = django_ask("SELECT sha256(convert_to(%s, 'UTF8'))", token_of("own service"))

    assert not Patient.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM ctx.open(%s)", [bytes(sha).hex()])
        assert cursor.fetchall() == []


@pytest.mark.parametrize("table", ["ctx.sight", "ctx.proof_key", "ctx.guess"])
@pytest.mark.parametrize("role", ["app_web", "app_worker", "app_report"])
def test_the_context_s_own_tables_are_closed(enter_world, role, table):
    cursor = enter_world(role).cursor()

    for statement in ("SELECT FROM {}", "DELETE FROM {}", "TRUNCATE {}"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT FROM accounts_actingsession",
        "INSERT INTO accounts_actingsession (token_sha) VALUES ('x')",
        "UPDATE accounts_actingsession SET user_id = 1",
        "SELECT * FROM ctx.granted(1, 1, 'gp', 1, 1, now()::date)",
        "SELECT ctx.reach_of('gp')",
        "SELECT ctx.sought('{}')",
        "SELECT ctx.tell_privacy(gen_random_uuid(), gen_random_uuid(), '{}')",
        "SELECT * FROM ctx.privacy_officers()",
        "SELECT audit.link(1, 1, 1, 1, 1, 1, now(), '')",
        "SELECT audit.seal(1, 1)",
        "SELECT ctx.clear_sessions()",
        "SET ROLE app_owner",
        "SET ROLE ctx_owner",
        "SET SESSION AUTHORIZATION app_owner",
        "SET session_replication_role = replica",
        "TRUNCATE patients_patient",
        "DELETE FROM patients_patient",
        "ALTER TABLE patients_patient DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE patients_patient NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY patients_patient_seen ON patients_patient",
        "CREATE POLICY x ON patients_patient USING (true)",
        "ALTER ROLE app_web BYPASSRLS",
        "GRANT app_owner TO app_web",
        "CREATE TABLE public.x ()",
        "CREATE TEMPORARY TABLE accounts_membership ()",
        "CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION ctx.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE VIEW public.x AS SELECT * FROM patients_patient",
        "COPY patients_patient TO '/tmp/x'",
        "SELECT pg_read_file('/etc/passwd')",
        "DO LANGUAGE plpython3u 'pass'",
    ],
)
@pytest.mark.parametrize("role", ["app_web", "app_report"])
def test_what_an_injected_statement_tries_is_refused(enter_world, role, statement):
    with pytest.raises(
        psycopg2.Error, match="permission denied|must be|must have|does not exist"
    ):
        enter_world(role).cursor().execute(statement)
