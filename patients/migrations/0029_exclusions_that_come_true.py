"""What a scheme excludes and comes true while care is shared waits the same day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0028_somebody_outside_prescribes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="workitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("death_task", "Death task"),
                    ("hand_over", "Hand over"),
                    ("exclusion_arisen", "Exclusion arisen"),
                    ("supply_held", "Supply held"),
                    ("cover_ends", "Cover ends"),
                    ("missed_doses", "Missed doses"),
                    ("overdose_task", "Overdose task"),
                    ("result_to_read", "Result to read"),
                    ("no_next_contact", "No next contact"),
                    ("advice_to_give", "Advice to give"),
                    ("review_due", "Review due"),
                    ("shared_care_review", "Shared care review"),
                    ("referral_past_target", "Referral past target"),
                    ("request_to_answer", "Request to answer"),
                    ("referral_waits", "Referral waits"),
                    ("closing_to_answer", "Closing to answer"),
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
    ]
