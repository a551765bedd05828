"""The only doors into the audit tables: audit.write(), audit.saw(), audit.seal().

They fill in who acts from the acting session and refuse a caller who names another.
"""

from django.db import migrations

from core.walls import APP_ROLES, function

WRITE = """
DECLARE a record;
BEGIN
    SELECT * INTO a FROM ctx.acting();
    IF member IS DISTINCT FROM a.membership_id THEN
        RAISE EXCEPTION 'the acting membership is another';
    END IF;
    PERFORM pg_current_xact_id();  -- before the row has a number: see MARK
    INSERT INTO audit_event (user_id, membership_id, role, org_id, scheme_id,
                             verb, subject_type, subject_id, patient_id, facts)
    VALUES (a.user_id, a.membership_id, coalesce(a.role, ''), a.organisation_id,
            coalesce(a.scheme_id, 0), verb, subject_type, subject_id, patient, facts);
END
"""

SAW = """
DECLARE a record;
BEGIN
    SELECT * INTO a FROM ctx.acting();
    IF a.membership_id IS NULL THEN RAISE EXCEPTION 'nobody acts, so nobody is shown anything';
    END IF;
    PERFORM pg_current_xact_id();
    INSERT INTO audit_access (session_ref, user_id, membership_id, role, org_id, scheme_id,
                              patient_id, shown, what, why, from_ip)
    VALUES (left(encode(sha256(convert_to(coalesce(current_setting('app.token', true), ''), 'UTF8')), 'hex'), 16),
            a.user_id, a.membership_id, coalesce(a.role, ''), a.organisation_id, a.scheme_id,
            patient, people, what, why, ip);
END
"""

# A row may be committed after one with a higher number. So the newest rows are marked
# first, with the transactions that are open by then, and are sealed once those are over:
# nothing can come in below the mark any more. A mark from before a restore is made anew.
MARK = """
    CREATE TABLE audit.mark (
        scheme int PRIMARY KEY, event bigint NOT NULL, access bigint NOT NULL, horizon xid8 NOT NULL);
    GRANT SELECT, INSERT, UPDATE ON audit.mark TO ctx_owner;
"""

# Below every number, so that a row slipped in before the first is in the first link.
FIRST = "'-9223372036854775808'::bigint"

# One link over at most so many rows of each table; how many it sealed.
SEAL = f"""
DECLARE last record; m record; events record; accesses record; moment timestamptz := now();
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('audit.seal'), scheme);
    SELECT n, upto_event AS e, upto_access AS c, sha::text INTO last
      FROM audit_seal s WHERE s.scheme_id = scheme ORDER BY n DESC LIMIT 1;
    IF last.n IS NULL THEN SELECT 0 AS n, {FIRST} AS e, {FIRST} AS c, ''::text AS sha INTO last; END IF;
    SELECT * INTO m FROM audit.mark k WHERE k.scheme = seal.scheme;
    IF m.scheme IS NULL OR (m.event <= last.e AND m.access <= last.c)
       OR m.horizon > pg_snapshot_xmax(pg_current_snapshot()) THEN
        INSERT INTO audit.mark AS k
        SELECT seal.scheme,
               coalesce((SELECT max(id) FROM audit_event v WHERE v.scheme_id = seal.scheme), {FIRST}),
               coalesce((SELECT max(id) FROM audit_access v WHERE v.scheme_id = seal.scheme), {FIRST}),
               pg_snapshot_xmax(pg_current_snapshot())
        ON CONFLICT ON CONSTRAINT mark_pkey DO UPDATE
           SET event = excluded.event, access = excluded.access, horizon = excluded.horizon;
        SELECT * INTO m FROM audit.mark k WHERE k.scheme = seal.scheme;
    END IF;
    IF (m.event <= last.e AND m.access <= last.c)
       OR pg_snapshot_xmin(pg_current_snapshot()) < m.horizon THEN RETURN 0;
    END IF;
    SELECT count(*) AS rows, coalesce(max(id), last.e) AS upto INTO events
      FROM (SELECT id FROM audit_event v WHERE v.scheme_id = scheme
               AND v.id > last.e AND v.id <= m.event ORDER BY id LIMIT at_most) x;
    SELECT count(*) AS rows, coalesce(max(id), last.c) AS upto INTO accesses
      FROM (SELECT id FROM audit_access v WHERE v.scheme_id = scheme
               AND v.id > last.c AND v.id <= m.access ORDER BY id LIMIT at_most) x;
    INSERT INTO audit_seal (scheme_id, n, upto_event, upto_access, at, sha)
    VALUES (scheme, last.n + 1, events.upto, accesses.upto, moment,
            audit.link(scheme, last.n + 1, last.e, events.upto, last.c, accesses.upto, moment, last.sha));
    RETURN events.rows + accesses.rows;
END
"""

