"""Emergency access can be ended before its time, by whoever began it."""

from django.db import migrations

from core.walls import function

END = """
DECLARE ended int;
BEGIN
    UPDATE patients_grant SET expires_at = now()
     WHERE patient_id = person AND membership_id = ctx.membership()
       AND because = 'break_glass' AND expires_at > now();
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended > 0;
END
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0010_aim")]

    operations = [
        migrations.RunSQL(
            "GRANT UPDATE (expires_at) ON patients_grant TO ctx_owner;",
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "ctx.end_emergency(person uuid)",
            "boolean",
            END,
            to="app_web",
            options="VOLATILE",
        ),
    ]
