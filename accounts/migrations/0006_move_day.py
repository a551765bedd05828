"""The demo's day goes forward, by this function alone.

Nobody may call it until a demo is loaded, whose owner then lets the web; outside a demo
the day stays what the calendar says.
"""

from django.db import migrations

from core.walls import function

MOVE = """
BEGIN
    IF days NOT BETWEEN 1 AND 120 THEN
        RAISE EXCEPTION 'the day moves by 1 to 120 days';
    END IF;
    UPDATE core_clock SET offset_days = offset_days + days;
    RETURN ctx.today();
END
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_organisation_search")]

    operations = [
        migrations.RunSQL(
            "GRANT UPDATE ON core_clock TO ctx_owner;",
            reverse_sql="REVOKE UPDATE ON core_clock FROM ctx_owner;",
        ),
        function(
            "ctx.move_day(days int)",
            "date",
            MOVE,
            to="ctx_owner",
            options="VOLATILE",
        ),
    ]
