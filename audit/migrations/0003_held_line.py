"""Lines of who looked that the privacy officer holds back."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_write_and_saw"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldLine",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("access_id", models.BigIntegerField()),
                ("scheme_id", models.IntegerField()),
                ("user_id", models.IntegerField()),
                ("reason", models.CharField(max_length=500)),
                ("review_on", models.DateField()),
                ("held_by", models.IntegerField()),
                (
                    "held_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("access_id",),
                        name="held_line_once",
                    )
                ],
            },
        ),
    ]
