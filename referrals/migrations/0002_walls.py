"""Keys and walls of referrals, before any row is written.

Those who keep the record read a referral; while it is open, so does the organisation
that was asked. The clock closes that sight, of what was done to it too.
"""

from django.db import migrations

from core.walls import APP_ROLES, IN_SCHEME, key_to_person, wall

SHOWN = "shown_to_id = ANY ((SELECT ctx.rec_orgs())::int[])"
TO_PARTNER = (
    "(shown_to_id = (SELECT ctx.organisation()) AND (SELECT ctx.role()) = 'partner')"
)
# Nobody begins in the middle, sends for another or signs for another.
BY_ONESELF = f"""
    CREATE POLICY referrals_referral_begun ON referrals_referral
        AS RESTRICTIVE FOR INSERT TO app_web
        WITH CHECK ({IN_SCHEME} AND state = 'sent' AND last_n = 0
            AND from_organisation_id = (SELECT ctx.organisation())
            AND from_member_id = (SELECT ctx.membership()));
    CREATE POLICY referrals_referralact_signed ON referrals_referralact
        AS RESTRICTIVE FOR INSERT TO app_web
        WITH CHECK (by_id = (SELECT ctx.membership()));
    GRANT UPDATE (shown_to_id) ON referrals_referralact TO app_worker;
"""
# Holds no person: read in its scheme, written there by its coordinator.
DIRECTORY = f"""
    ALTER TABLE referrals_directoryservice ENABLE ROW LEVEL SECURITY;
    CREATE POLICY directory_read ON referrals_directoryservice
        FOR SELECT TO {APP_ROLES} USING ({IN_SCHEME});
    CREATE POLICY directory_added ON referrals_directoryservice
        FOR INSERT TO app_web
        WITH CHECK ({IN_SCHEME} AND (SELECT ctx.role()) = 'coordinator');
    CREATE POLICY directory_changed ON referrals_directoryservice
        FOR UPDATE TO app_web
        USING ({IN_SCHEME} AND (SELECT ctx.role()) = 'coordinator')
        WITH CHECK ({IN_SCHEME} AND (SELECT ctx.role()) = 'coordinator');
    GRANT SELECT ON referrals_directoryservice TO {APP_ROLES};
    GRANT INSERT, UPDATE ON referrals_directoryservice TO app_web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
        ("patients", "0027_referrals"),
    ]

    operations = [
        key_to_person("referrals_referral"),
        key_to_person("referrals_referralact"),
        wall("referrals_referral", "team", also=[SHOWN, TO_PARTNER]),
        wall(
            "referrals_referralact", "team", also=[SHOWN, TO_PARTNER], append_only=True
        ),
        migrations.RunSQL(BY_ONESELF + DIRECTORY, reverse_sql=migrations.RunSQL.noop),
    ]
