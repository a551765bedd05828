"""Keys and walls of agreements, before any row is written.

Those who keep the record read an agreement; once it is sent, so do the practice that was
asked, which answers it, and the person.
"""

from django.db import migrations

from core.walls import APP_ROLES, IN_SCHEME, grant, key_to_person, wall

ASKED = (
    "(sent_on IS NOT NULL"
    " AND asked_organisation_id = ANY ((SELECT ctx.rec_orgs())::int[]))"
)
SHOWN = "shown_to_id = ANY ((SELECT ctx.rec_orgs())::int[])"
OWN = f"""
    CREATE POLICY {{table}}_own ON {{table}} FOR SELECT TO app_web USING (
        {IN_SCHEME} AND {{sent}}
        AND patient_id = ANY ((SELECT ctx.person_ids())::uuid[])
        AND (patient_id = ANY ((SELECT ctx.blocked_ids())::uuid[])) IS NOT TRUE);
"""
OWN_AGREEMENT = OWN.format(table="agreements_agreement", sent="sent_on IS NOT NULL")
OWN_ACT = OWN.format(table="agreements_agreementact", sent="shown_to_id <> 0")
# Nobody begins in the middle, and nobody signs for another.
BY_ONESELF = f"""
    CREATE POLICY agreements_agreement_begun ON agreements_agreement
        AS RESTRICTIVE FOR INSERT TO app_web
        WITH CHECK ({IN_SCHEME} AND state = 'draft' AND sent_on IS NULL);
    CREATE POLICY agreements_agreementact_signed ON agreements_agreementact
        AS RESTRICTIVE FOR INSERT TO app_web
        WITH CHECK (by_id = (SELECT ctx.membership()));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_initial"),
        ("patients", "0022_ties_of_agreement"),
    ]

    operations = [
        key_to_person("agreements_agreement"),
        key_to_person("agreements_agreementact"),
        wall("agreements_agreement", "team", also=[ASKED]),
        wall("agreements_agreementact", "team", also=[SHOWN], append_only=True),
        migrations.RunSQL(
            OWN_AGREEMENT + OWN_ACT + BY_ONESELF, reverse_sql=migrations.RunSQL.noop
        ),
        grant("agreements_dutyprescriber", "SELECT, INSERT"),
        migrations.RunSQL(
            f"GRANT USAGE ON SEQUENCE agreements_dutyprescriber_id_seq TO {APP_ROLES};",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