# The columns are named: one that is added later begins a chain of its own.
EVENT = "id, at, user_id, membership_id, role, org_id, scheme_id, verb, subject_type, subject_id, patient_id, facts"
ACCESS = "id, at, session_ref, user_id, membership_id, role, org_id, scheme_id, patient_id, shown, what, why, from_ip"

LINK = f"""
DECLARE events text; accesses text;
BEGIN
    SELECT coalesce(string_agg(ROW({EVENT})::text, '|' ORDER BY id), '') INTO events
      FROM audit_event v WHERE v.scheme_id = scheme AND v.id > e0 AND v.id <= e1;
    SELECT coalesce(string_agg(ROW({ACCESS})::text, '|' ORDER BY id), '') INTO accesses
      FROM audit_access v WHERE v.scheme_id = scheme AND v.id > a0 AND v.id <= a1;
    RETURN encode(sha256(convert_to(
        concat_ws('#', before, scheme, n, e1, a1, moment, events, accesses), 'UTF8')), 'hex');
END
"""

# The numbers of the links that no longer fit what they sealed, or are not there.
BROKEN = f"""
DECLARE s record; n int := 1; e bigint := {FIRST}; a bigint := {FIRST}; sha text := '';
BEGIN
    FOR s IN SELECT * FROM audit_seal q WHERE q.scheme_id = scheme ORDER BY q.n LOOP
        IF s.n <> n OR s.sha <> audit.link(scheme, n, e, s.upto_event, a, s.upto_access, s.at, sha) THEN
            RETURN NEXT s.n;
        END IF;
        n := s.n + 1; e := s.upto_event; a := s.upto_access; sha := s.sha;
    END LOOP;
END
"""

# A moment is written the same way whoever asks.
ALIKE = "SET timezone = 'UTC' SET datestyle = 'ISO, YMD'"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"""
            CREATE SCHEMA audit;
            GRANT USAGE ON SCHEMA audit TO {APP_ROLES};
            GRANT USAGE, CREATE ON SCHEMA audit TO ctx_owner;
            GRANT SELECT, INSERT ON audit_event, audit_access, audit_seal TO ctx_owner;
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ctx_owner;
            """,
            reverse_sql="DROP SCHEMA audit CASCADE;",
        ),
        function(
            "audit.write(verb text, subject_type text, subject_id text, patient uuid, facts jsonb, member int)",
            "void",
            WRITE,
            options="VOLATILE",
        ),
        function(
            "audit.saw(what text, patient uuid, people uuid[], why text, ip inet)",
            "void",
            SAW,
            options="VOLATILE",
        ),
        migrations.RunSQL(MARK, reverse_sql=migrations.RunSQL.noop),
        function(
            "audit.link(scheme int, n int, e0 bigint, e1 bigint, a0 bigint, a1 bigint,"
            " moment timestamptz, before text)",
            "text",
            LINK,
            to=None,
            options=f"STABLE {ALIKE}",
        ),
        function(
            "audit.seal(scheme int, at_most int)",
            "int",
            SEAL,
            to="app_worker",
            options="VOLATILE",
        ),
        function(
            "audit.chains()",
            "SETOF int",
            "BEGIN RETURN QUERY SELECT 0 UNION SELECT id FROM accounts_scheme; END",
            to="app_worker",
        ),
        function(
            "audit.heads()",
            "TABLE (scheme int, n int, sha text)",
            """
            BEGIN
                RETURN QUERY SELECT DISTINCT ON (s.scheme_id) s.scheme_id, s.n, s.sha::text
                  FROM audit_seal s ORDER BY s.scheme_id, s.n DESC;
            END
            """,
            to="app_worker",
        ),
        function(
            "audit.holds(chain int, link int, head text)",
            "boolean",
            """
            BEGIN
                RETURN EXISTS (SELECT FROM audit_seal s
                    WHERE s.scheme_id = chain AND s.n = link AND s.sha = head);
            END
            """,
            to="app_worker",
        ),
        function(
            "audit.broken_seals(scheme int)", "SETOF int", BROKEN, to="app_worker"
        ),
    ]
