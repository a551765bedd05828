"""Prison, hospital and elsewhere are turns, with who told it and how to ask."""

from django.db import migrations, models

import patients.rules.words


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_organisation_phone"),
        ("patients", "0027_referrals"),
    ]

    operations = [
        migrations.AddField(
            model_name="prescriberturn",
            name="place",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="prescriberturn",
            name="telephone",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="prescriberturn",
            name="told_by",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="prescriberturn",
            name="told_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="prescriberturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("membership__isnull", False),
                        ("told_on", None),
                        models.Q(
                            (
                                "because__in",
                                (
                                    patients.rules.words.TurnBecause["PRISON"],
                                    patients.rules.words.TurnBecause["HOSPITAL"],
                                    patients.rules.words.TurnBecause["ELSEWHERE"],
                                ),
                            ),
                            _negated=True,
                        ),
                    ),
                    models.Q(
                        (
                            "because__in",
                            (
                                patients.rules.words.TurnBecause["PRISON"],
                                patients.rules.words.TurnBecause["HOSPITAL"],
                                patients.rules.words.TurnBecause["ELSEWHERE"],
                            ),
                        ),
                        ("membership", None),
                        ("organisation", 0),
                        ("told_on__isnull", False),
                        models.Q(("place", ""), _negated=True),
                        models.Q(("told_by", ""), _negated=True),
                        models.Q(("telephone", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="turn_of_a_member_or_of_whom_somebody_told",
            ),
        ),
    ]
