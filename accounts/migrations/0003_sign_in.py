"""Signing in: what the library's tables allow, slowed guesses, invitations, unlocking.

Guesses live in the schema of the context functions: no role of the application reads
or forgets them but by these functions.
"""

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import accounts.models
from core.walls import APP_ROLES, function

# No grant on the library's tables of e-mail addresses: there are none.
LIBRARY_TABLES = [
    "mfa_authenticator",
    "usersessions_usersession",
    "socialaccount_socialaccount",
]

GUESSES = """
    CREATE TABLE ctx.guess (what_sha bytea PRIMARY KEY, at timestamptz[] NOT NULL);
    CREATE TABLE ctx.miss (
        address text NOT NULL, account_sha bytea NOT NULL, at timestamptz NOT NULL,
        PRIMARY KEY (address, account_sha));
    GRANT SELECT, INSERT, UPDATE, DELETE ON ctx.guess, ctx.miss TO ctx_owner;
"""

WHAT_SHA = "sha256(convert_to(what, 'UTF8'))"
ACCOUNT_SHA = "sha256(convert_to(account, 'UTF8'))"

# The row is locked until the guess is judged, so guesses at one account come one after
# the other and none slips past the count.
GUESS = f"""
BEGIN
    INSERT INTO ctx.guess AS g (what_sha, at) VALUES ({WHAT_SHA}, ARRAY[now()])
    ON CONFLICT (what_sha) DO UPDATE
       SET at = ARRAY(SELECT t FROM unnest(g.at) t
                       WHERE t > now() - make_interval(secs => seconds)) || now()
     WHERE (SELECT count(*) FROM unnest(g.at) t
             WHERE t > now() - make_interval(secs => seconds)) < allowed;
    RETURN FOUND;
END
"""

# A right one is taken back; the wrong ones before it still count.
TAKE_BACK = f"""
BEGIN
    UPDATE ctx.guess SET at = at[:cardinality(at) - 1] WHERE what_sha = {WHAT_SHA};
END
"""

MISSES = """
BEGIN
    RETURN (SELECT count(*)::int FROM ctx.miss m
             WHERE m.address = misses.address AND m.at > now() - interval '1 hour');
END
"""

MISS = f"""
BEGIN
    INSERT INTO ctx.miss VALUES (address, {ACCOUNT_SHA}, now())
    ON CONFLICT ON CONSTRAINT miss_pkey DO UPDATE SET at = now();
END
"""

HIT = f"""
BEGIN
    DELETE FROM ctx.miss m WHERE m.address = hit.address AND m.account_sha = {ACCOUNT_SHA};
END
"""

CLEAR = """
BEGIN
    DELETE FROM ctx.guess WHERE at[cardinality(at)] < now() - interval '1 day' OR at = '{}';
    DELETE FROM ctx.miss WHERE at < now() - interval '1 day';
END
"""

# Only the sign-in that was locked unlocks: not another one in the same browser.
UNLOCK = """
BEGIN
    UPDATE accounts_actingsession SET locked_at = NULL, seen_at = now()
     WHERE token_sha = sha256(convert_to(coalesce(current_setting('app.token', true), ''), 'UTF8'))
       AND session_key = session AND expires_at > now();
    RETURN FOUND;
END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_context"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RemoveConstraint(
            model_name="membership", name="membership_once_at_a_time"
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("ended_at", None)),
                expressions=[
                    ("user", "="),
                    ("organisation", "="),
                    ("scheme", "="),
                    ("role", "="),
                    (accounts.models.DateRange("starts_on", "ends_on"), "&&"),
                ],
                name="membership_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Upper("username"),
                name="username_once_whatever_its_case",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("token_sha", models.BinaryField(unique=True)),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunSQL(GUESSES, reverse_sql="DROP TABLE ctx.guess, ctx.miss;"),
        migrations.RunSQL(
            f"""
            GRANT SELECT, INSERT, UPDATE, DELETE ON {", ".join(LIBRARY_TABLES)} TO app_web;
            GRANT SELECT ON socialaccount_socialapp TO app_web;
            GRANT SELECT, DELETE ON socialaccount_socialtoken TO app_web;
            GRANT SELECT, INSERT, UPDATE (used_at) ON accounts_invitation TO app_web;
            GRANT SELECT, DELETE ON usersessions_usersession TO app_worker;
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLES};
            DROP FUNCTION ctx.unlock();
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "ctx.unlock(session text)",
            "boolean",
            UNLOCK,
            to="app_web",
            options="VOLATILE",
        ),
        function(
            "ctx.guess(what text, allowed int, seconds int)",
            "boolean",
            GUESS,
            to="app_web",
            options="VOLATILE",
        ),
        function(
            "ctx.take_back(what text)",
            "void",
            TAKE_BACK,
            to="app_web",
            options="VOLATILE",
        ),
        function("ctx.misses(address text)", "int", MISSES, to="app_web"),
        function(
            "ctx.miss(address text, account text)",
            "void",
            MISS,
            to="app_web",
            options="VOLATILE",
        ),
        function(
            "ctx.hit(address text, account text)",
            "void",
            HIT,
            to="app_web",
            options="VOLATILE",
        ),
        function(
            "ctx.clear_guesses()", "void", CLEAR, to="app_worker", options="VOLATILE"
        ),
    ]
