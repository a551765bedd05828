"""What was said of a medicine on return stays with the turn that began, and waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0029_exclusions_that_come_true"),
    ]

    operations = [
        migrations.AddField(
            model_name="prescriberturn",
            name="words_on_return",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AlterField(
            model_name="workitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("death_task", "Death task"),
                    ("hand_over", "Hand over"),
                    ("medicine_to_tell", "Medicine to tell"),
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
