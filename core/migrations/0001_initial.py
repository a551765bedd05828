from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="TaskRun",
            fields=[
                (
                    "task",
                    models.CharField(max_length=200, primary_key=True, serialize=False),
                ),
                ("ran_at", models.DateTimeField(null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
            ],
            options={"ordering": ["task"]},
        ),
        migrations.RunSQL(
            """
            GRANT SELECT ON core_taskrun TO app_web;
            GRANT SELECT, INSERT, UPDATE, DELETE ON core_taskrun TO app_worker;
            """,
            "REVOKE ALL ON core_taskrun FROM app_web, app_worker;",
        ),
    ]
