"""Agreements, what was done to each, and who takes over."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import core.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0008_organisation_phone"),
        ("patients", "0021_shared_care_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
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
                (
                    "line",
                    models.CharField(
                        choices=[
                            ("opioid_substitution", "Opioid substitution"),
                            ("benzodiazepine", "Benzodiazepine"),
                            ("alcohol", "Alcohol"),
                            ("other", "Other"),
                        ],
                        max_length=24,
                    ),
                ),
                ("terms", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sent"),
                            ("query", "Query"),
                            ("accepted", "Accepted"),
                            ("active", "Active"),
                            ("notice_given", "Notice given"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Lapsed"),
                            ("transferred", "Transferred"),
                            ("ended", "Ended"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("sent_on", models.DateField(null=True)),
                ("reply_by_on", models.DateField(null=True)),
                ("starts_on", models.DateField(null=True)),
                ("notice_on", models.DateField(null=True)),
                ("review_weeks", models.SmallIntegerField()),
                ("review_due_on", models.DateField(null=True)),
                (
                    "agreed_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed_in", "Signed in"),
                            ("in_person", "In person"),
                            ("verbally", "Verbally"),
                        ],
                        max_length=12,
                    ),
                ),
                ("agreed_on", models.DateField(null=True)),
                ("last_n", models.IntegerField(default=0)),
                ("settled_n", models.IntegerField(default=0)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "asked_organisation",
                    models.ForeignKey(
                        db_index=False,
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "gp",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "keyworker",
                    models.ForeignKey(
                        null=True,
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
                (
                    "pharmacy",
                    models.ForeignKey(
                        db_index=False,
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
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
            name="AgreementAct",
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
                    "verb",
                    models.CharField(
                        choices=[
                            ("send", "Send"),
                            ("ask", "Ask"),
                            ("answer", "Answer"),
                            ("accept", "Accept"),
                            ("decline", "Decline"),
                            ("withdraw", "Withdraw"),
                            ("agree", "Agree"),
                            ("take_part", "Take part"),
                            ("activate", "Activate"),
                            ("lapse", "Lapse"),
                            ("review", "Review"),
                            ("give_notice", "Give notice"),
                            ("hand_back_today", "Hand back today"),
                            ("take_back", "Take back"),
                            ("replace", "Replace"),
                            ("transfer", "Transfer"),
                            ("end", "End"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sent"),
                            ("query", "Query"),
                            ("accepted", "Accepted"),
                            ("active", "Active"),
                            ("notice_given", "Notice given"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Lapsed"),
                            ("transferred", "Transferred"),
                            ("ended", "Ended"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sent"),
                            ("query", "Query"),
                            ("accepted", "Accepted"),
                            ("active", "Active"),
                            ("notice_given", "Notice given"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Lapsed"),
                            ("transferred", "Transferred"),
                            ("ended", "Ended"),
                        ],
                        max_length=16,
                    ),
                ),
                ("signature", models.CharField(max_length=300)),
                ("on_day", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("text", models.CharField(blank=True, max_length=1000)),
                (
                    "agreement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "by",
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
                (
                    "shown_to",
                    models.ForeignKey(
                        db_index=False,
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DutyPrescriber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("from_on", models.DateField()),
                (
                    "named_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.scheme",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["patient"], name="agreement_of_patient"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                fields=["asked_organisation", "state"], name="agreement_of_asked"
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                fields=["service_id", "state"], name="agreement_of_service"
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "draft",
                            "sent",
                            "query",
                            "accepted",
                            "active",
                            "notice_given",
                        ),
                    )
                ),
                fields=["scheme_id", "state"],
                name="agreement_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "draft",
                            "sent",
                            "query",
                            "accepted",
                            "active",
                            "notice_given",
                        ),
                    )
                ),
                fields=("patient", "line"),
                name="agreement_one_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "sent",
                            "query",
                            "accepted",
                            "active",
                            "notice_given",
                            "declined",
                            "withdrawn",
                            "lapsed",
                            "transferred",
                            "ended",
                        ],
                    )
                ),
                name="agreement_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_organisation", 0), _negated=True),
                name="agreement_asks_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "withdrawn"]),
                    models.Q(
                        ("reply_by_on__isnull", False), ("sent_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="agreement_sent_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["accepted", "active", "notice_given"]),
                        _negated=True,
                    ),
                    models.Q(("gp__isnull", False), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="agreement_accepted_from_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["active", "notice_given"]), _negated=True),
                    models.Q(
                        ("agreed_on__isnull", False), ("review_due_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="agreement_runs_with_the_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "notice_given"), _negated=True),
                    ("notice_on__isnull", False),
                    _connector="OR",
                ),
                name="agreement_notice_names_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agreed_by", None), ("agreed_how", ""), ("agreed_on", None)
                    ),
                    models.Q(
                        ("agreed_by__isnull", False),
                        (
                            "agreed_how__in",
                            [
                                "signed_in",
                                "in_person",
                                "verbally",
                            ],
                        ),
                        ("agreed_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="agreement_agreed_how_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_weeks__gt", 0)),
                name="agreement_is_reviewed",
            ),
        ),
        migrations.AddIndex(
            model_name="agreementact",
            index=models.Index(fields=["patient"], name="act_of_patient"),
        ),
        migrations.AddConstraint(
            model_name="agreementact",
            constraint=models.UniqueConstraint(
                fields=("agreement", "n"), name="agreement_act_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verb__in",
                        [
                            "send",
                            "ask",
                            "answer",
                            "accept",
                            "decline",
                            "withdraw",
                            "agree",
                            "take_part",
                            "activate",
                            "lapse",
                            "review",
                            "give_notice",
                            "hand_back_today",
                            "take_back",
                            "replace",
                            "transfer",
                            "end",
                        ],
                    )
                ),
                name="agreement_act_verb_known",
            ),
        ),
        migrations.AddIndex(
            model_name="dutyprescriber",
            index=models.Index(
                fields=["organisation", "scheme", "from_on"], name="duty_prescriber_on"
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("settled_n__lt", models.F("last_n"))),
                fields=["scheme_id"],
                name="agreement_unsettled",
            ),
        ),
    ]
