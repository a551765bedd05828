"""The person reads where they were referred; what was done to it stays with the staff."""

from django.db import migrations

from core.walls import IN_SCHEME

OWN = f"""
    CREATE POLICY referrals_referral_own ON referrals_referral
        FOR SELECT TO app_web USING (
            {IN_SCHEME} AND patient_id = ANY ((SELECT ctx.person_ids())::uuid[])
            AND (patient_id = ANY ((SELECT ctx.blocked_ids())::uuid[])) IS NOT TRUE);
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_a_death_stops_a_referral")]

    operations = [
        migrations.RunSQL(
            OWN, reverse_sql="DROP POLICY referrals_referral_own ON referrals_referral;"
        ),
    ]
