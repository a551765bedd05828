"""Keys and walls of suitability, seen acts, words and the pharmacy's part.

The person and the pharmacy add a word and no more; what comes of it the clock writes.
"""

from django.db import migrations

from core.walls import (
    APP_ROLES,
    IN_SCHEME,
    PERSON_KEY,
    function,
    grant,
    key_to_person,
    wall,
)

OWN_SIDE = "shown_to_id = ANY ((SELECT ctx.rec_orgs())::int[])"
NOT_BLOCKED = (
    "(patient_id = ANY ((SELECT ctx.blocked_ids())::uuid[])) IS NOT TRUE"
    " AND (patient_id = ANY ((SELECT ctx.supply_ids())::uuid[])) IS NOT TRUE"
)
OF_PERSON = "patient_id = ANY ((SELECT ctx.person_ids())::uuid[])"
OF_PHARMACY = (
    "(pharmacy_id <> 0 AND pharmacy_id = ANY ((SELECT ctx.med_orgs())::int[]))"
)
SIGNED = "by_id = (SELECT ctx.membership())"
WORDS = f"""
    CREATE POLICY agreements_word_own ON agreements_word FOR SELECT TO app_web USING (
        {IN_SCHEME} AND ({OF_PERSON} OR {OF_PHARMACY}) AND {NOT_BLOCKED});
    CREATE POLICY agreements_word_said ON agreements_word FOR INSERT TO app_web
        WITH CHECK ({IN_SCHEME} AND {NOT_BLOCKED}
            AND (party = 'person' AND {OF_PERSON}
                 OR party = 'pharmacy' AND {OF_PHARMACY}));
    CREATE POLICY agreements_word_signed ON agreements_word
        AS RESTRICTIVE FOR INSERT TO app_web
        WITH CHECK ({SIGNED} AND taken_at IS NULL AND not_taken = '');
    DROP POLICY agreements_word_added ON agreements_word;
    GRANT UPDATE (taken_at, not_taken) ON agreements_word TO app_worker;
"""
# The clock alone writes it.
PARTS = f"""
    DROP POLICY agreements_pharmacypart_added ON agreements_pharmacypart;
    REVOKE INSERT ON agreements_pharmacypart FROM app_web;
    CREATE POLICY agreements_pharmacypart_theirs ON agreements_pharmacypart
        FOR SELECT TO app_web USING (
            {IN_SCHEME} AND {OF_PHARMACY} AND asked_pharmacy_id = pharmacy_id
            AND {NOT_BLOCKED});
"""
SEEN = f"""
    CREATE POLICY agreements_actseen_signed ON agreements_actseen
        AS RESTRICTIVE FOR INSERT TO app_web WITH CHECK ({SIGNED});
"""
SUITABILITY = """
    CREATE POLICY agreements_suitability_signed ON agreements_suitability
        AS RESTRICTIVE FOR INSERT TO app_web
        WITH CHECK (author_id = (SELECT ctx.membership()));
"""
# Who prescribes in an agreement's line, and why: for whoever may read the agreement,
# the practice that was asked too, which does not see the record yet.
PRESCRIBER = """
BEGIN
    RETURN QUERY
    SELECT t.prescriber_name::text, o.name::text, t.because::text, t.starts_on
      FROM agreements_agreement a
      JOIN patients_prescriberturn t ON t.patient_id = a.patient_id AND t.line = a.line
      JOIN accounts_organisation o ON o.id = t.organisation_id
     WHERE a.id = agreement AND a.scheme_id = ctx.scheme()
       AND (session_user = 'app_worker'
            OR a.service_id = ANY (ctx.rec_orgs()) OR a.practice_id = ANY (ctx.rec_orgs())
            OR a.patient_id = ANY (ctx.rec_ids()) OR a.patient_id = ANY (ctx.person_ids())
            OR (a.sent_on IS NOT NULL AND a.asked_organisation_id = ANY (ctx.rec_orgs())))
       AND (a.patient_id = ANY (ctx.blocked_ids())) IS NOT TRUE
       AND t.starts_on <= ctx.today()
     ORDER BY t.n DESC LIMIT 1;
END
"""
PEOPLES = ("suitability", "actseen", "word")


def sequences(*tables):
    grants = (
        f"GRANT USAGE ON SEQUENCE agreements_{table}_id_seq TO {APP_ROLES};"
        for table in tables
    )
    return migrations.RunSQL("".join(grants), reverse_sql=migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_what_the_parties_say")]

    operations = [
        *(key_to_person(f"agreements_{table}") for table in PEOPLES),
        key_to_person("agreements_pharmacypart", columns=[*PERSON_KEY, "pharmacy_id"]),
        wall("agreements_suitability", "team", append_only=True),
        wall("agreements_actseen", "team", also=[OWN_SIDE], append_only=True),
        wall("agreements_word", "team", append_only=True),
        wall("agreements_pharmacypart", "team", append_only=True),
        migrations.RunSQL(
            WORDS + PARTS + SEEN + SUITABILITY, reverse_sql=migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            "GRANT SELECT ON agreements_agreement TO ctx_owner;",
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "ctx.prescriber_of(agreement uuid)",
            "TABLE (who text, organisation text, because text, since date)",
            PRESCRIBER,
        ),
        grant("agreements_criterion", "SELECT, INSERT, UPDATE (until_on, ended_by_id)"),
        grant("agreements_dutytable", "SELECT, INSERT"),
        sequences("criterion", "dutytable"),
    ]
