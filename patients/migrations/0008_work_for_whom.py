"""Work about a person is read by those who keep the record, and by whoever it was given to.

The desk, which sees names, read the whole list of its organisation; what it may still do
is answer 'no next contact' by a booking, without reading that it waits.
"""

from django.db import migrations

from core.walls import function, take_down, wall

KNOWN = """(patient_id IS NULL
    OR service_id = ANY ((SELECT ctx.name_orgs())::int[])
    OR practice_id = ANY ((SELECT ctx.name_orgs())::int[])
    OR patient_id = ANY ((SELECT ctx.name_ids())::uuid[]))"""
GIVEN = [
    "(patient_id IS NULL AND organisation_id = ANY ((SELECT ctx.name_orgs())::int[]))",
    """(role = 'privacy_officer' AND organisation_id = (SELECT ctx.organisation())
        AND scheme_id = ANY ((SELECT ctx.privacy_schemes())::int[]))""",
    f"""((membership_id = (SELECT ctx.membership())
         OR (role = (SELECT ctx.role()) AND organisation_id = (SELECT ctx.organisation())))
        AND {KNOWN})""",
]

ANSWER = """
BEGIN
    UPDATE patients_workitem w SET done_at = now(), done_on = on_day, done_by = u.name
      FROM accounts_user u
     WHERE u.id = ctx.user() AND w.patient_id = person AND w.kind = 'no_next_contact'
       AND w.done_at IS NULL AND w.scheme_id = ctx.scheme()
       AND (w.service_id = ANY (ctx.name_orgs()) OR w.practice_id = ANY (ctx.name_orgs())
            OR person = ANY (ctx.name_ids()))
       AND (person = ANY (ctx.blocked_ids())) IS NOT TRUE;
END
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0007_emergency")]

    operations = [
        take_down("patients_workitem"),
        wall("patients_workitem", "team", added="about", also=GIVEN),
        migrations.RunSQL(
            "GRANT UPDATE ON patients_workitem TO ctx_owner;",
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "ctx.answer_next_contact(person uuid, on_day date)",
            "void",
            ANSWER,
            options="VOLATILE",
        ),
    ]
