"""What practices offer, day by day; an agreement that follows another under notice."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import agreements.rules.offers
import agreements.rules.states


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_organisation_phone"),
        ("agreements", "0007_exclusions_that_come_true"),
        ("patients", "0029_exclusions_that_come_true"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
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
                ("n", models.IntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("reduced", "Reduced"),
                            ("suspended", "Suspended"),
                            ("leaving", "Leaving"),
                            ("closed", "Closed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("from_on", models.DateField()),
                ("leaves_on", models.DateField(null=True)),
                ("duties", models.CharField(blank=True, max_length=500)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "set_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="agreement",
            name="agreement_one_live",
        ),
        migrations.RemoveConstraint(
            model_name="agreementact",
            name="agreement_act_verb_known",
        ),
        migrations.AddField(
            model_name="agreement",
            name="follows",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.agreement",
            ),
        ),
        migrations.AlterField(
            model_name="agreementact",
            name="verb",
            field=models.CharField(
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
                    ("move_practice", "Move practice"),
                    ("take_over", "Take over"),
                    ("hand_back_today", "Hand back today"),
                    ("take_back", "Take back"),
                    ("replace", "Replace"),
                    ("transfer", "Transfer"),
                    ("end", "End"),
                    ("arise", "Arise"),
                    ("decide", "Decide"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="word",
            name="verb",
            field=models.CharField(
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
                    ("move_practice", "Move practice"),
                    ("take_over", "Take over"),
                    ("hand_back_today", "Hand back today"),
                    ("take_back", "Take back"),
                    ("replace", "Replace"),
                    ("transfer", "Transfer"),
                    ("end", "End"),
                    ("arise", "Arise"),
                    ("decide", "Decide"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("follows__isnull", False)),
                fields=["follows"],
                name="agreement_of_followed",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("follows", None),
                    (
                        "state__in",
                        (
                            agreements.rules.states.State["DRAFT"],
                            agreements.rules.states.State["SENT"],
                            agreements.rules.states.State["QUERY"],
                            agreements.rules.states.State["ACCEPTED"],
                            agreements.rules.states.State["ACTIVE"],
                            agreements.rules.states.State["NOTICE_GIVEN"],
                        ),
                    ),
                ),
                fields=("patient", "line"),
                name="agreement_one_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("follows__isnull", False),
                    (
                        "state__in",
                        (
                            agreements.rules.states.State["DRAFT"],
                            agreements.rules.states.State["SENT"],
                            agreements.rules.states.State["QUERY"],
                            agreements.rules.states.State["ACCEPTED"],
                            agreements.rules.states.State["ACTIVE"],
                            agreements.rules.states.State["NOTICE_GIVEN"],
                        ),
                    ),
                ),
                fields=("patient", "line"),
                name="agreement_one_to_follow",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            (
                                agreements.rules.states.State["ACTIVE"],
                                agreements.rules.states.State["NOTICE_GIVEN"],
                            ),
                        ),
                        _negated=True,
                    ),
                    ("follows", None),
                    _connector="OR",
                ),
                name="agreement_runs_after_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verb__in",
                        [
                            agreements.rules.states.Verb["SEND"],
                            agreements.rules.states.Verb["ASK"],
                            agreements.rules.states.Verb["ANSWER"],
                            agreements.rules.states.Verb["ACCEPT"],
                            agreements.rules.states.Verb["DECLINE"],
                            agreements.rules.states.Verb["WITHDRAW"],
                            agreements.rules.states.Verb["AGREE"],
                            agreements.rules.states.Verb["TAKE_PART"],
                            agreements.rules.states.Verb["ACTIVATE"],
                            agreements.rules.states.Verb["LAPSE"],
                            agreements.rules.states.Verb["REVIEW"],
                            agreements.rules.states.Verb["GIVE_NOTICE"],
                            agreements.rules.states.Verb["MOVE_PRACTICE"],
                            agreements.rules.states.Verb["TAKE_OVER"],
                            agreements.rules.states.Verb["HAND_BACK_TODAY"],
                            agreements.rules.states.Verb["TAKE_BACK"],
                            agreements.rules.states.Verb["REPLACE"],
                            agreements.rules.states.Verb["TRANSFER"],
                            agreements.rules.states.Verb["END"],
                            agreements.rules.states.Verb["ARISE"],
                            agreements.rules.states.Verb["DECIDE"],
                        ],
                    )
                ),
                name="agreement_act_verb_known",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                default=0,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.scheme",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.membership",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                fields=["scheme", "organisation", "n"], name="offer_said_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            agreements.rules.offers.OfferState["OPEN"],
                            agreements.rules.offers.OfferState["REDUCED"],
                            agreements.rules.offers.OfferState["SUSPENDED"],
                            agreements.rules.offers.OfferState["LEAVING"],
                            agreements.rules.offers.OfferState["CLOSED"],
                        ],
                    )
                ),
                name="offer_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("leaves_on__gte", models.F("from_on")),
                        ("state", agreements.rules.offers.OfferState["LEAVING"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", agreements.rules.offers.OfferState["LEAVING"]),
                            _negated=True,
                        ),
                        ("leaves_on", None),
                    ),
                    _connector="OR",
                ),
                name="offer_leaves_on_a_day",
            ),
        ),
    ]
