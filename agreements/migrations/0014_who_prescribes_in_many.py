"""Who prescribes today is asked of many agreements in one call."""

from django.db import migrations

from core.walls import function

# Both organisations may know, and the person; so may the practice that was asked, which
# does not see the record yet.
PRESCRIBERS = """
DECLARE
    orgs integer[] := ctx.rec_orgs();
    granted uuid[] := ctx.rec_ids();
    own uuid[] := ctx.person_ids();
    blocked uuid[] := ctx.blocked_ids();
    in_scheme integer := ctx.scheme();
    today date := ctx.today();
BEGIN
    RETURN QUERY
    SELECT a.id, t.prescriber_name::text, coalesce(nullif(t.place, ''), o.name)::text,
           t.because::text, t.starts_on
      FROM agreements_agreement a
     CROSS JOIN LATERAL (
           SELECT * FROM patients_prescriberturn
            WHERE patient_id = a.patient_id AND line = a.line AND starts_on <= today
            ORDER BY n DESC LIMIT 1) t
      JOIN accounts_organisation o ON o.id = t.organisation_id
     WHERE a.id = ANY (agreements) AND a.scheme_id = in_scheme
       AND (session_user = 'app_worker'
            OR a.service_id = ANY (orgs) OR a.practice_id = ANY (orgs)
            OR a.patient_id = ANY (granted) OR a.patient_id = ANY (own)
            OR (a.sent_on IS NOT NULL AND a.asked_organisation_id = ANY (orgs)))
       AND (a.patient_id = ANY (blocked)) IS NOT TRUE;
END
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0013_state_of_a_pharmacys_part")]

    operations = [
        function(
            "ctx.prescribers_of(agreements uuid[])",
            "TABLE (agreement uuid, who text, organisation text, because text, since date)",
            PRESCRIBERS,
        ),
        migrations.RunSQL(
            "DROP FUNCTION ctx.prescriber_of(uuid);",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
