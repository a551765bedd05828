"""The work that a referral asks for, and the name of whoever is referred: a partner's
organisation that is asked by a referral sees it, as any other that is asked does."""

from importlib import import_module

from django.db import migrations, models

from core.walls import function
from patients.rules.worklist import WorkKind

BEFORE = import_module("patients.migrations.0022_ties_of_agreement")
GRANTED_TO = import_module("patients.migrations.0013_permissions_end").GRANTED_TO

OF_ROLE = "ELSE least(ctx.rank_of(g.reach), ctx.reach_of(as_role)) END"
ASKED = """WHEN g.because = 'referral' AND as_role = 'partner' THEN 1
                    """
GRANTED = BEFORE.GRANTED.replace(OF_ROLE, ASKED + OF_ROLE)


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0026_work_at_once"),
    ]

    operations = [
        migrations.AlterField(
            model_name="workitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("death_task", "Death task"),
                    ("hand_over", "Hand over"),
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
        migrations.AlterField(
            model_name="grant",
            name="because",
            field=models.CharField(
                choices=[
                    ("team", "Team"),
                    ("mentor", "Mentor"),
                    ("cover", "Cover"),
                    ("break_glass", "Break glass"),
                    ("request", "Request"),
                    ("referral", "Referral"),
                    ("guest", "Guest"),
                    ("own", "Own"),
                    ("privacy", "Privacy"),
                ],
                max_length=12,
            ),
        ),
        migrations.RemoveIndex(model_name="workitem", name="work_item_at_once"),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(
                    ("done_at", None),
                    (
                        "kind__in",
                        (
                            WorkKind["HAND_OVER"],
                            WorkKind["REQUEST_TO_ANSWER"],
                            WorkKind["REFERRAL_WAITS"],
                        ),
                    ),
                ),
                fields=["organisation", "membership"],
                name="work_item_at_once",
            ),
        ),
        function(
            f"ctx.granted({GRANTED_TO})",
            "TABLE (patient_id uuid, rank int, because text)",
            GRANTED,
            to=None,
        ),
    ]
