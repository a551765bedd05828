"""What the catalogue of the database says of the second wall: each lint one query.

A new table that is in neither list fails: say there what it holds.
"""

import pytest

from accounts.permissions import REACH, Role
from core.reach import Reach

pytestmark = pytest.mark.django_db

APP_ROLES = ("app_web", "app_worker", "app_report")
# Walled, though it holds a person by a plain identifier and no key.
PLAIN = {
    "audit_event": "lies below the person, so that nothing above can block it",
    "audit_access": "likewise",
    "core_draft": "whom it is about stands in it unnamed; walled by its author",
}
# Hold no person but those who work here.
NO_PERSON = {
    "accounts_actingsession": "read by context functions alone",
    "accounts_cover": "who stands in for whom",
    "accounts_invitation": "a link by which somebody sets a password",
    "accounts_level": "how a scheme words its levels",
    "accounts_membership": "who works where",
    "accounts_organisation": "published",
    "accounts_organisationname": "published",
    "accounts_scheme": "a wall's own name",
    "accounts_schemeorganisation": "which organisations a scheme has",
    "accounts_setting": "what a scheme has set",
    "accounts_user": "those who sign in",
    "account_emailaddress": "the library's; no grant on it",
    "account_emailconfirmation": "likewise",
    "agreements_criterion": "what a scheme asks before care is shared",
    "agreements_dutytable": "who does what, in a scheme's words",
    "agreements_dutyprescriber": "who takes over for an organisation",
    "agreements_offer": "how far a practice takes part",
    "audit.mark": "how far the next link reaches",
    "audit_heldline": "which line the person is not shown; walled all the same",
    "audit_seal": "hashes",
    "auth_group": "Django's; no grant on it",
    "auth_group_permissions": "likewise",
    "auth_permission": "likewise",
    "core_clock": "one row",
    "core_submitkey": "keys and hashes",
    "core_taskrun": "the clock's marks",
    "ctx.guess": "hashes",
    "ctx.miss": "addresses that guess",
    "ctx.proof_key": "the key of the application",
    "ctx.sight": "what one transaction may see; read by context functions alone",
    "django_content_type": "Django's",
    "django_migrations": "Django's",
    "django_session": "who is signed in",
    "referrals_directoryservice": "services to refer on to",
    "mfa_authenticator": "second factors of those who sign in, sealed",
    "socialaccount_socialaccount": "the library's",
    "socialaccount_socialapp": "likewise",
    "socialaccount_socialtoken": "likewise",
    "usersessions_usersession": "where those who sign in have done so",
}

TABLES = """
    SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END
                  || c.relname AS name, c.*
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""
FUNCTIONS = """
    SELECT p.oid::regprocedure::text AS name, p.*
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname IN ('ctx', 'audit')
"""


@pytest.fixture
def ask(connect_as):
    """`ask(query)`: the first column of each row, asked as the superuser."""
    cursor = connect_as("postgres").cursor()

    def rows(query):
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]

    return rows


@pytest.fixture
def person_tables(ask):
    """Those with a column that is a person or their identifier."""
    return ask(
        f"""
        SELECT DISTINCT t.name FROM ({TABLES}) t
          JOIN pg_attribute a ON a.attrelid = t.oid AND NOT a.attisdropped
          LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
               AND k.confrelid = 'patients_patient'::regclass
         WHERE t.relkind IN ('r', 'p', 'm', 'v')
           AND (a.attname IN ('patient_id', 'person_id', 'about') OR k.oid IS NOT NULL
                OR t.name = 'patients_patient')
        """
    )


def test_every_table_is_declared(ask, person_tables):
    every = ask(f"SELECT name FROM ({TABLES}) t WHERE relkind IN ('r', 'p')")

    assert set(every) == {*person_tables, *NO_PERSON}
    assert not NO_PERSON.keys() & set(person_tables)


def test_every_person_table_is_walled(ask, person_tables):
    walled = ask(
        f"SELECT name FROM ({TABLES}) t WHERE relrowsecurity AND relforcerowsecurity"
        " AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid)"
    )

    assert len(person_tables) > 20
    assert set(person_tables) - set(walled) == set()


def test_every_person_table_says_who_reads_adds_and_changes(ask, person_tables):
    """One policy that permits for each verb that app_web has."""
    verbs = {"r": "SELECT", "a": "INSERT", "w": "UPDATE"}
    for letter, verb in verbs.items():
        may = ask(
            f"SELECT name FROM ({TABLES}) t"
            f" WHERE has_table_privilege('app_web', t.oid, '{verb}')"
        )
        told = ask(
            f"SELECT name FROM ({TABLES}) t JOIN pg_policy p ON p.polrelid = t.oid"
            f" WHERE polpermissive AND polcmd IN ('{letter}', '*')"
            " AND 'app_web'::regrole = ANY (polroles)"
        )
        assert set(may) & set(person_tables) <= set(told)


POLICIES = """
    SELECT tablename || ': ' || policyname FROM (
        SELECT *, coalesce(qual, '') || ' ' || coalesce(with_check, '') AS said
          FROM pg_policies) p
