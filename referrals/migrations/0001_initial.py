"""Referrals, what was done to each, and the directory of services."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import core.models
import referrals.rules.states
import referrals.rules.words


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0008_organisation_phone"),
        ("patients", "0027_referrals"),
    ]

    operations = [
        migrations.CreateModel(
            name="DirectoryService",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("psychiatry", "Psychiatry"),
                            ("psychology", "Psychology"),
                            ("hepatology", "Hepatology"),
                            ("housing", "Housing"),
                            ("social_prescribing", "Social prescribing"),
                        ],
                        max_length=24,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("telephone", models.CharField(blank=True, max_length=30)),
                (
                    "target_working_days",
                    models.SmallIntegerField(blank=True, null=True),
                ),
                ("from_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "follows",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.directoryservice",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        default=0,
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
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("treatment", "Treatment"),
                            ("general_care", "General care"),
                            ("onward", "Onward"),
                        ],
                        max_length=16,
                    ),
                ),
                ("asked_name", models.CharField(max_length=100)),
                ("source", models.CharField(max_length=40)),
                ("signature", models.CharField(max_length=300)),
                ("consultation_id", models.UUIDField(null=True)),
                ("reason", models.CharField(max_length=2000)),
                ("agreed_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Sent"),
                            ("query", "Query"),
                            ("received", "Received"),
                            ("booked", "Booked"),
                            ("seen", "Seen"),
                            ("closed", "Closed"),
                            ("declined", "Declined"),
                            ("revoked", "Revoked"),
                        ],
                        default=referrals.rules.states.State["SENT"],
                        max_length=16,
                    ),
                ),
                ("sent_on", models.DateField()),
                (
                    "sent_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("target_working_days", models.SmallIntegerField()),
                ("target_on", models.DateField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("opened_by", models.CharField(blank=True, max_length=300)),
                ("booked_for_on", models.DateField(null=True)),
                ("seen_on", models.DateField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("helped", "Helped"),
                            ("ongoing_with_service", "Ongoing with service"),
                            ("referred_on", "Referred on"),
                            ("did_not_attend", "Did not attend"),
                            ("no_longer_wanted", "No longer wanted"),
                            ("died", "Died"),
                        ],
                        max_length=24,
                    ),
                ),
                ("closed_on", models.DateField(null=True)),
                ("last_n", models.IntegerField(default=0)),
                ("settled_n", models.IntegerField(default=0)),
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
                    "from_member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "from_organisation",
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
                    "service_asked",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.directoryservice",
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
            name="ReferralAct",
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
                            ("ask", "Ask"),
                            ("answer", "Answer"),
                            ("accept", "Accept"),
                            ("decline", "Decline"),
                            ("revoke", "Revoke"),
                            ("book", "Book"),
                            ("unbook", "Unbook"),
                            ("see", "See"),
                            ("close", "Close"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("sent", "Sent"),
                            ("query", "Query"),
                            ("received", "Received"),
                            ("booked", "Booked"),
                            ("seen", "Seen"),
                            ("closed", "Closed"),
                            ("declined", "Declined"),
                            ("revoked", "Revoked"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("sent", "Sent"),
                            ("query", "Query"),
                            ("received", "Received"),
                            ("booked", "Booked"),
                            ("seen", "Seen"),
                            ("closed", "Closed"),
                            ("declined", "Declined"),
                            ("revoked", "Revoked"),
                        ],
                        max_length=16,
                    ),
                ),
                ("signature", models.CharField(max_length=300)),
                ("is_as_told", models.BooleanField(default=False)),
                ("on_day", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("named_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("text", models.CharField(blank=True, max_length=1000)),
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
                    "referral",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="referrals.referral",
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
        migrations.AddConstraint(
            model_name="directoryservice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)),
                fields=("scheme", "name"),
                name="directory_service_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="directoryservice",
            constraint=models.UniqueConstraint(
                fields=("follows",), name="directory_service_changed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="directoryservice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            referrals.rules.words.ServiceKind["PSYCHIATRY"],
                            referrals.rules.words.ServiceKind["PSYCHOLOGY"],
                            referrals.rules.words.ServiceKind["HEPATOLOGY"],
                            referrals.rules.words.ServiceKind["HOUSING"],
                            referrals.rules.words.ServiceKind["SOCIAL_PRESCRIBING"],
                        ],
                    )
                ),
                name="directory_service_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="directoryservice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("target_working_days", None),
                    ("target_working_days__gte", 1),
                    _connector="OR",
                ),
                name="directory_service_target_of_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="directoryservice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None),
                    ("ended_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="directory_service_ends_after_start",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["patient"], name="referral_of_patient"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=["asked_organisation", "state", "target_on"],
                name="referral_came_in",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=["from_organisation", "state", "target_on"],
                name="referral_sent_out",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            referrals.rules.states.State["CLOSED"],
                            referrals.rules.states.State["DECLINED"],
                            referrals.rules.states.State["REVOKED"],
                        ),
                    ),
                    _negated=True,
                ),
                fields=["scheme_id", "target_on"],
                name="referral_open",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("settled_n__lt", models.F("last_n"))),
                fields=["scheme_id"],
                name="referral_unsettled",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            referrals.rules.states.State["CLOSED"],
                            referrals.rules.states.State["DECLINED"],
                            referrals.rules.states.State["REVOKED"],
                        ),
                    ),
                    _negated=True,
                ),
                fields=("patient", "kind", "asked_organisation", "asked_name"),
                name="referral_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            referrals.rules.states.ReferralKind["TREATMENT"],
                            referrals.rules.states.ReferralKind["GENERAL_CARE"],
                            referrals.rules.states.ReferralKind["ONWARD"],
                        ],
                    ),
                    (
                        "state__in",
                        [
                            referrals.rules.states.State["SENT"],
                            referrals.rules.states.State["QUERY"],
                            referrals.rules.states.State["RECEIVED"],
                            referrals.rules.states.State["BOOKED"],
                            referrals.rules.states.State["SEEN"],
                            referrals.rules.states.State["CLOSED"],
                            referrals.rules.states.State["DECLINED"],
                            referrals.rules.states.State["REVOKED"],
                        ],
                    ),
                ),
                name="referral_kind_and_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", referrals.rules.states.ReferralKind["ONWARD"]),
                        ("service_asked__isnull", False),
                    ),
                    models.Q(
                        models.Q(
                            ("kind", referrals.rules.states.ReferralKind["ONWARD"]),
                            _negated=True,
                        ),
                        models.Q(("asked_organisation", 0), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="referral_asks_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_organisation", models.F("from_organisation")), _negated=True
                ),
                name="referral_asks_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="referral_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", referrals.rules.states.State["BOOKED"]), _negated=True
                    ),
                    ("booked_for_on__isnull", False),
                    _connector="OR",
                ),
                name="referral_booked_for_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", referrals.rules.states.State["SEEN"]), _negated=True
                    ),
                    ("seen_on__isnull", False),
                    _connector="OR",
                ),
                name="referral_seen_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", referrals.rules.states.State["CLOSED"]), _negated=True
                    ),
                    (
                        "outcome__in",
                        [
                            referrals.rules.states.Outcome["HELPED"],
                            referrals.rules.states.Outcome["ONGOING_WITH_SERVICE"],
                            referrals.rules.states.Outcome["REFERRED_ON"],
                            referrals.rules.states.Outcome["DID_NOT_ATTEND"],
                            referrals.rules.states.Outcome["NO_LONGER_WANTED"],
                            referrals.rules.states.Outcome["DIED"],
                        ],
                    ),
                    _connector="OR",
                ),
                name="referral_closed_with_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on__isnull", False),
                        (
                            "state__in",
                            (
                                referrals.rules.states.State["CLOSED"],
                                referrals.rules.states.State["DECLINED"],
                                referrals.rules.states.State["REVOKED"],
                            ),
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                (
                                    referrals.rules.states.State["CLOSED"],
                                    referrals.rules.states.State["DECLINED"],
                                    referrals.rules.states.State["REVOKED"],
                                ),
                            ),
                            _negated=True,
                        ),
                        ("closed_on", None),
                    ),
                    _connector="OR",
                ),
                name="referral_over_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("target_on__gt", models.F("sent_on")),
                    ("target_working_days__gte", 1),
                ),
                name="referral_has_a_target",
            ),
        ),
        migrations.AddIndex(
            model_name="referralact",
            index=models.Index(fields=["patient"], name="referral_act_of_patient"),
        ),
        migrations.AddConstraint(
            model_name="referralact",
            constraint=models.UniqueConstraint(
                fields=("referral", "n"), name="referral_act_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="referralact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verb__in",
                        [
                            referrals.rules.states.Verb["ASK"],
                            referrals.rules.states.Verb["ANSWER"],
                            referrals.rules.states.Verb["ACCEPT"],
                            referrals.rules.states.Verb["DECLINE"],
                            referrals.rules.states.Verb["REVOKE"],
                            referrals.rules.states.Verb["BOOK"],
                            referrals.rules.states.Verb["UNBOOK"],
                            referrals.rules.states.Verb["SEE"],
                            referrals.rules.states.Verb["CLOSE"],
                        ],
                    )
                ),
                name="referral_act_verb_known",
            ),
        ),
    ]
