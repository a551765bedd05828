"""The person's no to what is active, and a yes said again, are acts; and a coordinator
reads since when whoever leads prescribes, by their own turn."""

from django.db import migrations, models

import agreements.rules.states
from core.walls import function

# As before, but for the day: an agreement may have begun later than was agreed, and its
# lead have been another then.
HELD = """
BEGIN
    IF ctx.role() IS DISTINCT FROM 'coordinator' THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT dense_rank() OVER (ORDER BY a.patient_id), a.asked_organisation_id, g.id, u.name::text, g.ends_on, a.line::text,
           s.name::text, COALESCE(t.starts_on, a.starts_on), a.notice_on, fo.name::text,
           f.asked_organisation_id, f.state::text, f.gp_id, fg.ends_on
      FROM agreements_agreement a
      JOIN patients_patient p ON p.id = a.patient_id AND p.died_on IS NULL
      JOIN accounts_membership g ON g.id = a.gp_id
      JOIN accounts_user u ON u.id = g.user_id
      JOIN accounts_organisation s ON s.id = a.service_id
      LEFT JOIN LATERAL (
             SELECT max(own.starts_on) AS starts_on
               FROM patients_prescriberturn own
              WHERE own.patient_id = a.patient_id AND own.line = a.line
                AND own.membership_id = a.gp_id AND own.starts_on <= ctx.today()) t
             ON true
      LEFT JOIN agreements_agreement f
             ON f.follows_id = a.id AND f.state IN ('sent', 'query', 'accepted')
      LEFT JOIN accounts_organisation fo ON fo.id = f.asked_organisation_id
      LEFT JOIN accounts_membership fg ON fg.id = f.gp_id
     WHERE a.scheme_id = ctx.scheme() AND a.state IN ('active', 'notice_given')
       AND practice IN (0, a.asked_organisation_id)
     ORDER BY 8, md5(a.id::text);
END
"""
HELD_ROW = """TABLE (
    person bigint, organisation_id int, gp_id int, gp text, gp_ends_on date, line text, service text,
    since_on date, notice_on date, follower text, follower_id int, follower_state text,
    follower_gp_id int, follower_ends_on date)"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_training"),
        ("agreements", "0014_who_prescribes_in_many"),
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
        function("ctx.agreements_held(practice int)", HELD_ROW, HELD),
    ]
