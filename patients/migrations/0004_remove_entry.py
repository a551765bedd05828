"""Taking an entry off the wrong person: the one change that appended rows allow."""

from django.db import migrations

from core.walls import function

REMOVE = """
DECLARE entry record;
BEGIN
    SELECT * INTO entry FROM patients_consultation c
     WHERE c.id = consultation AND c.scheme_id = ctx.scheme() AND c.removed_at IS NULL
       AND (c.service_id = ANY (ctx.rec_orgs()) OR c.practice_id = ANY (ctx.rec_orgs())
            OR c.patient_id = ANY (ctx.rec_ids()))
       AND NOT c.patient_id = ANY (ctx.blocked_ids())
       FOR UPDATE;
    IF entry.id IS NULL THEN RETURN false; END IF;
    UPDATE patients_consultation SET removed_at = now() WHERE id = entry.id;
    UPDATE patients_timelineentry SET removed_at = now()
     WHERE patient_id = entry.patient_id AND source_id = entry.id;
    UPDATE patients_healthevent SET removed_at = now()
     WHERE patient_id = entry.patient_id AND consultation_id = entry.id;
    UPDATE patients_condition SET removed_at = now()
     WHERE patient_id = entry.patient_id AND consultation_id = entry.id;
    UPDATE patients_othermedicine SET removed_at = now()
     WHERE patient_id = entry.patient_id AND consultation_id = entry.id;
    UPDATE patients_workitem SET done_at = now(), done_on = ctx.today(), done_by = 'made in error',
           title = 'An entry made in error was removed'
     WHERE patient_id = entry.patient_id AND source_id = entry.id AND done_at IS NULL;
    RETURN true;
END
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0003_wall_of_audit")]

    operations = [
        migrations.RunSQL(
            """
            GRANT SELECT, UPDATE ON patients_consultation, patients_timelineentry,
                patients_healthevent, patients_condition, patients_othermedicine,
                patients_workitem TO ctx_owner;
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "ctx.remove_entry(consultation uuid)", "boolean", REMOVE, options="VOLATILE"
        ),
    ]
