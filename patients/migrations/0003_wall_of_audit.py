"""The wall of the audit tables below, which needs the persons above them."""

from django.db import migrations

from core.walls import APP_ROLES

READ = """
    ALTER TABLE audit_{table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE audit_{table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY audit_{table}_read ON audit_{table} FOR SELECT TO {roles}
        USING (scheme_id = ANY ((SELECT ctx.privacy_schemes())::int[])
               OR patient_id = ANY ((SELECT ctx.person_ids())::uuid[]));
    GRANT SELECT ON audit_{table} TO {roles};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0002_walls"),
        ("audit", "0002_write_and_saw"),
    ]

    operations = [
        migrations.RunSQL(
            READ.format(table=table, roles=APP_ROLES),
            reverse_sql=migrations.RunSQL.noop,
        )
        for table in ["event", "access"]
    ]
