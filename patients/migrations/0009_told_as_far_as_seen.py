"""A line of a person's story is added by whoever sees as far as it reaches."""

from django.db import migrations

from core.walls import take_down, wall


class Migration(migrations.Migration):
    dependencies = [("patients", "0008_work_for_whom")]

    operations = [
        take_down("patients_timelineentry"),
        wall(
            "patients_timelineentry",
            "timeline",
            added="story",
            append_only=True,
            removable=True,
        ),
    ]
