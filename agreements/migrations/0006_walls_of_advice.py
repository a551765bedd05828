"""Keys and walls of advice: about a person as far as the record is kept, about nobody
as far as one was asked, or discusses.

The specialist who was asked reads the thread, though not the record.
"""

from django.db import migrations

from core.walls import APP_ROLES, IN_SCHEME, function, key_to_person, wall

# The viewer's own membership, and those whom they cover today.
STANDS_FOR = """
BEGIN
    RETURN ARRAY(
        SELECT ctx.membership() WHERE ctx.membership() IS NOT NULL
         UNION
        SELECT c.from_member_id FROM accounts_cover c
         WHERE c.to_member_id = ctx.membership() AND c.ended_at IS NULL
           AND c.starts_on <= ctx.today() AND c.ends_on >= ctx.today());
END
"""
# The scheme whose discussions the viewer reads, by their role alone.
DISCUSSED = """
BEGIN
    RETURN CASE WHEN ctx.role() IN ('gp', 'nurse', 'specialist')
        THEN ARRAY[ctx.scheme()] ELSE '{}'::int[] END;
END
"""
SIDES = [
    "specialist_id = ANY ((SELECT ctx.stands_for())::int[])",
    "(patient_id IS NULL AND asker_id = ANY ((SELECT ctx.stands_for())::int[]))",
    "(is_discussion AND scheme_id = ANY ((SELECT ctx.discussed_schemes())::int[]))",
]
# A question is one's own, and nobody signs for another.
BY_ONESELF = f"""
    CREATE POLICY agreements_advicethread_asked ON agreements_advicethread
        AS RESTRICTIVE FOR INSERT TO {APP_ROLES} WITH CHECK (
            {IN_SCHEME} AND state = 'open' AND asker_id = (SELECT ctx.membership()));
    CREATE POLICY agreements_advicemessage_signed ON agreements_advicemessage
        AS RESTRICTIVE FOR INSERT TO {APP_ROLES}
        WITH CHECK (by_id = (SELECT ctx.membership()));
"""
# What stands under a question is seen by whoever sees the question.
OF_ITS_THREAD = """
    ALTER TABLE agreements_advicemessage ADD CONSTRAINT advice_message_of_its_thread
        FOREIGN KEY (thread_id, scheme_id, asker_id, specialist_id, is_discussion)
        REFERENCES agreements_advicethread
            (id, scheme_id, asker_id, specialist_id, is_discussion);
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_advice")]

    operations = [
        function("ctx.stands_for()", "int[]", STANDS_FOR),
        function("ctx.discussed_schemes()", "int[]", DISCUSSED),
        key_to_person("agreements_advicethread"),
        key_to_person("agreements_advicemessage"),
        wall("agreements_advicethread", "team", also=SIDES),
        wall("agreements_advicemessage", "team", also=SIDES, append_only=True),
        migrations.RunSQL(
            BY_ONESELF + OF_ITS_THREAD, reverse_sql=migrations.RunSQL.noop
        ),
    ]
