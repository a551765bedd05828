"""The only doors into the audit tables: audit.write(), audit.saw(), audit.seal().

They fill in who acts from the acting session and refuse a caller who names another.
"""

from django.db import migrations

from core.walls import APP_ROLES, function

WRITE = """
DECLARE a record;
BEGIN
    SELECT * INTO a FROM ctx.acting();
    IF member IS DISTINCT FROM a.membership_id THEN
        RAISE EXCEPTION 'the acting membership is another';
    END IF;
    INSERT INTO audit_event (user_id, membership_id, role, org_id, scheme_id,
                             verb, subject_type, subject_id, patient_id, facts)
    VALUES (a.user_id, a.membership_id, coalesce(a.role, ''), a.organisation_id, a.scheme_id,
            verb, subject_type, subject_id, patient, facts);
END
"""

SAW = """
DECLARE a record;
BEGIN
    SELECT * INTO a FROM ctx.acting();
    INSERT INTO audit_access (session_ref, user_id, membership_id, role, org_id, scheme_id,
                              patient_id, shown, what, why, from_ip)
    VALUES (left(encode(sha256(convert_to(coalesce(current_setting('app.token', true), ''), 'UTF8')), 'hex'), 16),
            a.user_id, a.membership_id, coalesce(a.role, ''), a.organisation_id, a.scheme_id,
            patient, people, what, why, ip);
END
"""

# A row is sealed once no transaction that could still add an earlier one is open: the
# web's statements end within seconds.
SEAL = """
DECLARE last record; e bigint; c bigint; body text;
BEGIN
    SELECT * INTO last FROM audit_seal s WHERE s.scheme_id = scheme ORDER BY id DESC LIMIT 1 FOR UPDATE;
    SELECT max(id) INTO e FROM audit_event v
     WHERE v.scheme_id = scheme AND v.id > coalesce(last.upto_event, 0) AND v.at < now() - interval '1 minute';
    SELECT max(id) INTO c FROM audit_access v
     WHERE v.scheme_id = scheme AND v.id > coalesce(last.upto_access, 0) AND v.at < now() - interval '1 minute';
    IF e IS NULL AND c IS NULL THEN RETURN false; END IF;
    e := coalesce(e, last.upto_event, 0);
    c := coalesce(c, last.upto_access, 0);
    INSERT INTO audit_seal (scheme_id, upto_event, upto_access, sha)
    VALUES (scheme, e, c, audit.link(scheme, coalesce(last.upto_event, 0), e,
                                     coalesce(last.upto_access, 0), c, coalesce(last.sha, '')));
    RETURN true;
END
"""

LINK = """
DECLARE events text; accesses text;
BEGIN
    SELECT coalesce(string_agg(v::text, '|' ORDER BY v.id), '') INTO events FROM audit_event v
     WHERE v.scheme_id = scheme AND v.id > e0 AND v.id <= e1;
    SELECT coalesce(string_agg(v::text, '|' ORDER BY v.id), '') INTO accesses FROM audit_access v
     WHERE v.scheme_id = scheme AND v.id > a0 AND v.id <= a1;
    RETURN encode(sha256(convert_to(before || '#' || events || '#' || accesses, 'UTF8')), 'hex');
END
"""

# The identifiers of the seals that no longer fit what they sealed.
BROKEN = """
DECLARE s record; e bigint := 0; a bigint := 0; sha text := '';
BEGIN
    FOR s IN SELECT * FROM audit_seal q WHERE q.scheme_id = scheme ORDER BY q.id LOOP
        IF s.sha <> audit.link(scheme, e, s.upto_event, a, s.upto_access, sha) THEN
            RETURN NEXT s.id;
        END IF;
        e := s.upto_event; a := s.upto_access; sha := s.sha;
    END LOOP;
END
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"""
            CREATE SCHEMA audit;
            GRANT USAGE ON SCHEMA audit TO {APP_ROLES};
            GRANT USAGE, CREATE ON SCHEMA audit TO ctx_owner;
            GRANT SELECT, INSERT ON audit_event, audit_access, audit_seal TO ctx_owner;
            GRANT UPDATE (at) ON audit_seal TO ctx_owner;
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ctx_owner;
            """,
            reverse_sql="DROP SCHEMA audit CASCADE;",
        ),
        function(
            "audit.write(verb text, subject_type text, subject_id text, patient uuid, facts jsonb, member int)",
            "void",
            WRITE,
            options="VOLATILE",
        ),
        function(
            "audit.saw(what text, patient uuid, people uuid[], why text, ip inet)",
            "void",
            SAW,
            options="VOLATILE",
        ),
        function(
            "audit.link(scheme int, e0 bigint, e1 bigint, a0 bigint, a1 bigint, before text)",
            "text",
            LINK,
            to="app_worker",
        ),
        function(
            "audit.seal(scheme int)",
            "boolean",
            SEAL,
            to="app_worker",
            options="VOLATILE",
        ),
        function(
            "audit.broken_seals(scheme int)", "SETOF bigint", BROKEN, to="app_worker"
        ),
    ]
