"""A GP names their own last day, and can change nothing else of any membership.

Their word brings the end forward and takes itself back; what an administrator gave is
kept beside it, and nobody puts that off but they. The trail is written here, so that no
statement goes past it.
"""

from django.db import migrations, models

from core.walls import function

SET_OWN_LAST_DAY = """
DECLARE m accounts_membership; given date; is_own boolean;
BEGIN
    SELECT * INTO m FROM accounts_membership n
     WHERE n.id = ctx.membership() AND n.role = 'gp' AND n.ended_at IS NULL FOR UPDATE;
    IF m.id IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'this last day is another''s to set';
    END IF;
    given := CASE WHEN m.is_own_end THEN m.ends_otherwise_on ELSE m.ends_on END;
    IF m.ends_on IS DISTINCT FROM seen OR given IS DISTINCT FROM seen_given THEN
        RETURN 'changed';
    END IF;
    IF day < ctx.today() OR day > given THEN
        RAISE check_violation USING MESSAGE = 'a last day is neither over nor after the one given';
    END IF;
    is_own := day IS NOT NULL AND day IS DISTINCT FROM given;
    BEGIN
        UPDATE accounts_membership n
           SET ends_on = coalesce(day, given), is_own_end = is_own,
               ends_otherwise_on = CASE WHEN is_own THEN given END
         WHERE n.id = m.id;
    EXCEPTION WHEN exclusion_violation THEN
        RETURN 'followed';
    END;
    PERFORM audit.write('last_day_set', 'accounts.membership', m.id::text, NULL,
        jsonb_build_object('last_day', day, 'before', m.ends_on, 'given', given), m.id);
    RETURN 'set';
END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_training"),
        ("audit", "0002_write_and_saw"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="is_own_end",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="membership",
            name="ends_otherwise_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_own_end", False))
                | models.Q(("ends_on__isnull", False)),
                name="membership_own_end_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_otherwise_on", None))
                | models.Q(
                    ("ends_otherwise_on__gt", models.F("ends_on")),
                    ("is_own_end", True),
                ),
                name="membership_own_end_comes_before_the_given",
            ),
        ),
        migrations.RunSQL(
            "GRANT UPDATE (ends_on, is_own_end, ends_otherwise_on) ON accounts_membership TO ctx_owner;",
            reverse_sql="REVOKE UPDATE (ends_on, is_own_end, ends_otherwise_on)"
            " ON accounts_membership FROM ctx_owner;",
        ),
        function(
            "ctx.set_own_last_day(day date, seen date, seen_given date)",
            "text",
            SET_OWN_LAST_DAY,
            to="app_web",
            options="VOLATILE",
        ),
    ]
