"""An act keeps the day that its notice named, for the letter of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0009_walls_of_leaving"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreementact",
            name="named_on",
            field=models.DateField(null=True),
        ),
    ]
