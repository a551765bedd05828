"""Both keys and walls of every table that holds a person, before any row is written."""

from django.db import migrations

from core.walls import (
    APP_ROLES,
    IN_SCHEME,
    OWN_LIST,
    PERSON_KEY,
    function,
    key_to_person,
    wall,
)

RECORD = ["contact", "episode"]
# What the person does not read in their own record.
TEAM = ["flag", "nocontact"]
REMOVABLE = ["healthevent", "condition", "othermedicine"]
OF_ORGANISATION = ["appointment", "workitem", "carelink"]
WITH_PHARMACY = ["consent", "timelineentry", "prescriberturn"]
FIVE = [*PERSON_KEY, "pharmacy_id"]
# Given to the privacy officer, who sees no person's name but by a grant; to a member or
# role whose organisation's list is not theirs to read.
OWN_WORK = [
    OWN_LIST,
    "(patient_id IS NULL AND organisation_id = ANY ((SELECT ctx.name_orgs())::int[]))",
    """(role = 'privacy_officer' AND organisation_id = (SELECT ctx.organisation())
        AND scheme_id = ANY ((SELECT ctx.privacy_schemes())::int[]))""",
    """((membership_id = (SELECT ctx.membership())
         OR (role = (SELECT ctx.role()) AND organisation_id = (SELECT ctx.organisation())))
        AND (patient_id IS NULL OR patient_id = ANY ((SELECT ctx.name_ids())::uuid[])))""",
]

# Who sees one person beyond their own organisation's: a negative rank is an exclusion.
GRANTED = """
BEGIN
    IF as_role IN ('commissioner', 'administrator') THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT g.patient_id,
               CASE WHEN g.organisation_id IS NULL THEN ctx.rank_of(g.reach)
                    ELSE least(ctx.rank_of(g.reach), ctx.reach_of(as_role)) END,
               g.because::text
          FROM patients_grant g
         WHERE g.scheme_id = scheme
           AND (g.membership_id = member OR g.organisation_id = org
                OR (g.user_id = person AND as_role = 'service_user'))
           AND g.starts_on <= today AND (g.ends_on IS NULL OR g.ends_on >= today)
           AND (g.expires_at IS NULL OR g.expires_at > now())
        UNION ALL
        SELECT l.patient_id, least(ctx.rank_of(l.reach), ctx.reach_of(f.role)), 'cover'
          FROM accounts_cover c
          JOIN accounts_membership f ON f.id = c.from_member_id
          JOIN patients_carelink l ON l.named_worker_id = f.id AND l.status = 'active'
               AND l.organisation_id = f.organisation_id
               AND f.organisation_id IN (l.service_id, l.practice_id)
         WHERE c.to_member_id = member AND c.ended_at IS NULL
           AND c.starts_on <= today AND c.ends_on >= today AND l.scheme_id = scheme
        UNION ALL
        SELECT e.patient_id, -1, 'exclusion'
          FROM patients_exclusion e
         WHERE e.user_id = person AND e.scheme_id = scheme AND e.ended_at IS NULL;
END
"""

# Nobody decides about an exclusion of their own.
PRIVACY_OFFICER = """
    scheme_id = ANY ((SELECT ctx.privacy_schemes())::int[]) AND user_id <> (SELECT ctx.user())
"""

GRANTED_TO = "person int, member int, as_role text, org int, scheme int, today date"


class Migration(migrations.Migration):
    dependencies = [("patients", "0001_initial"), ("accounts", "0002_context")]

    operations = [
        *[
            key_to_person(f"patients_{table}")
            for table in [
                *RECORD,
                *TEAM,
                *REMOVABLE,
                *OF_ORGANISATION,
                "consultation",
                "name",
                "grant",
                "medicinetold",
            ]
        ],
        *[key_to_person(f"patients_{table}", columns=FIVE) for table in WITH_PHARMACY],
        key_to_person("patients_exclusion", columns=["patient_id", "scheme_id"]),
        migrations.RunSQL(
            """
            ALTER TABLE patients_medicinetold ADD CONSTRAINT medicine_told_in_a_turn
                FOREIGN KEY (patient_id, line, turn_n)
                REFERENCES patients_prescriberturn (patient_id, line, n);
            GRANT SELECT ON patients_grant, patients_exclusion, patients_carelink,
                patients_nocontact, patients_appointment, patients_patient TO ctx_owner;
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "ctx.rank_of(reach text)",
            "int",
            """
            BEGIN
                RETURN CASE reach WHEN 'record' THEN 3 WHEN 'medicine' THEN 2
                    WHEN 'name' THEN 1 ELSE 0 END;
            END
            """,
            options="IMMUTABLE",
            to=None,
        ),
        function(
            f"ctx.granted({GRANTED_TO})",
            "TABLE (patient_id uuid, rank int, because text)",
            GRANTED,
            to=None,
        ),
        wall("patients_patient", "patient", kept="patient_team"),
        wall("patients_name", "name"),
        *[wall(f"patients_{table}", "record") for table in RECORD],
        *[wall(f"patients_{table}", "team") for table in TEAM],
        *[wall(f"patients_{table}", "record", removable=True) for table in REMOVABLE],
        wall("patients_appointment", "record", also=[OWN_LIST]),
        wall("patients_carelink", "team", also=[OWN_LIST]),
        wall("patients_workitem", "team", added="about", also=OWN_WORK),
        wall("patients_consultation", "record", append_only=True, removable=True),
        wall("patients_consent", "medicine"),
        *[
            wall(f"patients_{table}", "medicine", append_only=True)
            for table in ["medicinetold", "prescriberturn"]
        ],
        wall(
            "patients_timelineentry",
            "timeline",
            added="told",
            append_only=True,
            removable=True,
        ),
        wall("patients_grant", "grant", kept="organisation"),
        migrations.RunSQL(
            f"""
            CREATE POLICY patients_grant_no_emergency ON patients_grant
                AS RESTRICTIVE FOR INSERT TO {APP_ROLES} WITH CHECK (because <> 'break_glass');
            CREATE POLICY patients_grant_no_longer ON patients_grant
                AS RESTRICTIVE FOR UPDATE TO {APP_ROLES}
                USING (because <> 'break_glass') WITH CHECK (because <> 'break_glass');
            ALTER TABLE patients_exclusion ENABLE ROW LEVEL SECURITY;
            ALTER TABLE patients_exclusion FORCE ROW LEVEL SECURITY;
            CREATE POLICY patients_exclusion_kept ON patients_exclusion TO app_web
                USING ({PRIVACY_OFFICER}) WITH CHECK ({PRIVACY_OFFICER});
            CREATE POLICY patients_exclusion_swept ON patients_exclusion TO app_worker
                USING ({IN_SCHEME}) WITH CHECK ({IN_SCHEME});
            GRANT SELECT, INSERT, UPDATE ON patients_exclusion TO {APP_ROLES};
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
