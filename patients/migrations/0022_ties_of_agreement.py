"""A practice that prescribes by an agreement sees the record it prescribes from, also
where an earlier permission to share has come to its last day."""

from importlib import import_module

from django.db import migrations

from core.walls import function

BEFORE = import_module("patients.migrations.0013_permissions_end")

# The same as patients.actions.sharing: while somebody outside prescribes for a time, the
# agreement goes on. A test holds the two together.
PRESCRIBES = """
BEGIN
    RETURN EXISTS (
        SELECT FROM (
            SELECT DISTINCT ON (t.line) t.organisation_id, t.because
              FROM patients_prescriberturn t
             WHERE t.patient_id = person
               AND t.because NOT IN ('prison', 'hospital', 'elsewhere')
             ORDER BY t.line, t.n DESC) newest
         WHERE newest.organisation_id = org AND newest.because = 'agreement');
END
"""
LAPSED = "AND NOT ctx.permits(p.id, org, 'practice', '{record}', today)"
GRANTED = BEFORE.GRANTED.replace(
    LAPSED, f"{LAPSED}\n           AND NOT ctx.prescribes_by_agreement(p.id, org)"
)


class Migration(migrations.Migration):
    dependencies = [("patients", "0021_shared_care_work")]

    operations = [
        migrations.RunSQL(
            "GRANT SELECT ON patients_prescriberturn TO ctx_owner;",
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "ctx.prescribes_by_agreement(person uuid, org int)",
            "boolean",
            PRESCRIBES,
            to=None,
        ),
        function(
            f"ctx.granted({BEFORE.GRANTED_TO})",
            "TABLE (patient_id uuid, rank int, because text)",
            GRANTED,
            to=None,
        ),
    ]
