"""The second wall: row-level security as migration operations, and the request's
transaction, in which the acting session's token stands.

Every arm of a policy reads `column = ANY((SELECT ctx.f())::type[])`: the function runs
once per statement and the index is kept. Why, with figures: docs/adr/0002.
"""

from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.migrations import RunSQL
from django.template.response import TemplateResponse

APP_ROLES = "app_web, app_worker"


def _in_orgs(column, reach):
    return f"{column} = ANY ((SELECT ctx.{reach}_orgs())::int[])"


def _in_ids(column, reach):
    return f"{column} = ANY ((SELECT ctx.{reach}_ids())::uuid[])"


def _own_and_practice(reach):
    return [_in_orgs("service_id", reach), _in_orgs("practice_id", reach)]


# The forms of policy: which rows a viewer may read, by the columns of the row itself.
FORMS = {
    "patient": [
        *_own_and_practice("name"),
        _in_orgs("pharmacy_id", "name"),
        _in_ids("id", "name"),
    ],
    "name": [*_own_and_practice("name"), _in_ids("patient_id", "name")],
    "medicine": [
        *_own_and_practice("rec"),
        _in_ids("patient_id", "rec"),
        _in_orgs("pharmacy_id", "med"),
        _in_ids("patient_id", "med"),
    ],
    "record": [*_own_and_practice("rec"), _in_ids("patient_id", "rec")],
    "timeline": [
        *_own_and_practice("rec"),
        _in_ids("patient_id", "rec"),
        f"(reach = 'medicine' AND ({_in_orgs('pharmacy_id', 'med')}"
        f" OR {_in_ids('patient_id', 'med')}))",
    ],
}

IN_SCHEME = "scheme_id = (SELECT ctx.scheme())"


def _not_blocked(column):
    return f"({column} = ANY ((SELECT ctx.blocked_ids())::uuid[])) IS NOT TRUE"


def _policies(table, sight, column, standing):
    allowed = f"{IN_SCHEME} AND ({sight}) AND {_not_blocked(column)}{standing}"
    return f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_seen ON {table} FOR SELECT TO app_web
            USING ({allowed});
        CREATE POLICY {table}_added ON {table} FOR INSERT TO app_web
            WITH CHECK ({allowed});
        CREATE POLICY {table}_changed ON {table} FOR UPDATE TO app_web
            USING ({allowed}) WITH CHECK ({allowed});
        CREATE POLICY {table}_swept ON {table} TO app_worker
            USING ({IN_SCHEME}) WITH CHECK ({IN_SCHEME});
    """  # noqa: S608 - names and forms are our own constants


REMOVED = """
    CREATE POLICY {table}_removed ON {table} FOR SELECT TO app_web USING (
        removed_at IS NOT NULL
        AND scheme_id = ANY ((SELECT ctx.privacy_schemes())::int[]));
"""


def wall(table, form, *, append_only=False, removable=False, also=()):
    """Enable and force row-level security on a table that holds a person.

    ``also`` adds arms to the form. What was entered on the wrong person and removed
    is read by the privacy officer only. No table lets an application's role delete.
    """
    column = "id" if form == "patient" else "patient_id"
    sight = " OR ".join([*FORMS[form], *also])
    verbs = "SELECT, INSERT" if append_only else "SELECT, INSERT, UPDATE"
    standing = " AND removed_at IS NULL" if removable else ""
    policies = _policies(table, sight, column, standing)
    if removable:
        policies += REMOVED.format(table=table)
    return RunSQL(
        policies + f"GRANT {verbs} ON {table} TO {APP_ROLES};",
        reverse_sql=RunSQL.noop,
    )


PERSON_KEY = ["patient_id", "scheme_id", "service_id", "practice_id"]


def key_to_person(table, *, columns=None):
    """Tie a row's organisation columns to its person's, and move them together."""
    columns = columns or PERSON_KEY
    named = ", ".join(columns)
    there = ", ".join(["id", *columns[1:]])
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_its_person "
        f"FOREIGN KEY ({named}) REFERENCES patients_patient ({there}) "
        "ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE;",
        reverse_sql=f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_its_person;",
    )


def grant(table, verbs):
    """What the application's roles may do with a table that holds no person."""
    return RunSQL(f"GRANT {verbs} ON {table} TO {APP_ROLES};", reverse_sql=RunSQL.noop)


def function(signature, returns, body, *, to=APP_ROLES, options="STABLE"):
    """A function that runs as ctx_owner, who alone passes the wall."""
    name = signature.split("(")[0]
    return RunSQL(
        f"""
        CREATE OR REPLACE FUNCTION {signature} RETURNS {returns}
        LANGUAGE plpgsql {options} SECURITY DEFINER
        SET search_path = public, pg_temp AS $body${body}$body$;
        ALTER FUNCTION {name} OWNER TO ctx_owner;
        REVOKE ALL ON FUNCTION {name} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION {name} TO {to};
        """,
        reverse_sql=f"DROP FUNCTION {name};",
    )


def _clear_token():
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.token', '', true)")


@contextmanager
def transaction_of_its_own():
    """The token leaves with its transaction. Inside another one (a test's) it would
    outlive the savepoint and serve the next request, so there it is cleared by hand."""
    try:
        with transaction.atomic():
            yield
    finally:
        if connection.in_atomic_block and not connection.needs_rollback:
            _clear_token()


class RequestTransaction:
    """One transaction for one request; a failed response leaves nothing half done."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            connection.close_if_health_check_failed()
            connection.ensure_connection()
        except OperationalError:
            request.viewer = None
            return TemplateResponse(request, "503.html", status=503).render()
        with transaction_of_its_own():
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


@contextmanager
def unforced(cursor, tables):
    """Let the owner write past the second wall: generators and loaders only."""
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
