"""What practices offer holds no person; for whom they prescribe is told without names.

A coordinator sees no person, and must know how many of a practice that leaves have
nobody yet to follow: the function says it of their own scheme, and names nobody.
"""

from django.db import migrations

from core.walls import APP_ROLES, function, grant

HELD = """
BEGIN
    IF ctx.role() IS DISTINCT FROM 'coordinator' THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT dense_rank() OVER (ORDER BY a.patient_id), a.asked_organisation_id, g.id, u.name::text, g.ends_on, a.line::text,
           s.name::text, a.starts_on, a.notice_on, fo.name::text,
           f.asked_organisation_id, f.state::text, f.gp_id, fg.ends_on
      FROM agreements_agreement a
      JOIN patients_patient p ON p.id = a.patient_id AND p.died_on IS NULL
      JOIN accounts_membership g ON g.id = a.gp_id
      JOIN accounts_user u ON u.id = g.user_id
      JOIN accounts_organisation s ON s.id = a.service_id
      LEFT JOIN agreements_agreement f
             ON f.follows_id = a.id AND f.state IN ('sent', 'query', 'accepted')
      LEFT JOIN accounts_organisation fo ON fo.id = f.asked_organisation_id
      LEFT JOIN accounts_membership fg ON fg.id = f.gp_id
     WHERE a.scheme_id = ctx.scheme() AND a.state IN ('active', 'notice_given')
       AND practice IN (0, a.asked_organisation_id)
     ORDER BY a.starts_on, md5(a.id::text);
END
"""
HELD_ROW = """TABLE (
    person bigint, organisation_id int, gp_id int, gp text, gp_ends_on date, line text, service text,
    since_on date, notice_on date, follower text, follower_id int, follower_state text,
    follower_gp_id int, follower_ends_on date)"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0008_offers_and_followers")]

    operations = [
        grant("agreements_offer", "SELECT, INSERT"),
        migrations.RunSQL(
            f"GRANT USAGE ON SEQUENCE agreements_offer_id_seq TO {APP_ROLES};",
            reverse_sql=migrations.RunSQL.noop,
        ),
        function("ctx.agreements_held(practice int)", HELD_ROW, HELD),
    ]
