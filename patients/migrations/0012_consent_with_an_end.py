"""Which permissions come to an end, by recipient and day; and work that tells of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_organisation_phone"),
        ("patients", "0011_end_emergency"),
    ]

    operations = [
        migrations.AlterField(
            model_name="workitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("death_task", "Death task"),
                    ("supply_held", "Supply held"),
                    ("cover_ends", "Cover ends"),
                    ("missed_doses", "Missed doses"),
                    ("overdose_task", "Overdose task"),
                    ("result_to_read", "Result to read"),
                    ("no_next_contact", "No next contact"),
                    ("advice_to_give", "Advice to give"),
                    ("review_due", "Review due"),
                    ("request_to_answer", "Request to answer"),
                    ("advice_answered", "Advice answered"),
                    ("permission_withdrawn", "Permission withdrawn"),
                    ("permission_ends", "Permission ends"),
                    ("task", "Task"),
                    ("vaccine_due", "Vaccine due"),
                    ("missing_facts", "Missing facts"),
                    ("privacy_alert", "Privacy alert"),
                    ("message", "Message"),
                ],
                max_length=24,
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("until_on__isnull", False), ("withdrawn_on", None)),
                fields=["recipient", "until_on"],
                name="consent_with_an_end",
            ),
        ),
    ]
