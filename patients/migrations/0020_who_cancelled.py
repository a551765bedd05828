"""An appointment that is cancelled says who cancelled it."""

from django.db import migrations, models

import patients.rules.appointments


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0019_no_next_contact_first"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="state",
            field=models.CharField(
                choices=[
                    ("booked", "Booked"),
                    ("arrived", "Arrived"),
                    ("seen", "Seen"),
                    ("did_not_attend", "Did not attend"),
                    ("cancelled", "Cancelled"),
                    ("we_cancelled", "We cancelled"),
                    ("they_cancelled", "They cancelled"),
                ],
                default=patients.rules.appointments.State["BOOKED"],
                max_length=16,
            ),
        ),
    ]
