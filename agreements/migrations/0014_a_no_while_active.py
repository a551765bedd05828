"""The person's no to what is active, and a yes said again, are acts."""

from django.db import migrations, models

import agreements.rules.states


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_training"),
        ("agreements", "0013_state_of_a_pharmacys_part"),
        ("patients", "0029_exclusions_that_come_true"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="agreementact",
            name="agreement_act_verb_known",
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
                    ("still_agree", "Still agree"),
                    ("disagree", "Disagree"),
                    ("take_part", "Take part"),
                    ("activate", "Activate"),
                    ("lapse", "Lapse"),
                    ("review", "Review"),
                    ("give_notice", "Give notice"),
                    ("move_practice", "Move practice"),
                    ("retract", "Retract"),
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
                    ("still_agree", "Still agree"),
                    ("disagree", "Disagree"),
                    ("take_part", "Take part"),
                    ("activate", "Activate"),
                    ("lapse", "Lapse"),
                    ("review", "Review"),
                    ("give_notice", "Give notice"),
                    ("move_practice", "Move practice"),
                    ("retract", "Retract"),
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
                            agreements.rules.states.Verb["STILL_AGREE"],
                            agreements.rules.states.Verb["DISAGREE"],
                            agreements.rules.states.Verb["TAKE_PART"],
                            agreements.rules.states.Verb["ACTIVATE"],
                            agreements.rules.states.Verb["LAPSE"],
                            agreements.rules.states.Verb["REVIEW"],
                            agreements.rules.states.Verb["GIVE_NOTICE"],
                            agreements.rules.states.Verb["MOVE_PRACTICE"],
                            agreements.rules.states.Verb["RETRACT"],
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
    ]
