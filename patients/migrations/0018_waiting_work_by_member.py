"""Waiting work is found by whom it waits for: an organisation's list may be long."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_organisation_phone"),
        ("patients", "0017_same_number"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="workitem",
            name="work_item_waiting",
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("done_at", None)),
                fields=["organisation", "membership", "due_on"],
                name="work_item_waiting",
            ),
        ),
    ]
