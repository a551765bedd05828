"""The context functions: from an unguessable token to one acting membership.

They are the only readers of acting sessions. All run as ctx_owner with a fixed search
path; the application's roles may call them and nothing below them.
"""

from django.db import migrations

from core.walls import APP_ROLES, function, grant

NO_PERSON_TABLES = [
    ("accounts_user", "SELECT, INSERT, UPDATE"),
    ("accounts_scheme", "SELECT"),
    ("accounts_organisation", "SELECT, INSERT, UPDATE"),
    ("accounts_organisationname", "SELECT, INSERT"),
    ("accounts_schemeorganisation", "SELECT, INSERT, UPDATE"),
    ("accounts_level", "SELECT"),
    ("accounts_membership", "SELECT, INSERT, UPDATE"),
    ("accounts_setting", "SELECT, INSERT, UPDATE"),
    ("accounts_cover", "SELECT, INSERT, UPDATE"),
]

# What a transaction's bearer may see is worked out once, by ctx.open(), and stands in a
# row of the backend that only ctx_owner can read. It serves this transaction and this
# token alone; without it every function answers nothing. The row is written over, never
# deleted and added: else each request would leave a dead one for all later ones to read.
SIGHT = """
    CREATE UNLOGGED TABLE ctx.sight (
        backend int PRIMARY KEY, since timestamptz NOT NULL, token_sha bytea NOT NULL,
        user_id int NOT NULL, membership_id int NOT NULL, role text NOT NULL,
        organisation_id int NOT NULL, scheme_id int NOT NULL,
        name_orgs int[] NOT NULL, med_orgs int[] NOT NULL, rec_orgs int[] NOT NULL,
        name_ids uuid[] NOT NULL, med_ids uuid[] NOT NULL, rec_ids uuid[] NOT NULL,
        team_ids uuid[] NOT NULL, blocked_ids uuid[] NOT NULL, person_ids uuid[] NOT NULL, privacy_schemes int[] NOT NULL
    ) WITH (fillfactor = 50);
    GRANT SELECT, INSERT, UPDATE, DELETE ON ctx.sight TO ctx_owner;
"""

TOKEN_SHA = (
    "sha256(convert_to(coalesce(current_setting('app.token', true), ''), 'UTF8'))"
)

HERE = f"backend = pg_backend_pid() AND since = now() AND token_sha = {TOKEN_SHA}"


def seen(column):
    return f"BEGIN RETURN (SELECT {column} FROM ctx.sight WHERE {HERE}); END"


def seen_many(column):
    return f"BEGIN RETURN coalesce((SELECT {column} FROM ctx.sight WHERE {HERE}), '{{}}'); END"


