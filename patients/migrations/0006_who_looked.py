"""Who has looked at one person: for that person and for the privacy officer."""

from django.db import migrations

from core.walls import function

# As ctx_owner, since a list's row names its people in an array whose index the wall
# would put out of reach.
WHO_LOOKED = """
BEGIN
    IF NOT (person = ANY (ctx.person_ids())
            OR (cardinality(ctx.privacy_schemes()) > 0 AND EXISTS (
                SELECT 1 FROM patients_patient p
                 WHERE p.id = person AND p.scheme_id = ANY (ctx.privacy_schemes())))) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT v.at, u.name::text, v.role::text, o.name::text, v.what::text, v.why::text
          FROM (SELECT * FROM audit_access a WHERE a.patient_id = person
                UNION ALL
                SELECT * FROM audit_access a WHERE a.shown @> ARRAY[person]) v
          JOIN accounts_user u ON u.id = v.user_id
          JOIN accounts_organisation o ON o.id = v.org_id
         ORDER BY v.id DESC LIMIT most;
END
"""

# The privacy officer names a person exactly, and so never browses.
EXACTLY = """
BEGIN
    RETURN (SELECT p.id FROM patients_patient p
             WHERE p.scheme_id = ANY (ctx.privacy_schemes()) AND p.nhs_number = number
             LIMIT 1);
END
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0005_kept_apart")]

    operations = [
        migrations.RunSQL(
            "GRANT SELECT ON accounts_user, accounts_organisation TO ctx_owner;",
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "ctx.who_looked(person uuid, most int)",
            "TABLE (at timestamptz, name text, role text, organisation text, what text, why text)",
            WHO_LOOKED,
        ),
        function("ctx.person_numbered(number text)", "uuid", EXACTLY),
    ]
