"""Whether a booking would bring two people together who must not meet.

The other's booking may be out of the caller's sight; the answer names nobody.
"""

from django.db import migrations

from core.walls import function

MEETS = """
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM patients_nocontact n
          JOIN patients_appointment a ON a.patient_id = n.other_id
         WHERE n.patient_id = patient AND n.scheme_id = ctx.scheme() AND n.ended_on IS NULL
           AND a.state IN ('booked', 'arrived') AND lower(a.place) = lower(wanted_place)
           AND a.starts_at < wanted_at + interval '1 hour'
           AND wanted_at < a.starts_at + interval '1 hour');
END
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0004_remove_entry")]

    operations = [
        function(
            "ctx.meets_kept_apart(patient uuid, wanted_place text, wanted_at timestamptz)",
            "boolean",
            MEETS,
        ),
    ]
