"""The pharmacy reads how the agreement of its part stands, and no more of it."""

from django.db import migrations

from core.walls import function

STATE = """
BEGIN
    RETURN (
    SELECT a.state::text
      FROM agreements_pharmacypart p
      JOIN agreements_agreement a ON a.id = p.agreement_id
     WHERE p.id = part AND p.scheme_id = ctx.scheme()
       AND p.pharmacy_id <> 0 AND p.pharmacy_id = ANY (ctx.med_orgs())
       AND p.asked_pharmacy_id = p.pharmacy_id
       AND (p.patient_id = ANY (ctx.blocked_ids())) IS NOT TRUE
       AND (p.patient_id = ANY (ctx.supply_ids())) IS NOT TRUE);
END
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0012_notices_taken_back")]

    operations = [
        migrations.RunSQL(
            "GRANT SELECT ON agreements_pharmacypart TO ctx_owner;",
            reverse_sql=migrations.RunSQL.noop,
        ),
        function("ctx.state_of_part(part uuid)", "text", STATE),
    ]
