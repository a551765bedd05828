"""A coordinator sets, with a member's level, until when their training is in date."""

from importlib import import_module

from django.db import migrations, models

from core.walls import function

BEFORE = import_module("accounts.migrations.0007_set_level")
SET_LEVEL = BEFORE.SET_LEVEL.replace(
    "SET level_id = level", "SET level_id = level, trained_until = trained"
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_organisation_phone")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="trained_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunSQL(
            """
            DROP FUNCTION ctx.set_level(int, bigint);
            GRANT UPDATE (trained_until) ON accounts_membership TO ctx_owner;
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "ctx.set_level(member int, level bigint, trained date)",
            "void",
            SET_LEVEL,
            to="app_web",
            options="VOLATILE",
        ),
    ]
