"""Emergency access: an exact search, a reason, a few hours, and the privacy officer told.

The only writer of such grants. It asks nothing of the caller but words: who asks, in
which scheme and when, the database knows itself; hours and uses are held to bounds.
"""

from django.db import migrations

from core.walls import function

# Exactly one person of the scheme; a record merged into another leads there.
SOUGHT = """
DECLARE found uuid;
BEGIN
    SELECT coalesce(p.merged_into_id, p.id) INTO found FROM patients_patient p
     WHERE p.scheme_id = ctx.scheme() AND p.born_on = (sought ->> 'born_on')::date
       AND CASE WHEN sought ->> 'nhs_number' <> '' THEN p.nhs_number = sought ->> 'nhs_number'
           ELSE sought ->> 'family' <> '' AND sought ->> 'given' <> '' AND sought ->> 'postcode' <> ''
            AND upper(replace(p.postcode, ' ', '')) = upper(replace(sought ->> 'postcode', ' ', ''))
            AND ((p.family_key = sought ->> 'family' AND p.given_key = sought ->> 'given')
                 OR EXISTS (SELECT FROM patients_name n WHERE n.patient_id = p.id
                     AND n.family_key = sought ->> 'family' AND n.given_key = sought ->> 'given'))
           END
     ORDER BY p.merged_into_id IS NOT NULL, p.made_at LIMIT 1;
    RETURN found;
END
"""

# Each privacy officer of the scheme learns the name; each of their organisations gets
# the work. The title tells nothing of the person.
TELL_PRIVACY = """
DECLARE p patients_patient; today date := ctx.today();
BEGIN
    SELECT * INTO p FROM patients_patient x WHERE x.id = person;
    INSERT INTO patients_grant (id, version, patient_id, scheme_id, service_id, practice_id,
                                membership_id, reach, because, starts_on, ends_on, reason)
    SELECT gen_random_uuid(), 0, p.id, p.scheme_id, p.service_id, p.practice_id,
           m.id, 'name', 'privacy', today, today + 28, ''
      FROM ctx.privacy_officers() m;
    INSERT INTO patients_workitem (id, version, scheme_id, service_id, practice_id, patient_id,
                                   organisation_id, role, kind, harm, title, due_on, source_id,
                                   seen_by, done_by)
    SELECT gen_random_uuid(), 0, p.scheme_id, p.service_id, p.practice_id, p.id,
           m.organisation_id, 'privacy_officer', alert ->> 'kind', (alert ->> 'harm')::int,
           left(alert ->> 'title', 200), today, source, '', ''
      FROM (SELECT DISTINCT organisation_id FROM ctx.privacy_officers()) m;
END
"""

OFFICERS = """
BEGIN
    RETURN QUERY SELECT m.id, m.organisation_id
      FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
     WHERE m.scheme_id = ctx.scheme() AND m.role = 'privacy_officer' AND u.is_active
       AND m.ended_at IS NULL AND m.starts_on <= ctx.today()
       AND (m.ends_on IS NULL OR m.ends_on >= ctx.today());
END
"""

# What the answer does not tell apart is done with the same work: where there is nobody
# to tell of, somebody else is told of and it is undone.
TELL_NOBODY = """
BEGIN
    PERFORM ctx.tell_privacy(
        (SELECT p.id FROM patients_patient p WHERE p.scheme_id = ctx.scheme() LIMIT 1), source, alert);
    RAISE EXCEPTION USING ERRCODE = 'XX999';
EXCEPTION WHEN SQLSTATE 'XX999' OR not_null_violation THEN  -- a scheme without anybody
    RETURN;
END
"""

CLINICIANS = "('gp', 'nurse', 'specialist', 'keyworker', 'team_lead')"
MOST_HOURS, MOST_USES, MOST_TRIES = 24, 10, 10

