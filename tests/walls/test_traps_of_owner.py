"""Traps of the owner, of backups, of an open session and of a request's transaction."""

import subprocess

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from core import walls
from core.walls import unforced
from patients.models import Contact, Patient
from tests.walls.people import (
    ID,
    see_as,
    token_of,
)

COUNT = "SELECT count(*) FROM patients_patient"


def ask(cursor, statement, *arguments):
    cursor.execute(statement, arguments)
    return cursor.fetchone()[0]


class Undone(Exception):
    """Ends a transaction of a test's own."""


@pytest.fixture
def carl(world):
    see_as("own service")
    return Patient.objects.get(pk=world.id_of("Carl: patient"))


def contact_of(person):
    return Contact(**person.columns(), channel="phone", value="x")


# The owner, and what runs as it


def test_the_owner_is_held_by_the_wall_it_owns(enter_world):
    owner = enter_world("app_owner").cursor()

    assert ask(owner, COUNT) == 0


def test_a_migration_that_forgets_the_wall_changes_nothing(enter_world):
    """Why a data migration asserts how many rows it changed."""
    owner = enter_world("app_owner").cursor()

    owner.execute("UPDATE patients_patient SET given = 'x'")

    assert owner.rowcount == 0


def test_unforced_lets_the_owner_write_and_stands_the_wall_again(enter_world):
    owner = enter_world("app_owner").cursor()
    forced = (
        "SELECT relforcerowsecurity FROM pg_class"
        " WHERE oid = 'patients_patient'::regclass"
    )

    with unforced(owner, ["patients_patient"]):
        assert ask(owner, COUNT) == 3

    assert ask(owner, forced)
    with pytest.raises(Undone), unforced(owner, ["patients_patient"]):
        raise Undone
    assert ask(owner, forced)


def dump(cluster, world, role, *options):
    command = [cluster.binaries / "pg_dump", "-h", cluster.sockets, "-U", role]
    command += ["--data-only", "-t", "patients_patient", *options, world.database]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def dumping(cluster):
    cluster._find_a_way()
    if not (cluster.binaries / "pg_dump").exists():
        pytest.skip("this Postgres has no pg_dump")
    return cluster


def test_a_backup_as_a_walled_role_fails_or_is_empty_and_never_partial(
    dumping, built_world
):
    plain = dump(dumping, built_world, "app_owner")
    silent = dump(dumping, built_world, "app_owner", "--enable-row-security")
    whole = dump(dumping, built_world, "postgres")

    assert plain.returncode
    assert (silent.returncode, "Dunmore" in silent.stdout) == (0, False)
    assert whole.stdout.count("Dunmore") == 3


# An open session (19, 20)


def test_a_membership_that_ends_bites_at_the_next_request(world, enter_world):
    superuser = enter_world("postgres").cursor()
    end = "UPDATE accounts_membership SET ended_at = {} WHERE id = %s"
    team_lead = ID["team lead"]
    web = enter_world("app_web").cursor()

    def seen():
        web.execute("BEGIN")
        web.execute("SELECT FROM ctx.open(%s)", [token_of("team lead")])
        count = ask(web, COUNT)
        web.execute("COMMIT")
        return count

    before = seen()
    superuser.execute(end.format("now()"), [team_lead])
    try:
        assert (before, seen()) == (1, 0)
    finally:
        superuser.execute(end.format("NULL"), [team_lead])
    assert seen() == 1


# One transaction for one request (4.6)


def answer(status, *, fails=False):
    """A request whose view writes a row and then answers so."""

    def view(request):
        contact_of(request.person).save(force_insert=True)
        return HttpResponse(status=status)

    return view


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (302, 1), (404, 1), (500, 0)])
def test_a_failed_response_leaves_nothing_half_done(carl, status, kept):
    before = Contact.objects.count()
    request = RequestFactory().get("/")
    request.person = carl

    walls.RequestTransaction(acting(answer(status)))(request)

    see_as("own service")
    assert Contact.objects.count() == before + kept


def acting(view):
    def inner(request):
        see_as("own service")
        return view(request)

    return inner


def test_after_a_request_nobody_acts(carl):
    request = RequestFactory().get("/")
    request.person = carl

    walls.RequestTransaction(acting(answer(200)))(request)

    assert not Patient.objects.exists()
