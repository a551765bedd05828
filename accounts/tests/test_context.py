"""The context functions: who may open, lock and end a session, and who is let in."""

import hashlib
import hmac

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction

from accounts import acting
from accounts.models import Cover, Membership, Setting
from patients.models import Patient
from tests.walls.people import (
    ASHDALE,
    DAY,
    ID,
    NORTHMOOR,
    SERVICE,
    TODAY,
    see_as,
    token_of,
)

TOKEN = "x" * 43


def ask(statement, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchone()[0]


def refused(match=None):
    return pytest.raises(DatabaseError, match=match)


def open_as(name, *, token=TOKEN, session="", proof=None):
    """As an injected statement would: with whatever proof it makes up."""
    said = f"{token} {session} {ID[name]} {ID[name]}".encode()
    if proof is None:
        proof = hmac.new(acting.proof_key(), said, hashlib.sha256).hexdigest()
    arguments = [token, session, ID[name], ID[name], proof]
    ask("SELECT ctx.open_session(%s, %s, %s, %s, %s) IS NULL", *arguments)
    return acting.read_viewer(token)[0]


# Opening


def test_the_application_opens_a_session_for_a_running_membership(world):
    viewer = open_as("own service")

    assert (viewer.membership_id, viewer.day) == (ID["own service"], TODAY)
    assert Patient.objects.exists()


@pytest.mark.parametrize("proof", ["0" * 64, "", "null"])
def test_nobody_opens_a_session_without_the_application_s_proof(world, proof):
    with refused("not opened by the application"), transaction.atomic():
        open_as("own service", proof=proof)


def test_a_proof_is_good_for_its_own_words_only(world):
    said = f"{TOKEN}  {ID['mentor']} {ID['mentor']}".encode()
    proof = hmac.new(acting.proof_key(), said, hashlib.sha256).hexdigest()

    assert open_as("mentor", proof=proof)
    with refused(), transaction.atomic():
        open_as("own service", proof=proof)
    with refused(), transaction.atomic():
        open_as("mentor", proof=proof, token="y" * 43)


def test_without_a_key_no_session_opens(world, enter_world):
    enter_world("postgres").cursor().execute(
        "ALTER TABLE ctx.proof_key RENAME TO gone; CREATE TABLE ctx.proof_key"
        " AS TABLE ctx.gone WITH NO DATA; GRANT SELECT ON ctx.proof_key TO ctx_owner"
    )
    try:
        with refused(), transaction.atomic():
            open_as("own service", proof=None)
    finally:
        enter_world("postgres").cursor().execute(
            "DROP TABLE ctx.proof_key; ALTER TABLE ctx.gone RENAME TO proof_key"
        )


def test_a_secret_that_changes_is_handed_over_by_migrate(
    fresh_database, cluster, database, monkeypatch
):
    monkeypatch.setattr(settings, "SECRET_KEY", "another secret")
    monkeypatch.setitem(connection.settings_dict, "USER", "app_owner")
    connection.close()

    call_command("migrate", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(inner_pad, 'hex') FROM ctx.proof_key")
        key = acting.proof_key().ljust(64, b"\0")
        assert cursor.fetchall() == [(bytes(byte ^ 0x36 for byte in key).hex(),)]
    connection.close()


def test_a_token_that_can_be_guessed_opens_nothing(world):
    with refused("can be guessed"), transaction.atomic():
        open_as("own service", token="short")


@pytest.mark.parametrize("name", ["ended membership", "system"])
def test_only_running_memberships_of_people_open_for_the_web(world, name):
    with refused("no such running membership"), transaction.atomic():
        open_as(name)


@pytest.mark.role("app_worker")
def test_the_worker_opens_the_system_s_own_and_no_other(world):
    assert open_as("system").scheme_id == ASHDALE
    with refused("no such running membership"), transaction.atomic():
        open_as("own service", token="y" * 43)


def test_a_membership_is_opened_by_the_one_whose_it_is(world):
    with refused("no such running membership"), transaction.atomic():
        acting.open_session(user_id=ID["mentor"], membership_id=ID["own service"])


# What ends or locks one


def set_session(columns, name="own service"):
    """By the superuser, as time would."""
    return (
        f"UPDATE accounts_actingsession SET {columns} WHERE membership_id = {ID[name]}"
    )


@pytest.fixture
def as_time(enter_world):
    """`as_time(statement)`: done by the superuser and undone after the test."""
    line = enter_world("postgres")
    cursor = line.cursor()
    cursor.execute("CREATE TEMPORARY TABLE was AS TABLE accounts_actingsession")
    yield lambda columns: cursor.execute(set_session(columns))
    cursor.execute(
        "UPDATE accounts_actingsession a SET seen_at = w.seen_at,"
        " expires_at = w.expires_at, locked_at = w.locked_at,"
        " session_key = w.session_key FROM was w WHERE w.token_sha = a.token_sha"
    )


@pytest.mark.parametrize(
    ("columns", "is_locked"),
    [
        ("expires_at = now()", False),
        ("locked_at = now()", True),
        ("seen_at = now() - interval '15 minutes'", True),
        ("session_key = 'of a sign-in that was ended elsewhere'", False),
    ],
)
def test_a_session_that_is_over_or_locked_shows_nobody(
    world, as_time, columns, is_locked
):
    as_time(columns)

    viewer, locked = acting.read_viewer(token_of("own service"))

    assert (viewer, locked) == (None, is_locked)
    assert not Patient.objects.exists()


def test_a_minute_before_it_is_idle_it_still_acts(world, as_time):
    as_time("seen_at = now() - interval '14 minutes'")

    assert see_as("own service")


def test_locking_and_closing_are_one_s_own(world):
    see_as("own service")
    ask("SELECT ctx.lock() IS NULL")

    assert acting.read_viewer(token_of("own service")) == (None, True)
    assert see_as("team lead")
    ask("SELECT ctx.close() IS NULL")
    assert acting.read_viewer(token_of("team lead")) == (None, False)


END = "SELECT ctx.end_sessions(%s) IS NULL"


def test_one_ends_one_s_own_sessions(world):
    see_as("own service")

    ask(END, ID["own service"])

    assert see_as("own service") is None


@pytest.mark.parametrize("who", ["own service", "team lead", "coordinator", None])
def test_nobody_ends_another_s(world, who):
    if who:
        see_as(who)

    with refused("another's to end"), transaction.atomic():
        ask(END, ID["mentor"])
    assert see_as("mentor")


def test_an_administrator_ends_those_of_their_scheme_only(world):
    see_as("administrator")

    ask(END, ID["mentor"])
    with refused("another's to end"), transaction.atomic():
        ask(END, ID["other scheme"])

    assert see_as("mentor") is None
    assert see_as("other scheme")


# The typist: whose words a locked page may still keep


def test_a_locked_session_knows_its_typist_and_no_person(world, as_time):
    as_time("locked_at = now()")
    acting.read_viewer(token_of("own service"))

    assert ask("SELECT ctx.typist()") == ID["own service"]
    assert ask("SELECT ctx.user()") is None


def test_an_expired_session_has_no_typist(world, as_time):
    as_time("expires_at = now()")
    acting.read_viewer(token_of("own service"))

    assert ask("SELECT ctx.typist()") is None


# What decides who sees: written by few, in their own scheme


def member(**other):
    facts = {"user_id": ID["mentor"], "organisation_id": SERVICE, "role": "gp"}
    return Membership(**facts | {"scheme_id": ASHDALE, "starts_on": TODAY} | other)


NOT_ADMINISTRATORS = [name for name in ID if name not in ("administrator", "system")]


@pytest.mark.parametrize("who", NOT_ADMINISTRATORS)
def test_only_an_administrator_makes_members(world, who):
    see_as(who)

    with pytest.raises(ProgrammingError), transaction.atomic():
        member().save(force_insert=True)
    assert Membership.objects.filter(pk=ID["mentor"]).update(role="gp") == 0


def test_an_administrator_makes_members_of_their_own_scheme(world):
    see_as("administrator")

    member().save(force_insert=True)

    with pytest.raises(ProgrammingError), transaction.atomic():
        member(scheme_id=NORTHMOOR).save(force_insert=True)
    northern = Membership.objects.filter(pk=ID["other scheme"])
    assert northern.update(scheme_id=ASHDALE) == 0


def cover(giver, taker):
    return Cover(
        from_member_id=ID[giver],
        to_member_id=ID[taker],
        starts_on=TODAY,
        ends_on=TODAY + DAY,
    )


def test_cover_is_given_by_oneself_or_a_colleague(world):
    see_as("own service")

    cover("own service", "team lead").save(force_insert=True)
    cover("team lead", "own service").save(force_insert=True)


@pytest.mark.parametrize(
    ("giver", "taker"),
    [
        ("sharing practice", "own service"),
        ("other scheme", "own service"),
        ("own service", "other scheme"),
        ("own service, other scheme", "own service"),
    ],
)
def test_nobody_takes_cover_of_another_organisation_s(world, giver, taker):
    see_as("own service")

    with pytest.raises(ProgrammingError), transaction.atomic():
        cover(giver, taker).save(force_insert=True)


def test_cover_shows_only_people_of_the_covered_organisation(world, enter_world):
    """A link on its list is not enough: the person must be there."""
    see_as("own service")
    carl = Patient.objects.get(pk=world.id_of("Carl: patient"))
    assert carl.practice_id
    Patient.objects.filter(pk=carl.pk).update(practice_id=0)

    see_as("cover")

    assert not Patient.objects.filter(pk=carl.pk)


def test_settings_are_of_one_s_own_scheme(world):
    see_as("coordinator")
    setting = {"key": "review_weeks", "value": 8, "from_on": TODAY}
    by = {"set_by_id": ID["coordinator"]}

    Setting(scheme_id=ASHDALE, **setting, **by).save(force_insert=True)

    with pytest.raises(ProgrammingError), transaction.atomic():
        Setting(scheme_id=NORTHMOOR, **setting, **by).save(force_insert=True)


def test_two_in_one_transaction_do_not_mix(enter_world):
    """Two connections at once, each its own bearer."""
    lines = [enter_world("app_web") for _ in range(2)]
    people = []
    for line, who in zip(lines, ("own service", "other scheme"), strict=True):
        line.autocommit = False
        line.cursor().execute("SELECT FROM ctx.open(%s)", [token_of(who)])
    for line in lines:
        cursor = line.cursor()
        cursor.execute("SELECT given FROM patients_patient")
        people.append(cursor.fetchall())

    assert people == [[("Carl",)], [("Dean",)]]


def test_a_context_function_answers_nobody_else_s_row(enter_world):
    """The row of another backend is not read, though its token is known."""
    first, second = enter_world("app_web"), enter_world("app_web")
    first.autocommit = second.autocommit = False
    first.cursor().execute("SELECT FROM ctx.open(%s)", [token_of("own service")])
    cursor = second.cursor()
    cursor.execute(
        "SELECT set_config('app.token', %s, true)", [token_of("own service")]
    )
    cursor.execute("SELECT ctx.user(), ctx.rec_orgs()")

    assert cursor.fetchone() == (None, [])
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("INSERT INTO ctx.sight DEFAULT VALUES")
