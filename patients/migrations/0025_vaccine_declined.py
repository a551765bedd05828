"""A 'no' to a vaccine is a health event of its own kind, never a dose."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("patients", "0024_preferred_key_of_earlier_records")]

    operations = [
        migrations.AlterField(
            model_name="healthevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("hepatitis_b_dose", "Hepatitis b dose"),
                    ("hepatitis_b_declined", "Hepatitis b declined"),
                ],
                max_length=24,
            ),
        ),
    ]
