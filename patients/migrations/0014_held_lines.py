"""Who looked, as the person reads it: without lines that the privacy officer holds back,
and without names where the scheme shows roles only."""

from django.db import migrations

from core.walls import function

HELD_LINES = """
BEGIN
    IF cardinality(ctx.person_ids()) = 0 THEN RETURN '{}';
    END IF;
    RETURN ARRAY(SELECT h.access_id FROM audit_heldline h
                  WHERE h.scheme_id = ctx.scheme() AND h.ended_at IS NULL);
END
"""

# Nobody decides about a look of their own; a line that is held already stays so.
HOLD = """
DECLARE a audit_access; held int;
BEGIN
    IF cardinality(ctx.privacy_schemes()) = 0 OR trim(coalesce(reason, '')) = ''
       OR (review_on > ctx.today()) IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'a line is held back by a privacy officer, with a reason and a day to come';
    END IF;
    SELECT * INTO a FROM audit_access x
     WHERE x.id = line AND x.scheme_id = ANY (ctx.privacy_schemes()) AND x.user_id <> ctx.user();
    IF a.id IS NULL THEN RETURN false;
    END IF;
    INSERT INTO audit_heldline (access_id, scheme_id, user_id, reason, review_on, held_by)
    VALUES (a.id, a.scheme_id, a.user_id, left(reason, 500), review_on, ctx.user())
    ON CONFLICT (access_id) WHERE ended_at IS NULL DO NOTHING;
    GET DIAGNOSTICS held = ROW_COUNT;
    RETURN held > 0;
END
"""

REVIEW = """
DECLARE reviewed int;
BEGIN
    IF keep_until <= ctx.today() THEN
        RAISE EXCEPTION 'a line is held back until a day to come';
    END IF;
    UPDATE audit_heldline h
       SET review_on = coalesce(keep_until, h.review_on),
           ended_at = CASE WHEN keep_until IS NULL THEN now() END
     WHERE h.id = held AND h.ended_at IS NULL
       AND h.scheme_id = ANY (ctx.privacy_schemes()) AND h.user_id <> ctx.user();
    GET DIAGNOSTICS reviewed = ROW_COUNT;
    RETURN reviewed > 0;
END
"""

# As ctx_owner, since a list's row names its people in an array whose index the wall
# would put out of reach.
WHO_LOOKED = """
DECLARE is_officer boolean; shows_names boolean;
BEGIN
    is_officer := cardinality(ctx.privacy_schemes()) > 0 AND EXISTS (
        SELECT 1 FROM patients_patient p
         WHERE p.id = person AND p.scheme_id = ANY (ctx.privacy_schemes()));
    IF NOT (is_officer OR person = ANY (ctx.person_ids())) THEN
        RETURN;
    END IF;
    shows_names := is_officer OR coalesce((
        SELECT s.value = 'true' FROM accounts_setting s
         WHERE s.scheme_id = ctx.scheme() AND s.key = 'names_shown_to_person'
           AND s.from_on <= ctx.today() ORDER BY s.from_on DESC, s.id DESC LIMIT 1), true);
    RETURN QUERY
        SELECT v.at, CASE WHEN shows_names THEN u.name::text ELSE '' END,
               v.role::text, o.name::text, v.what::text, v.why::text
          FROM (SELECT * FROM audit_access a WHERE a.patient_id = person
                UNION ALL
                SELECT * FROM audit_access a WHERE a.shown @> ARRAY[person]) v
          JOIN accounts_user u ON u.id = v.user_id
          JOIN accounts_organisation o ON o.id = v.org_id
         WHERE is_officer OR v.id <> ALL (ctx.held_lines())
         ORDER BY v.id DESC LIMIT most;
END
"""

WALL = """
    ALTER POLICY audit_access_read ON audit_access
        USING (scheme_id = ANY ((SELECT ctx.privacy_schemes())::int[])
               OR (patient_id = ANY ((SELECT ctx.person_ids())::uuid[])
                   AND (id = ANY ((SELECT ctx.held_lines())::bigint[])) IS NOT TRUE));
    ALTER TABLE audit_heldline ENABLE ROW LEVEL SECURITY;
    ALTER TABLE audit_heldline FORCE ROW LEVEL SECURITY;
    CREATE POLICY audit_heldline_read ON audit_heldline FOR SELECT TO app_web
        USING (scheme_id = ANY ((SELECT ctx.privacy_schemes())::int[])
               AND user_id <> (SELECT ctx.user()));
    GRANT SELECT ON audit_heldline TO app_web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0013_permissions_end"),
        ("audit", "0003_held_line"),
    ]

    operations = [
        migrations.RunSQL(
            """
            GRANT SELECT, INSERT, UPDATE ON audit_heldline TO ctx_owner;
            GRANT USAGE ON SEQUENCE audit_heldline_id_seq TO ctx_owner;
            GRANT SELECT ON accounts_setting TO ctx_owner;
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        function("ctx.held_lines()", "bigint[]", HELD_LINES),
        function(
            "ctx.hold_line(line bigint, reason text, review_on date)",
            "boolean",
            HOLD,
            to="app_web",
            options="VOLATILE",
        ),
        function(
            "ctx.review_held_line(held bigint, keep_until date)",
            "boolean",
            REVIEW,
            to="app_web",
            options="VOLATILE",
        ),
        function(
            "ctx.who_looked(person uuid, most int)",
            "TABLE (at timestamptz, name text, role text, organisation text, what text, why text)",
            WHO_LOOKED,
        ),
        migrations.RunSQL(WALL, reverse_sql=migrations.RunSQL.noop),
    ]
