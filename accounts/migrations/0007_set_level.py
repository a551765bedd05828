"""A coordinator sets a member's level, and can change nothing else of a membership."""

from django.db import migrations

from core.walls import function

SET_LEVEL = """
BEGIN
    UPDATE accounts_membership m SET level_id = level
     WHERE m.id = member AND m.scheme_id = ctx.scheme()
       AND ctx.role() IN ('coordinator', 'administrator')
       AND (level IS NULL OR EXISTS (
            SELECT 1 FROM accounts_level l WHERE l.id = level AND l.scheme_id = m.scheme_id));
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'this level is another''s to set';
    END IF;
END
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_move_day")]

    operations = [
        migrations.RunSQL(
            "GRANT UPDATE (level_id) ON accounts_membership TO ctx_owner;",
            reverse_sql="REVOKE UPDATE (level_id) ON accounts_membership FROM ctx_owner;",
        ),
        function(
            "ctx.set_level(member int, level bigint)",
            "void",
            SET_LEVEL,
            to="app_web",
            options="VOLATILE",
        ),
    ]
