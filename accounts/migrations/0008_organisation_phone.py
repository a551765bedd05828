"""Whom to ring: the telephone of an organisation, as its publisher lists it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_set_level")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="phone",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        # Rows that are loaded by statement, with no word of it, have none.
        migrations.RunSQL(
            "ALTER TABLE accounts_organisation ALTER COLUMN phone SET DEFAULT '';",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
