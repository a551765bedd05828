"""What the parties say: suitability, who has seen what, words, the pharmacy's part."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import agreements.rules.states
import agreements.rules.suitability
import core.models
import patients.rules.sharing


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_organisation_phone"),
        ("agreements", "0002_walls"),
        ("patients", "0022_ties_of_agreement"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="deputies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), default=list, size=None
            ),
        ),
        migrations.CreateModel(
            name="ActSeen",
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
                ("signature", models.CharField(max_length=300)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
            options={
                "indexes": [
                    models.Index(fields=["patient"], name="act_seen_of_patient")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "n", "by"), name="agreement_act_seen_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
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
                ("code", models.SlugField(db_index=False, max_length=40)),
                ("sentence", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("suits", "Suits"),
                            ("excludes", "Excludes"),
                            ("supports", "Supports"),
                        ],
                        max_length=12,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                (
                    "set_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
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
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "code"), name="criterion_code_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    agreements.rules.suitability.CriterionKind["SUITS"],
                                    agreements.rules.suitability.CriterionKind[
                                        "EXCLUDES"
                                    ],
                                    agreements.rules.suitability.CriterionKind[
                                        "SUPPORTS"
                                    ],
                                ],
                            )
                        ),
                        name="criterion_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="criterion_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyTable",
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
                ("version", models.IntegerField()),
                ("rows", models.JSONField(default=list)),
                ("from_on", models.DateField()),
                (
                    "set_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
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
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "version"), name="duty_table_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PharmacyPart",
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
                ("line", models.CharField(max_length=24)),
                ("medicine", models.CharField(max_length=500)),
                ("duties", models.JSONField(default=list)),
                ("advice_contact", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "asked_pharmacy",
                    models.ForeignKey(
                        db_index=False,
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["patient"], name="part_of_patient"),
                    models.Index(fields=["pharmacy"], name="part_of_pharmacy"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suitability",
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
                ("on_day", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("asked", models.JSONField(default=list)),
                (
                    "suggested",
                    models.CharField(
                        choices=[
                            ("practice", "Practice"),
                            ("practice_with_support", "Practice with support"),
                            ("specialist", "Specialist"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                (
                    "decided",
                    models.CharField(
                        choices=[
                            ("practice", "Practice"),
                            ("practice_with_support", "Practice with support"),
                            ("specialist", "Specialist"),
                        ],
                        max_length=24,
                    ),
                ),
                ("because", models.CharField(blank=True, max_length=500)),
                ("author_name", models.CharField(max_length=300)),
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
                "indexes": [
                    models.Index(fields=["patient"], name="suitability_of_patient")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "decided__in",
                                [
                                    agreements.rules.suitability.Place["PRACTICE"],
                                    agreements.rules.suitability.Place[
                                        "PRACTICE_WITH_SUPPORT"
                                    ],
                                    agreements.rules.suitability.Place["SPECIALIST"],
                                ],
                            ),
                            (
                                "suggested__in",
                                [
                                    agreements.rules.suitability.Place["PRACTICE"],
                                    agreements.rules.suitability.Place[
                                        "PRACTICE_WITH_SUPPORT"
                                    ],
                                    agreements.rules.suitability.Place["SPECIALIST"],
                                ],
                            ),
                        ),
                        name="suitability_place_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided", models.F("suggested")),
                            models.Q(("because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="suitability_says_why_it_differs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
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
                    "party",
                    models.CharField(
                        choices=[
                            ("specialist", "Specialist"),
                            ("practice", "Practice"),
                            ("coordinator", "Coordinator"),
                            ("person", "Person"),
                            ("pharmacy", "Pharmacy"),
                            ("clock", "Clock"),
                        ],
                        max_length=12,
                    ),
                ),
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
                    "permits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "refuses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=list,
                        size=None,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500)),
                ("signature", models.CharField(max_length=300)),
                ("on_day", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("taken_at", models.DateTimeField(null=True)),
                ("not_taken", models.CharField(blank=True, max_length=200)),
                (
                    "agreement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "pharmacy",
                    models.ForeignKey(
                        db_index=False,
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["patient"], name="word_of_patient"),
                    models.Index(
                        condition=models.Q(("taken_at", None)),
                        fields=["scheme_id"],
                        name="word_to_take",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("party", agreements.rules.states.Party["PERSON"]),
                                (
                                    "verb__in",
                                    [
                                        agreements.rules.states.Verb["AGREE"],
                                        agreements.rules.states.Verb["WITHDRAW"],
                                    ],
                                ),
                            ),
                            models.Q(
                                ("party", agreements.rules.states.Party["PHARMACY"]),
                                ("verb", agreements.rules.states.Verb["TAKE_PART"]),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_word_of_its_party",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "permits__contained_by",
                                [
                                    patients.rules.sharing.ConsentKind["RECORD"],
                                    patients.rules.sharing.ConsentKind["MEDICINE"],
                                    patients.rules.sharing.ConsentKind[
                                        "HEALTH_SUMMARY"
                                    ],
                                    patients.rules.sharing.ConsentKind["MEETING"],
                                    patients.rules.sharing.ConsentKind["TEXT_MESSAGES"],
                                    patients.rules.sharing.ConsentKind["PORTAL"],
                                    patients.rules.sharing.ConsentKind[
                                        "NATIONAL_RETURN"
                                    ],
                                ],
                            ),
                            (
                                "refuses__contained_by",
                                [
                                    patients.rules.sharing.ConsentKind["RECORD"],
                                    patients.rules.sharing.ConsentKind["MEDICINE"],
                                    patients.rules.sharing.ConsentKind[
                                        "HEALTH_SUMMARY"
                                    ],
                                    patients.rules.sharing.ConsentKind["MEETING"],
                                    patients.rules.sharing.ConsentKind["TEXT_MESSAGES"],
                                    patients.rules.sharing.ConsentKind["PORTAL"],
                                    patients.rules.sharing.ConsentKind[
                                        "NATIONAL_RETURN"
                                    ],
                                ],
                            ),
                        ),
                        name="agreement_word_permits_what_is_known",
                    ),
                ],
            },
        ),
    ]
