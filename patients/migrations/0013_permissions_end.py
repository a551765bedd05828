"""A permission past its last day opens nothing, and a pharmacy that has none keeps what
safe supply needs."""

from django.db import migrations

from core.walls import function

# The same as patients.rules.sharing.permits: what was said of one organisation goes
# before what was said of its kind. A test holds the two together.
PERMITS = """
BEGIN
    RETURN (
        SELECT coalesce(bool_or(s.live) FILTER (WHERE s.recipient_id = org), bool_or(s.live), false)
          FROM (SELECT c.recipient_id,
                       (c.withdrawn_on IS NULL OR c.withdrawn_on > today)
                       AND (c.until_on IS NULL OR c.until_on >= today) AS live
                  FROM patients_consent c
                 WHERE c.patient_id = person AND c.recipient_kind = org_kind AND c.from_on <= today
                   AND c.kind = ANY (holding) AND c.recipient_id IN (0, org)) s);
END
"""

KEPT_FOR_SUPPLY = """
BEGIN
    RETURN QUERY
        SELECT p.id FROM patients_patient p
         WHERE p.pharmacy_id = org AND org <> 0 AND p.scheme_id = scheme
           AND NOT ctx.permits(p.id, org, 'pharmacy', '{medicine,record}', today);
END
"""

SUPPLY_IDS = """
BEGIN
    IF ctx.role() IS DISTINCT FROM 'pharmacist' THEN RETURN '{}';
    END IF;
    RETURN ARRAY(SELECT kept FROM ctx.kept_for_supply(ctx.organisation(), ctx.scheme(), ctx.today()) kept
                  WHERE kept <> ALL (ctx.med_ids()));
END
"""

# As before; then a permission that has come to its end (a negative rank sees nothing,
# until the clock has closed the practice's column), and what a pharmacy keeps (rank 0).
GRANTED = """
BEGIN
    IF as_role IN ('commissioner', 'administrator') THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT g.patient_id,
               CASE WHEN g.organisation_id IS NULL THEN ctx.rank_of(g.reach)
                    ELSE least(ctx.rank_of(g.reach), ctx.reach_of(as_role)) END,
               g.because::text
          FROM patients_grant g
         WHERE g.scheme_id = scheme
           AND (g.membership_id = member OR g.organisation_id = org
                OR (g.user_id = person AND as_role = 'service_user'))
           AND g.starts_on <= today AND (g.ends_on IS NULL OR g.ends_on >= today)
           AND (g.expires_at IS NULL OR g.expires_at > now())
        UNION ALL
        SELECT l.patient_id, least(ctx.rank_of(l.reach), ctx.reach_of(f.role)), 'cover'
          FROM accounts_cover c
          JOIN accounts_membership f ON f.id = c.from_member_id
          JOIN patients_carelink l ON l.named_worker_id = f.id AND l.status = 'active'
               AND l.organisation_id = f.organisation_id
               AND f.organisation_id IN (l.service_id, l.practice_id)
         WHERE c.to_member_id = member AND c.ended_at IS NULL
           AND c.starts_on <= today AND c.ends_on >= today AND l.scheme_id = scheme
        UNION ALL
        SELECT e.patient_id, -1, 'exclusion'
          FROM patients_exclusion e
         WHERE e.user_id = person AND e.scheme_id = scheme AND e.ended_at IS NULL
        UNION ALL
        SELECT p.id, -1, 'lapsed'
          FROM patients_consent c JOIN patients_patient p ON p.id = c.patient_id
         WHERE c.recipient_id = org AND org <> 0 AND c.until_on < today AND c.withdrawn_on IS NULL
           AND c.kind = 'record' AND p.practice_id = org AND p.made_by_id <> org
           AND p.service_id <> org AND p.scheme_id = scheme
           AND NOT ctx.permits(p.id, org, 'practice', '{record}', today)
        UNION ALL
        SELECT kept, 0, 'supply' FROM ctx.kept_for_supply(org, scheme, today) kept
         WHERE as_role = 'pharmacist';
END
"""
GRANTED_TO = "person int, member int, as_role text, org int, scheme int, today date"

# Beside the policies that permit: these rows are shared by permission alone.
SHARED = """
    CREATE POLICY {table}_shared ON {table} AS RESTRICTIVE FOR SELECT TO app_web
        USING ((patient_id = ANY ((SELECT ctx.supply_ids())::uuid[])) IS NOT TRUE);
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0012_consent_with_an_end")]

    operations = [
        migrations.RunSQL(
            "GRANT SELECT ON patients_consent TO ctx_owner;",
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "ctx.permits(person uuid, org int, org_kind text, holding text[], today date)",
            "boolean",
            PERMITS,
            to=None,
        ),
        function(
            "ctx.kept_for_supply(org int, scheme int, today date)",
            "SETOF uuid",
            KEPT_FOR_SUPPLY,
            to=None,
        ),
        function("ctx.supply_ids()", "uuid[]", SUPPLY_IDS),
        function(
            f"ctx.granted({GRANTED_TO})",
            "TABLE (patient_id uuid, rank int, because text)",
            GRANTED,
            to=None,
        ),
        *[
            migrations.RunSQL(
                SHARED.format(table=table),
                reverse_sql=f"DROP POLICY {table}_shared ON {table};",
            )
            for table in ["patients_consent", "patients_timelineentry"]
        ],
    ]
