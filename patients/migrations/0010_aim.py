"""What the person wants now, and in the long term: added to, never changed."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import core.models
from core.walls import key_to_person, wall


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_set_level"),
        ("patients", "0009_told_as_far_as_seen"),
    ]

    operations = [
        migrations.AlterField(
            model_name="timelineentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("consultation", "Consultation"),
                    ("contact", "Contact"),
                    ("medicine", "Medicine"),
                    ("health", "Health"),
                    ("episode", "Episode"),
                    ("sharing", "Sharing"),
                    ("appointment", "Appointment"),
                    ("task", "Task"),
                    ("aim", "Aim"),
                    ("identity", "Identity"),
                ],
                max_length=24,
            ),
        ),
        migrations.CreateModel(
            name="Aim",
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
                ("n", models.IntegerField()),
                (
                    "present",
                    models.CharField(
                        choices=[
                            ("maintain", "Maintain"),
                            ("reduce", "Reduce"),
                            ("stop", "Stop"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("long_term", models.CharField(blank=True, max_length=200)),
                ("long_term_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("from_on", models.DateField()),
                ("author_name", models.CharField(max_length=100)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "n"), name="aim_one_after_another"
                    )
                ],
            },
        ),
        key_to_person("patients_aim"),
        wall("patients_aim", "record", append_only=True),
    ]
