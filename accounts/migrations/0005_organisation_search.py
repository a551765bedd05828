"""An index for the words of code, name, address and postcode."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_organisation_is_dormant"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    "code",
                    "name",
                    "address",
                    "postcode",
                    django.db.models.functions.text.Replace(
                        "postcode", models.Value(" "), models.Value("")
                    ),
                    arg_joiner=" || ' ' || ",
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                    template="to_tsvector('simple', translate(%(expressions)s, '.,&()/-+:;\"_*#@!?''’', '                 '))",
                ),
                fastupdate=False,
                name="organisation_search",
            ),
        ),
    ]
