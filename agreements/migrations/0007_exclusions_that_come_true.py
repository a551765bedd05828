"""What is excluded comes true and holds reductions; others outside prescribe."""

from importlib import import_module

from django.db import migrations, models

import agreements.rules.states
from core.walls import function

BEFORE = import_module("agreements.migrations.0004_walls_of_words")
PRESCRIBER = BEFORE.PRESCRIBER.replace(
    "o.name::text", "coalesce(nullif(t.place, ''), o.name)::text"
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_organisation_phone"),
        ("agreements", "0006_walls_of_advice"),
        ("patients", "0029_exclusions_that_come_true"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="agreementact",
            name="agreement_act_verb_known",
        ),
        migrations.AddField(
            model_name="agreement",
            name="is_held",
            field=models.BooleanField(default=False),
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
        function(
            "ctx.prescriber_of(agreement uuid)",
            "TABLE (who text, organisation text, because text, since date)",
            PRESCRIBER,
        ),
    ]
