"""Questions to a named specialist, and what was said under each."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import agreements.rules.advice
import core.models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_organisation_phone"),
        ("agreements", "0004_walls_of_words"),
        ("patients", "0022_ties_of_agreement"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdviceThread",
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
                ("service_id", models.IntegerField(default=0)),
                ("practice_id", models.IntegerField(default=0)),
                ("is_discussion", models.BooleanField(default=False)),
                ("question", models.CharField(max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                        ],
                        default=agreements.rules.advice.AdviceState["OPEN"],
                        max_length=12,
                    ),
                ),
                ("asked_on", models.DateField()),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("answered_on", models.DateField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("last_n", models.IntegerField(default=0)),
                (
                    "asker",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "specialist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AdviceMessage",
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
                ("service_id", models.IntegerField(default=0)),
                ("practice_id", models.IntegerField(default=0)),
                ("is_discussion", models.BooleanField(default=False)),
                ("n", models.IntegerField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("ask", "Ask"),
                            ("give", "Give"),
                            ("reply", "Reply"),
                            ("close", "Close"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=1000)),
                ("signature", models.CharField(max_length=300)),
                ("on_day", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "specialist",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.advicethread",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="advicethread",
            index=models.Index(
                condition=models.Q(("patient__isnull", False)),
                fields=["patient"],
                name="advice_of_patient",
            ),
        ),
        migrations.AddIndex(
            model_name="advicethread",
            index=models.Index(
                condition=models.Q(("is_discussion", True)),
                fields=["scheme_id", "asked_at"],
                name="advice_in_discussion",
            ),
        ),
        migrations.AddConstraint(
            model_name="advicethread",
            constraint=models.UniqueConstraint(
                fields=("id", "scheme_id", "asker", "specialist", "is_discussion"),
                name="advice_and_its_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="advicethread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            agreements.rules.advice.AdviceState["OPEN"],
                            agreements.rules.advice.AdviceState["ANSWERED"],
                            agreements.rules.advice.AdviceState["CLOSED"],
                        ],
                    )
                ),
                name="advice_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="advicethread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_discussion", False), ("patient__isnull", False)),
                    models.Q(("patient", None), ("practice_id", 0), ("service_id", 0)),
                    _connector="OR",
                ),
                name="advice_discusses_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="advicethread",
            constraint=models.CheckConstraint(
                condition=models.Q(("asker", models.F("specialist")), _negated=True),
                name="advice_of_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="advicethread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", agreements.rules.advice.AdviceState["ANSWERED"]),
                        _negated=True,
                    ),
                    models.Q(
                        ("answered_at__isnull", False), ("answered_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="advice_answered_at_a_moment",
            ),
        ),
        migrations.AddIndex(
            model_name="advicemessage",
            index=models.Index(
                condition=models.Q(("patient__isnull", False)),
                fields=["patient"],
                name="advice_message_of_patient",
            ),
        ),
        migrations.AddConstraint(
            model_name="advicemessage",
            constraint=models.UniqueConstraint(
                fields=("thread", "n"), name="advice_message_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="advicemessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verb__in",
                        [
                            agreements.rules.advice.AdviceVerb["ASK"],
                            agreements.rules.advice.AdviceVerb["GIVE"],
                            agreements.rules.advice.AdviceVerb["REPLY"],
                            agreements.rules.advice.AdviceVerb["CLOSE"],
                        ],
                    )
                ),
                name="advice_message_verb_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="advicemessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True),
                    ("verb", agreements.rules.advice.AdviceVerb["CLOSE"]),
                    _connector="OR",
                ),
                name="advice_message_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="advicemessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_discussion", False), ("patient__isnull", False)),
                    models.Q(("patient", None), ("practice_id", 0), ("service_id", 0)),
                    _connector="OR",
                ),
                name="advice_message_discusses_nobody",
            ),
        ),
    ]
