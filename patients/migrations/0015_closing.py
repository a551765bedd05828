"""Proposals to end care, and the work that waits for a second clinician."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import core.models


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0014_held_lines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.models.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.IntegerField(default=0)),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("scheme_id", models.IntegerField()),
                ("service_id", models.IntegerField()),
                ("practice_id", models.IntegerField()),
                ("closed_on", models.DateField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("completed_drug_free", "Completed drug free"),
                            ("completed_alcohol_free", "Completed alcohol free"),
                            ("completed_occasional_use", "Completed occasional use"),
                            ("transferred", "Transferred"),
                            ("transferred_in_custody", "Transferred in custody"),
                            ("left_early", "Left early"),
                            ("ended_by_service", "Ended by service"),
                            ("retained_in_custody", "Retained in custody"),
                            ("did_not_wish_to_start", "Did not wish to start"),
                            ("died", "Died"),
                        ],
                        max_length=24,
                    ),
                ),
                ("note", models.CharField(max_length=1000)),
                ("proposed_name", models.CharField(max_length=200)),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Agreed"),
                            ("refused", "Refused"),
                            ("taken_back", "Taken back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("because", models.CharField(blank=True, max_length=500)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="patients.patient",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["patient"], name="closing_of_patient")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "")),
                        fields=("episode",),
                        name="closing_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_by", None)),
                            models.Q(
                                ("answer__gt", ""), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="closing_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer__in", ["agreed", "refused"]), _negated=True
                            ),
                            models.Q(
                                ("answered_by", models.F("proposed_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="closing_answered_by_another",
                    ),
                ],
            },
        ),
    ]
