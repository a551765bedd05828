"""A practice that is listed and does not work: dormant, or only proposed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_sign_in")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="is_dormant",
            field=models.BooleanField(default=False),
        ),
    ]