BREAK_GLASS = f"""
DECLARE
    p patients_patient; verb text; source uuid := gen_random_uuid(); today date := ctx.today();
    me int := ctx.user(); mine int := ctx.membership(); scheme int := ctx.scheme();
    lasts int := least(greatest(hours, 1), {MOST_HOURS});
BEGIN
    IF (ctx.role() IN {CLINICIANS}) IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'emergency access is for clinicians';
    END IF;
    IF trim(coalesce(reason, '')) = '' OR trim(coalesce(words, '')) = '' THEN
        RAISE EXCEPTION 'emergency access needs a reason';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ctx.break_glass'), me);
    IF (SELECT count(*) FROM patients_grant g JOIN accounts_membership m ON m.id = g.membership_id
         WHERE m.user_id = me AND g.because = 'break_glass' AND g.starts_on = today)
           >= least(uses, {MOST_USES})
       OR (SELECT count(*) FROM audit_event v WHERE v.scheme_id = scheme AND v.user_id = me
            AND v.verb IN ('emergency_access_not_found', 'emergency_access_refused')
            AND v.at > now() - interval '1 day') >= {MOST_TRIES} THEN
        PERFORM audit.write('emergency_access_used_up', '', '', NULL, '{{}}', mine);
        RETURN QUERY SELECT 'used_up', NULL::uuid;
        RETURN;
    END IF;
    SELECT * INTO p FROM patients_patient x WHERE x.id = ctx.sought(sought);
    IF p.id IS NULL THEN
        verb := 'emergency_access_not_found';
        PERFORM ctx.tell_nobody(source, alert);
    ELSIF p.id = ANY (ctx.blocked_ids()) THEN
        verb := 'emergency_access_refused';
        PERFORM ctx.tell_privacy(p.id, source, alert || jsonb_build_object('title', alert ->> 'refused'));
    ELSIF p.service_id = ANY (ctx.rec_orgs()) OR p.practice_id = ANY (ctx.rec_orgs())
          OR p.id = ANY (ctx.rec_ids()) THEN
        verb := 'emergency_access_not_needed';
        PERFORM ctx.tell_nobody(source, alert);
    ELSE
        verb := 'emergency_access_opened';
        INSERT INTO patients_grant (id, version, patient_id, scheme_id, service_id, practice_id,
                                    membership_id, reach, because, starts_on, expires_at, reason)
        VALUES (source, 0, p.id, scheme, p.service_id, p.practice_id, mine, 'record', 'break_glass',
                today, now() + make_interval(hours => lasts), left(reason || ': ' || words, 500));
        PERFORM ctx.tell_privacy(p.id, source, alert);
    END IF;
    PERFORM audit.write(verb, 'patients.grant', source::text, p.id,
                        jsonb_build_object('reason', reason, 'words', words, 'hours', lasts), mine);
    RETURN QUERY SELECT
        CASE WHEN verb IN ('emergency_access_opened', 'emergency_access_not_needed') THEN 'open' ELSE 'nobody' END,
        CASE WHEN verb IN ('emergency_access_opened', 'emergency_access_not_needed') THEN p.id END;
END
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0006_who_looked")]

    operations = [
        migrations.RunSQL(
            """
            GRANT SELECT ON patients_name TO ctx_owner;
            GRANT INSERT ON patients_grant, patients_workitem TO ctx_owner;
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        function("ctx.sought(sought jsonb)", "uuid", SOUGHT, to=None),
        function(
            "ctx.privacy_officers()",
            "TABLE (id int, organisation_id int)",
            OFFICERS,
            to=None,
        ),
        *[
            function(
                f"ctx.{name}({person}source uuid, alert jsonb)",
                "void",
                body,
                to=None,
                options="VOLATILE",
            )
            for name, person, body in [
                ("tell_privacy", "person uuid, ", TELL_PRIVACY),
                ("tell_nobody", "", TELL_NOBODY),
            ]
        ],
        function(
            "ctx.break_glass(sought jsonb, reason text, words text, hours int, uses int, alert jsonb)",
            "TABLE (outcome text, person uuid)",
            BREAK_GLASS,
            to="app_web",
            options="VOLATILE",
        ),
    ]
