"""The key of each preferred name that was written before there was one."""

from django.db import migrations

from core.walls import unforced
from patients.rules.names import search_key

TABLE = "patients_patient"


def fill(apps, schema_editor):
    """Past the wall, for without a context the owner sees nobody."""
    patients = apps.get_model("patients", "Patient").objects
    with schema_editor.connection.cursor() as cursor, unforced(cursor, [TABLE]):
        named = patients.exclude(preferred="").only("preferred", "preferred_key")
        for one in named.iterator():
            one.preferred_key = search_key(one.preferred)
            one.save(update_fields=["preferred_key"])
        left = patients.exclude(preferred="").filter(preferred_key="")
        nameless = [one for one in left if search_key(one.preferred)]
        assert not nameless, f"{len(nameless)} records have no key"


class Migration(migrations.Migration):
    dependencies = [("patients", "0023_preferred_key")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
