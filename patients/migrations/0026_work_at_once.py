"""What waits from the moment it is raised is found without reading what is due later."""

from django.db import migrations, models

import patients.rules.worklist


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_organisation_phone"),
        ("patients", "0025_vaccine_declined"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(
                    ("done_at", None),
                    (
                        "kind__in",
                        (
                            patients.rules.worklist.WorkKind["HAND_OVER"],
                            patients.rules.worklist.WorkKind["REQUEST_TO_ANSWER"],
                        ),
                    ),
                ),
                fields=["organisation", "membership"],
                name="work_item_at_once",
            ),
        ),
    ]