OPEN = """
DECLARE
    s record; m record; t record; g jsonb; own int; today date := ctx.today();
BEGIN
    PERFORM set_config('app.token', given, true);
    SELECT a.*, (a.locked_at IS NOT NULL OR a.seen_at <= now() - interval '15 minutes') AS idle
      INTO s FROM accounts_actingsession a
     WHERE a.token_sha = sha256(convert_to(given, 'UTF8')) AND a.expires_at > now()
       AND (a.session_key = '' OR EXISTS (
            SELECT 1 FROM django_session d
             WHERE d.session_key = a.session_key AND d.expire_date > now()));
    SELECT n.id, n.role::text AS role, u.id AS user_id, u.username, u.name,
           o.id AS org_id, o.name AS org, o.kind, c.id AS scheme_id, c.name AS scheme,
           c.neutral_name, coalesce(l.rank, 0)::int AS level_rank
      INTO m FROM accounts_membership n
      JOIN accounts_user u ON u.id = n.user_id
      JOIN accounts_organisation o ON o.id = n.organisation_id
      JOIN accounts_scheme c ON c.id = n.scheme_id
      LEFT JOIN accounts_level l ON l.id = n.level_id
     WHERE n.id = s.membership_id AND n.user_id = s.user_id AND u.is_active
       AND n.ended_at IS NULL AND n.starts_on <= today AND (n.ends_on IS NULL OR n.ends_on >= today);
    IF m.id IS NULL OR s.idle THEN
        DELETE FROM ctx.sight WHERE backend = pg_backend_pid();
    END IF;
    IF m.id IS NULL THEN RETURN; END IF;
    g := '[]';
    IF NOT s.idle THEN
        IF s.seen_at < now() - interval '30 seconds' THEN
            UPDATE accounts_actingsession SET seen_at = now() WHERE token_sha = s.token_sha;
        END IF;
        own := ctx.reach_of(m.role);
        SELECT coalesce(array_agg(x.patient_id) FILTER (WHERE x.rank >= 1), '{}') AS names,
               coalesce(array_agg(x.patient_id) FILTER (WHERE x.rank >= 2), '{}') AS meds,
               coalesce(array_agg(x.patient_id) FILTER (WHERE x.rank >= 3), '{}') AS recs,
               coalesce(array_agg(x.patient_id) FILTER (WHERE x.rank >= 3 AND x.because <> 'own'), '{}') AS team,
               coalesce(array_agg(x.patient_id) FILTER (WHERE x.rank < 0), '{}') AS blocked,
               coalesce(array_agg(x.patient_id) FILTER (WHERE x.because = 'own'), '{}') AS own,
               jsonb_agg(jsonb_build_array(x.patient_id, x.rank, x.because)) AS everyone
          INTO t FROM ctx.granted(m.user_id, m.id, m.role, m.org_id, m.scheme_id, today) x;
        INSERT INTO ctx.sight VALUES (
               pg_backend_pid(), now(), s.token_sha, m.user_id, m.id, m.role, m.org_id, m.scheme_id,
               CASE WHEN own >= 1 THEN ARRAY[m.org_id] ELSE '{}' END,
               CASE WHEN own >= 2 THEN ARRAY[m.org_id] ELSE '{}' END,
               CASE WHEN own >= 3 THEN ARRAY[m.org_id] ELSE '{}' END,
               t.names, t.meds, t.recs, t.team, t.blocked, t.own,
               CASE WHEN m.role = 'privacy_officer' THEN ARRAY[m.scheme_id] ELSE '{}' END)
        ON CONFLICT (backend) DO UPDATE SET
            (since, token_sha, user_id, membership_id, role, organisation_id, scheme_id,
             name_orgs, med_orgs, rec_orgs, name_ids, med_ids, rec_ids,
             team_ids, blocked_ids, person_ids, privacy_schemes)
          = (excluded.since, excluded.token_sha, excluded.user_id, excluded.membership_id,
             excluded.role, excluded.organisation_id, excluded.scheme_id,
             excluded.name_orgs, excluded.med_orgs, excluded.rec_orgs,
             excluded.name_ids, excluded.med_ids, excluded.rec_ids,
             excluded.team_ids, excluded.blocked_ids, excluded.person_ids, excluded.privacy_schemes);
        g := coalesce(t.everyone, '[]');
    END IF;
    RETURN QUERY SELECT
        CASE WHEN s.idle THEN 'locked' ELSE 'open' END, m.user_id, m.username::text, m.name::text,
        m.id, m.role, m.org_id, m.org::text, m.kind::text, m.scheme_id, m.scheme::text,
        m.neutral_name::text, today, m.level_rank, g,
        (SELECT count(*)::int FROM accounts_membership n WHERE n.user_id = m.user_id
            AND n.ended_at IS NULL AND n.starts_on <= today AND (n.ends_on IS NULL OR n.ends_on >= today));
END
"""

GRANTED_TO = "person int, member int, as_role text, org int, scheme int, today date"

VIEWER = (
    "TABLE (state text, user_id int, username text, name text, membership_id int, role text,"
    " organisation_id int, organisation text, organisation_kind text, scheme_id int,"
    " scheme text, neutral_name text, day date, level_rank int, granted jsonb, memberships int)"
)

# Only the application can prove that it opens a session, by a key made from its secret:
# a statement slipped into one of its queries cannot become somebody else.
PROOF_KEY = """
    CREATE TABLE ctx.proof_key (
        id boolean PRIMARY KEY DEFAULT true CHECK (id), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
    GRANT SELECT ON ctx.proof_key TO ctx_owner;
"""

