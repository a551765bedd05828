"""The wall of proposals to end care: one proposes and answers in one's own name."""

from django.db import migrations

from core.walls import key_to_person, wall

OWN_NAME = """
    CREATE POLICY patients_closing_by_oneself ON patients_closing
        AS RESTRICTIVE FOR INSERT TO app_web
        WITH CHECK (proposed_by_id = (SELECT ctx.user()) AND answer = '');
    CREATE POLICY patients_closing_answered_oneself ON patients_closing
        AS RESTRICTIVE FOR UPDATE TO app_web
        WITH CHECK (answered_by_id IS NULL OR answered_by_id = (SELECT ctx.user()));
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0015_closing")]

    operations = [
        key_to_person("patients_closing"),
        wall("patients_closing", "team"),
        migrations.RunSQL(OWN_NAME, reverse_sql=migrations.RunSQL.noop),
    ]
