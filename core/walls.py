"""The second wall: row-level security as migration operations, and the request's
transaction, in which the acting session's token stands.

Every arm of a policy reads `column = ANY((SELECT ctx.f())::type[])`: the function runs
once per statement and the index is kept. Why, with figures: docs/adr/0002.
"""

from contextlib import contextmanager, suppress
from contextvars import ContextVar

from django.db import InternalError, OperationalError, connection, transaction
from django.db.migrations import RunSQL
from django.template.response import TemplateResponse
from psycopg2.errors import InFailedSqlTransaction

APP_ROLES = "app_web, app_worker"


def _in_orgs(column, reach):
    return f"{column} = ANY ((SELECT ctx.{reach}_orgs())::int[])"


def _in_ids(column, reach):
    return f"{column} = ANY ((SELECT ctx.{reach}_ids())::uuid[])"


def _own(reach):
    return [_in_orgs("service_id", reach), _in_orgs("practice_id", reach)]


NAME = [*_own("name"), _in_ids("patient_id", "name")]
RECORD = [*_own("rec"), _in_ids("patient_id", "rec")]
PHARMACY = [_in_orgs("pharmacy_id", "med"), _in_ids("patient_id", "med")]
OWN_LIST = (
    f"({_in_orgs('organisation_id', 'name')} AND (organisation_id IN"
    f" (service_id, practice_id) OR {_in_ids('patient_id', 'name')}))"
)
# Given to the viewer or to their organisation, while it runs.
OWN_GRANT = (
    "((membership_id = (SELECT ctx.membership())"
    f" OR {_in_orgs('organisation_id', 'name')}) AND {_in_ids('patient_id', 'name')})"
)

# The forms of policy: which rows a viewer may read or write, by the row's own columns.
FORMS = {
    # Those who may read the person's name.
    "patient": [*_own("name"), _in_orgs("pharmacy_id", "name"), _in_ids("id", "name")],
    "name": NAME,
    # Whoever has something to tell; it need not be theirs to read again.
    "told": [*NAME, _in_orgs("pharmacy_id", "name")],
    "about": [*NAME, "patient_id IS NULL"],
    # Those who may read the whole record: the person too, by their own login.
    "record": RECORD,
    "grant": [*RECORD, OWN_GRANT],
    # The medicine: where it is collected, too.
    "medicine": [*RECORD, *PHARMACY],
    "timeline": [*RECORD, f"(reach = 'medicine' AND ({' OR '.join(PHARMACY)}))"],
    # Whoever has something to tell, no further than they see: the desk of a booking or
    # of a task given to it, the pharmacy of the medicine too.
    "story": [
        *RECORD,
        f"(reach = 'medicine' AND ({' OR '.join(PHARMACY)}))",
        "(reach = 'name' AND kind IN ('appointment', 'task')"
        f" AND ({' OR '.join([*NAME, _in_orgs('pharmacy_id', 'name')])}))",
    ],
    # Those who keep the record: not the person themselves.
    "team": [*_own("rec"), _in_ids("patient_id", "team")],
    "patient_team": [*_own("rec"), _in_ids("id", "team")],
    # Those in whose organisation the person is, and nobody by a grant.
    "organisation": _own("rec"),
}

IN_SCHEME = "scheme_id = (SELECT ctx.scheme())"


def _not_blocked(column):
    return f"({column} = ANY ((SELECT ctx.blocked_ids())::uuid[])) IS NOT TRUE"


POLICIES = """
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY {table}_seen ON {table} FOR SELECT TO app_web USING ({seen});
    CREATE POLICY {table}_added ON {table} FOR INSERT TO app_web WITH CHECK ({added});
    CREATE POLICY {table}_swept ON {table} TO app_worker
        USING ({in_scheme}) WITH CHECK ({in_scheme});
    GRANT SELECT, INSERT ON {table} TO {roles};
"""
CHANGED = """
    CREATE POLICY {table}_changed ON {table} FOR UPDATE TO app_web
        USING ({kept}) WITH CHECK ({kept});
    GRANT UPDATE ON {table} TO {roles};
"""
REMOVED = """
    CREATE POLICY {table}_removed ON {table} FOR SELECT TO app_web USING (
        removed_at IS NOT NULL
        AND scheme_id = ANY ((SELECT ctx.privacy_schemes())::int[]));
"""


def wall(
    table, seen, *, kept="team", added="", also=(), append_only=False, removable=False
):
    """Enable and force row-level security on a table that holds a person.

    ``seen``, ``kept`` and ``added`` name the forms of reading, changing and adding;
    ``also`` are further arms of all three. What was entered on the wrong person and
    removed is read by the privacy officer only. No application's role may delete.
    """
    column = "id" if seen == "patient" else "patient_id"
    standing = " AND removed_at IS NULL" if removable else ""

    def allowed(form):
        arms = " OR ".join([*FORMS[form], *also])
        return f"{IN_SCHEME} AND ({arms}) AND {_not_blocked(column)}{standing}"

    policies = POLICIES
    policies += "" if append_only else CHANGED
    policies += REMOVED if removable else ""
    policies = policies.format(
        table=table,
        seen=allowed(seen),
        kept=allowed(kept),
        added=allowed(added or kept),
        in_scheme=IN_SCHEME,
        roles=APP_ROLES,
    )
    return RunSQL(policies, reverse_sql=RunSQL.noop)


def take_down(table):
    """Drop a wall's policies, for the wall that stands in their place at once."""
    drops = (
        f"DROP POLICY IF EXISTS {table}_{policy} ON {table};"
        for policy in ("seen", "added", "changed", "swept", "removed")
    )
    return RunSQL("".join(drops), reverse_sql=RunSQL.noop)


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
    """A function that runs as ctx_owner, who alone passes the wall.

    ``to`` names who may call it; with None, only other functions of ctx_owner.
    """
    name = signature.split("(")[0]
    allowed = f"GRANT EXECUTE ON FUNCTION {name} TO {to};" if to else ""
    return RunSQL(
        f"""
        CREATE OR REPLACE FUNCTION {signature} RETURNS {returns}
        LANGUAGE plpgsql {options} SECURITY DEFINER
        SET search_path = public, pg_temp AS $body${body}$body$;
        ALTER FUNCTION {name} OWNER TO ctx_owner;
        REVOKE ALL ON FUNCTION {name} FROM PUBLIC;
        {allowed}
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


_sweeping_as = ContextVar("token of the sweep that runs", default="")


@contextmanager
def sweeping_as(token):
    """Within it, each transaction of a sweep acts under this session's token."""
    before = _sweeping_as.set(token)
    try:
        yield
    finally:
        _sweeping_as.reset(before)


@contextmanager
def swept_transaction():
    """One of the many transactions of a sweep."""
    if not _sweeping_as.get():
        with transaction.atomic():
            yield
        return
    with transaction_of_its_own():
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM ctx.open(%s)", [_sweeping_as.get()])
        yield


def _not_reached(request):
    """A page that was only to be read is asked for again by itself."""
    page = TemplateResponse(request, "503.html", status=503)
    if request.method == "GET":
        page.headers["Refresh"] = "3"
    return page.render()


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
            return _not_reached(request)
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
    try:
        yield
    finally:
        # In a transaction that has failed, its end puts the wall back.
        with suppress(InternalError, InFailedSqlTransaction):
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