OPEN_SESSION = """
DECLARE said bytea := convert_to(concat_ws(' ', token, session, person, member), 'UTF8');
BEGIN
    IF (proof = (SELECT encode(sha256(outer_pad || sha256(inner_pad || said)), 'hex')
                   FROM ctx.proof_key)) IS NOT TRUE
    THEN RAISE insufficient_privilege USING MESSAGE = 'not opened by the application',
        HINT = 'A secret that has changed is handed over by: manage.py migrate';
    END IF;
    IF length(token) < 32 THEN RAISE EXCEPTION 'a token that can be guessed';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
         WHERE m.id = member AND m.user_id = person AND u.is_active AND m.ended_at IS NULL
           AND (m.role = 'system') = (session_user = 'app_worker')
           AND m.starts_on <= ctx.today() AND (m.ends_on IS NULL OR m.ends_on >= ctx.today()))
    THEN RAISE EXCEPTION 'no such running membership';
    END IF;
    INSERT INTO accounts_actingsession
        (token_sha, session_key, user_id, membership_id, expires_at)
    VALUES (sha256(convert_to(token, 'UTF8')), session, person, member, now() + interval '10 hours');
END
"""

# One's own; those of the members of one's scheme as its administrator; the clock any.
END_SESSIONS = """
BEGIN
    IF person IS DISTINCT FROM ctx.typist() AND session_user <> 'app_worker'
       AND NOT (ctx.role() = 'administrator' AND EXISTS (
            SELECT 1 FROM accounts_membership m
             WHERE m.user_id = person AND m.scheme_id = ctx.scheme()))
    THEN RAISE insufficient_privilege USING MESSAGE = 'these sessions are another''s to end';
    END IF;
    DELETE FROM accounts_actingsession WHERE user_id = person;
END
"""

# Who works where, and who covers whom, decides who sees: written in one's own scheme,
# by its administrator, and for one's own organisation.
KEPT = """
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY {table}_read ON {table} FOR SELECT TO {roles} USING (true);
    CREATE POLICY {table}_added ON {table} FOR INSERT TO {roles} WITH CHECK ({allowed});
    CREATE POLICY {table}_changed ON {table} FOR UPDATE TO {roles} USING ({allowed}) WITH CHECK ({allowed});
"""
IN_SCHEME = "scheme_id = (SELECT ctx.scheme())"
KEPT_BY = {
    "accounts_schemeorganisation": IN_SCHEME,
    "accounts_setting": IN_SCHEME,
    "accounts_membership": f"{IN_SCHEME} AND (SELECT ctx.role()) IN ('administrator', 'system')",
    "accounts_cover": "ctx.is_colleague(from_member_id) AND ctx.is_in_scheme(to_member_id)",
}

