"""One NHS number on two records, of which the viewer may see one: the privacy officer is
told by work about nobody, which says who keeps each, and nobody else learns of it."""

from django.db import migrations

from core.walls import function

# Where there is nobody else the same is done and undone, so that time tells nothing.
COMPARE = """
DECLARE p patients_patient; o patients_patient; source uuid := gen_random_uuid(); facts jsonb := '{}';
BEGIN
    SELECT * INTO p FROM patients_patient x
     WHERE x.id = person AND x.scheme_id = ctx.scheme() AND x.nhs_number IS NOT NULL
       AND (x.service_id = ANY (ctx.rec_orgs()) OR x.practice_id = ANY (ctx.rec_orgs())
            OR x.id = ANY (ctx.team_ids()));
    IF p.id IS NULL THEN RETURN;
    END IF;
    SELECT * INTO o FROM patients_patient x
     WHERE x.scheme_id = p.scheme_id AND x.nhs_number = p.nhs_number AND x.id <> p.id
       AND x.merged_into_id IS NULL
       AND (x.id = ANY (ctx.blocked_ids())
            OR NOT (x.service_id = ANY (ctx.name_orgs()) OR x.practice_id = ANY (ctx.name_orgs())
                    OR x.id = ANY (ctx.name_ids())))
     ORDER BY x.made_at LIMIT 1;
    BEGIN
        INSERT INTO patients_workitem (id, version, scheme_id, service_id, practice_id, patient_id,
                                       organisation_id, role, kind, harm, title, due_on, source_id,
                                       seen_by, done_by)
        SELECT gen_random_uuid(), 0, p.scheme_id, 0, 0, NULL, m.organisation_id, 'privacy_officer',
               alert ->> 'kind', (alert ->> 'harm')::int, left(alert ->> 'title', 200), ctx.today(),
               source, '', ''
          FROM (SELECT DISTINCT organisation_id FROM ctx.privacy_officers()) m;
        SELECT jsonb_build_object('records', jsonb_agg(jsonb_build_array(x.id, s.name, g.name)))
          INTO facts FROM patients_patient x
          JOIN accounts_organisation s ON s.id = x.service_id
          JOIN accounts_organisation g ON g.id = x.practice_id
         WHERE x.id IN (p.id, o.id);
        PERFORM audit.write('nhs_number_compared', '', source::text, NULL, facts, ctx.membership());
        IF o.id IS NULL THEN RAISE EXCEPTION USING ERRCODE = 'XX999';
        END IF;
    EXCEPTION WHEN SQLSTATE 'XX999' THEN NULL;
    END;
END
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0016_closing_wall")]

    operations = [
        function(
            "ctx.compare_number(person uuid, alert jsonb)",
            "void",
            COMPARE,
            to="app_web",
            options="VOLATILE",
        ),
    ]
