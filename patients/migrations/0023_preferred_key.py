"""Whoever is called otherwise than their papers say is found by that name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("patients", "0022_ties_of_agreement")]

    operations = [
        migrations.AddField(
            model_name="patient",
            name="preferred_key",
            field=models.CharField(blank=True, max_length=100),
        ),
    ]