CURRENT = f"token_sha = {TOKEN_SHA}"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("core", "0002_clock_draft_submit_key"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            f"""
            CREATE SCHEMA ctx;
            GRANT USAGE ON SCHEMA ctx TO {APP_ROLES};
            GRANT USAGE, CREATE ON SCHEMA ctx TO ctx_owner;
            GRANT USAGE ON SCHEMA public TO {APP_ROLES}, ctx_owner;
            GRANT SELECT ON core_clock, accounts_user, accounts_membership, accounts_organisation,
                accounts_scheme, accounts_level, accounts_cover, django_session TO ctx_owner;
            GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_actingsession TO ctx_owner;
            INSERT INTO core_clock (id, offset_days) VALUES (1, 0);
            INSERT INTO accounts_organisation (id, code, kind, name, parent_code, address, postcode, version)
                VALUES (0, '', 'none', 'None', '', '', '', 0);
            """,
            reverse_sql="DROP SCHEMA ctx CASCADE;",
        ),
        *[grant(table, verbs) for table, verbs in NO_PERSON_TABLES],
        function(
            "ctx.today()",
            "date",
            """
            BEGIN
                RETURN (now() AT TIME ZONE 'Europe/London')::date + offset_days FROM core_clock;
            END
            """,
        ),
        function(
            "ctx.reach_of(role text)",
            "int",
            """
            BEGIN
                RETURN CASE
                    WHEN role IN ('gp', 'nurse', 'specialist', 'keyworker', 'team_lead', 'outreach') THEN 3
                    WHEN role = 'pharmacist' THEN 2
                    WHEN role = 'receptionist' THEN 1
                    ELSE 0 END;
            END
            """,
            options="IMMUTABLE",
            to=None,
        ),
        migrations.RunSQL(SIGHT + PROOF_KEY, reverse_sql=migrations.RunSQL.noop),
        function(
            "ctx.acting()",
            "TABLE (user_id int, membership_id int, role text, organisation_id int, scheme_id int)",
            "BEGIN RETURN QUERY SELECT s.user_id, s.membership_id, s.role, s.organisation_id,"
            f" s.scheme_id FROM ctx.sight s WHERE {HERE}; END",
        ),
        *[
            function(f"ctx.{name}()", "int", seen(column))
            for name, column in [
                ("user", "user_id"),
                ("membership", "membership_id"),
                ("scheme", "scheme_id"),
                ("organisation", "organisation_id"),
            ]
        ],
        *[
            function(f"ctx.{name}()", f"{kind}[]", seen_many(name))
            for name, kind in [
                ("name_orgs", "int"),
                ("med_orgs", "int"),
                ("rec_orgs", "int"),
                ("name_ids", "uuid"),
                ("med_ids", "uuid"),
                ("rec_ids", "uuid"),
                ("team_ids", "uuid"),
                ("blocked_ids", "uuid"),
                ("person_ids", "uuid"),
                ("privacy_schemes", "int"),
            ]
        ],
        function("ctx.role()", "text", seen("role")),
        function(
            f"ctx.granted({GRANTED_TO})",
            "TABLE (patient_id uuid, rank int, because text)",
            "BEGIN RETURN; END",
            to=None,
        ),
        function(
            "ctx.typist()",
            "int",
            f"""
            BEGIN
                RETURN (SELECT user_id FROM accounts_actingsession WHERE {CURRENT} AND expires_at > now());
            END
            """,
        ),
        function("ctx.open(given text)", VIEWER, OPEN, options="VOLATILE"),
        function(
            "ctx.open_session(token text, session text, person int, member int, proof text)",
            "void",
            OPEN_SESSION,
            options="VOLATILE",
        ),
        function(
            "ctx.lock()",
            "void",
            f"BEGIN UPDATE accounts_actingsession SET locked_at = now() WHERE {CURRENT}; END",
            options="VOLATILE",
        ),
        function(
            "ctx.unlock()",
            "void",
            f"BEGIN UPDATE accounts_actingsession SET locked_at = NULL, seen_at = now() WHERE {CURRENT}; END",
            options="VOLATILE",
        ),
        function(
            "ctx.close()",
            "void",
            f"BEGIN DELETE FROM accounts_actingsession WHERE {CURRENT}; END",
            options="VOLATILE",
        ),
        function(
            "ctx.end_sessions(person int)",
            "void",
            END_SESSIONS,
            options="VOLATILE",
        ),
        *[
            function(
                f"ctx.{name}(member int)",
                "boolean",
                f"""
                BEGIN
                    RETURN EXISTS (SELECT 1 FROM accounts_membership m WHERE m.id = member
                        AND m.scheme_id = ctx.scheme(){also});
                END
                """,
            )
            for name, also in [
                ("is_in_scheme", ""),
                ("is_colleague", " AND m.organisation_id = ctx.organisation()"),
            ]
        ],
        *[
            migrations.RunSQL(
                KEPT.format(table=table, allowed=allowed, roles=APP_ROLES),
                reverse_sql=migrations.RunSQL.noop,
            )
            for table, allowed in KEPT_BY.items()
        ],
        function(
            "ctx.clear_sessions()",
            "void",
            "BEGIN DELETE FROM accounts_actingsession WHERE expires_at < now(); END",
            to="app_worker",
            options="VOLATILE",
        ),
        migrations.RunSQL(
            f"""
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLES};
            GRANT SELECT, INSERT, UPDATE, DELETE ON core_submitkey TO {APP_ROLES};
            GRANT SELECT ON core_clock TO {APP_ROLES};
            GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO {APP_ROLES};
            GRANT SELECT, INSERT, UPDATE, DELETE ON core_draft TO {APP_ROLES};
            ALTER TABLE core_draft ENABLE ROW LEVEL SECURITY;
            ALTER TABLE core_draft FORCE ROW LEVEL SECURITY;
            CREATE POLICY core_draft_read ON core_draft FOR SELECT TO app_web
                USING (user_id = (SELECT ctx.user()) OR user_id = (SELECT ctx.typist()));
            CREATE POLICY core_draft_kept ON core_draft FOR INSERT TO app_web
                WITH CHECK (user_id = (SELECT ctx.typist()));
            CREATE POLICY core_draft_changed ON core_draft FOR UPDATE TO app_web
                USING (user_id = (SELECT ctx.typist())) WITH CHECK (user_id = (SELECT ctx.typist()));
            CREATE POLICY core_draft_ended ON core_draft FOR DELETE TO app_web
                USING (user_id = (SELECT ctx.user()));
            CREATE POLICY core_draft_outlived ON core_draft TO app_worker
                USING (kept_until < now());
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