"""


@pytest.mark.parametrize(
    "fault",
    [
        "said ~* 'in \\(\\s*select' OR said ~* 'exists'",
        "said !~ '\\( SELECT ctx\\.' AND tablename NOT IN ('core_draft')",
        "said ~ 'ctx\\.' AND said ~ '(?<!SELECT )ctx\\.'",
        "qual = 'true' OR with_check = 'true'",
        "roles && ARRAY['public', 'app_report']::name[]",
    ],
    ids=["sub-query", "no context", "asked per row", "open to all", "to everybody"],
)
def test_no_policy_of_a_person_table_has_a_fault(ask, person_tables, fault):
    named = ", ".join(f"'{table}'" for table in person_tables)

    faulty = ask(f"{POLICIES} WHERE tablename IN ({named}) AND ({fault})")

    # Neither grows with rows nor names a person: what somebody must not do.
    assert [p for p in faulty if "grant: patients_grant_no_" not in p] == []


def test_no_view_and_no_copy_goes_round_the_wall(ask):
    views = ask(
        f"SELECT name FROM ({TABLES}) t WHERE relkind = 'v'"
        " AND NOT coalesce(reloptions::text ~ 'security_invoker=(true|on)', false)"
    )
    copies = ask(f"SELECT name FROM ({TABLES}) t WHERE relkind = 'm'")

    assert views == copies == []


def test_functions_run_as_the_context_s_owner_with_a_fixed_path(ask):
    loose = ask(
        f"""
        SELECT name FROM ({FUNCTIONS}) f
         WHERE NOT prosecdef OR proowner <> 'ctx_owner'::regrole
            OR NOT coalesce('search_path=public, pg_temp' = ANY (proconfig), false)
        """
    )
    public = ask(
        f"""
        SELECT name FROM ({FUNCTIONS}) f
         WHERE proacl IS NULL OR EXISTS (
            SELECT FROM aclexplode(proacl) WHERE grantee = 0)
        """
    )

    assert loose == public == []


def test_no_other_function_runs_as_somebody_else(ask):
    assert not ask(
        "SELECT p.oid::regprocedure::text FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE prosecdef AND nspname NOT IN ('ctx', 'audit', 'pg_catalog')"
    )


# What only other functions of the context call; the demo alone lets days go by.
WITHIN = {
    "ctx.move_day(integer)",
    "ctx.prescribes_by_agreement(uuid,integer)",
    "ctx.privacy_officers()",
    "ctx.sought(jsonb)",
    "ctx.tell_nobody(uuid,jsonb)",
    "ctx.tell_privacy(uuid,uuid,jsonb)",
    "ctx.kept_for_supply(integer,integer,date)",
    "ctx.permits(uuid,integer,text,text[],date)",
    "ctx.granted(integer,integer,text,integer,integer,date)",
    "ctx.reach_of(text)",
    "ctx.rank_of(text)",
    "audit.link(integer,integer,bigint,bigint,bigint,bigint,"
    "timestamp with time zone,text)",
}


def test_what_works_for_the_context_alone_is_called_by_nobody_else(ask):
    called = ask(
        f"SELECT name FROM ({FUNCTIONS}) f WHERE "
        + " OR ".join(
            f"has_function_privilege('{r}', f.oid, 'EXECUTE')" for r in APP_ROLES
        )
    )

    assert set(ask(f"SELECT name FROM ({FUNCTIONS}) f")) - set(called) == WITHIN


def test_reports_call_no_function_and_read_no_person(ask, person_tables):
    functions = ask(
        f"SELECT name FROM ({FUNCTIONS}) f"
        " WHERE has_function_privilege('app_report', f.oid, 'EXECUTE')"
    )
    tables = ask(
        f"SELECT name FROM ({TABLES}) t WHERE relkind IN ('r', 'p', 'v', 'm')"
        " AND has_any_column_privilege('app_report', t.oid, 'SELECT, INSERT, UPDATE')"
    )

    assert functions == []
    assert set(tables) & set(person_tables) == set()


@pytest.mark.parametrize("role", APP_ROLES)
def test_an_application_s_role_owns_and_bypasses_nothing(ask, role):
    flags = "rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication"

    assert not ask(f"SELECT 1 FROM pg_roles WHERE rolname = '{role}' AND ({flags})")
    assert not ask(f"SELECT relname FROM pg_class WHERE relowner = '{role}'::regrole")
    assert not ask(f"SELECT proname FROM pg_proc WHERE proowner = '{role}'::regrole")
    assert not ask(f"SELECT 1 FROM pg_auth_members WHERE member = '{role}'::regrole")


@pytest.mark.parametrize("role", APP_ROLES)
def test_an_application_s_role_makes_nothing(ask, role):
    assert not ask(
        f"SELECT nspname FROM pg_namespace"
        f" WHERE has_schema_privilege('{role}', oid, 'CREATE')"
    )
    assert not ask(
        f"SELECT datname FROM pg_database WHERE datname = current_database()"
        f" AND has_database_privilege('{role}', oid, 'CREATE, TEMPORARY')"
    )


# What is not a trace: it may be forgotten once it has served.
FORGOTTEN = {
    "core_submitkey",
    "core_draft",
    "core_taskrun",
    "django_session",
    "mfa_authenticator",
    "usersessions_usersession",
    "socialaccount_socialaccount",
    "socialaccount_socialtoken",
}


@pytest.mark.parametrize("role", APP_ROLES)
def test_an_application_s_role_deletes_no_trace(ask, role):
    def may(verb):
        return set(
            ask(
                f"SELECT name FROM ({TABLES}) t WHERE relkind IN ('r', 'p')"
                f" AND has_table_privilege('{role}', t.oid, '{verb}')"
            )
        )

    assert may("TRUNCATE, REFERENCES, TRIGGER") == set()
    assert may("DELETE") <= FORGOTTEN


@pytest.mark.parametrize("role", APP_ROLES)
def test_the_trail_takes_rows_from_no_role(ask, role):
    written = ask(
        f"SELECT name FROM ({TABLES}) t WHERE name LIKE 'audit_%' AND relkind = 'r'"
        f" AND has_any_column_privilege('{role}', t.oid, 'INSERT, UPDATE')"
    )

    assert written == []


def test_the_context_s_tables_are_granted_to_no_role(ask):
    for role in APP_ROLES:
        assert not ask(
            f"SELECT name FROM ({TABLES}) t"
            f" WHERE (name ~ '^(ctx|audit)\\.' OR name = 'accounts_actingsession')"
            f" AND has_any_column_privilege('{role}', t.oid, 'SELECT, INSERT, UPDATE')"
        )


# A row that moves with its person carries these, tied to the person's own.
KEY = ["patient_id", "scheme_id", "service_id", "practice_id"]


def test_every_row_of_a_person_is_tied_to_them_by_all_its_columns(ask, person_tables):
    tied = ask(
        f"""
        SELECT t.name FROM ({TABLES}) t
          JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
               AND k.confrelid = 'patients_patient'::regclass AND k.confupdtype = 'c'
         WHERE (SELECT array_agg(a.attname::text ORDER BY u.n)
                  FROM unnest(k.conkey) WITH ORDINALITY u(num, n)
                  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = u.num)
               @> ARRAY{KEY}
        """
    )
    by_scheme = {
        "patients_exclusion"
    }  # names a member of staff, whatever the person's place

    apart = set(person_tables) - set(tied)
    assert apart == {"patients_patient", *PLAIN} | by_scheme


def test_no_column_of_the_key_is_ever_null(ask, person_tables):
    """A composite key with a NULL in it is no wall."""
    nullable = ask(
        f"""
        SELECT t.name || '.' || a.attname FROM ({TABLES}) t
          JOIN pg_attribute a ON a.attrelid = t.oid AND NOT a.attnotnull
         WHERE a.attname = ANY (ARRAY{KEY} || ARRAY['pharmacy_id', 'organisation_id'])
           AND t.relkind IN ('r', 'p')
        """
    )

    assert set(nullable) - {f"{table}.patient_id" for table in PLAIN} == {
        "patients_workitem.patient_id",  # work about nobody
        # questions about nobody
        "agreements_advicethread.patient_id",
        "agreements_advicemessage.patient_id",
        "patients_grant.organisation_id",  # given to a member instead
    }


def test_reach_says_the_same_in_the_database_and_in_the_policy_s_table(connect_as):
    cursor = connect_as("postgres").cursor()
    for role in Role:
        cursor.execute("SELECT ctx.reach_of(%s)", [role])
        assert cursor.fetchone()[0] == REACH.get(role, Reach.NONE).step
