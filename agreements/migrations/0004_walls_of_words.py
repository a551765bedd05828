"""Keys and walls of suitability, seen acts, words and the pharmacy's part.

The person and the pharmacy add a word and no more; what comes of it the clock writes.
"""

from django.db import migrations

from core.walls import APP_ROLES, IN_SCHEME, PERSON_KEY, grant, key_to_person, wall

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
PARTS = f"""
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
        grant("agreements_criterion", "SELECT, INSERT, UPDATE (until_on, ended_by_id)"),
        grant("agreements_dutytable", "SELECT, INSERT"),
        sequences("criterion", "dutytable"),
    ]
