"""Lists of people begin with those of whom nobody has said what is next: so do the
indexes that keep their order."""

from django.db import migrations, models

NEXT = models.F("next_due_on").asc(nulls_first=True)


class Migration(migrations.Migration):
    dependencies = [("patients", "0018_waiting_work_by_member")]

    operations = [
        migrations.RemoveIndex("carelink", "care_link_list"),
        migrations.RemoveIndex("carelink", "care_link_worker"),
        migrations.AddIndex(
            "carelink",
            models.Index(
                "organisation", "status", NEXT, "patient", name="care_link_list"
            ),
        ),
        migrations.AddIndex(
            "carelink",
            models.Index(
                "organisation",
                "status",
                "named_worker",
                NEXT,
                name="care_link_worker",
            ),
        ),
    ]
