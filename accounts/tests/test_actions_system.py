"""The clock acts in each scheme as its system, and sees only what that scheme holds."""

import pytest

from accounts.actions.system import each_scheme
from accounts.permissions import Role
from audit import actions as audit
from core.sweep import SweepFailed, sweep
from patients.models import Patient
from tests.walls.people import ASHDALE, DAY, ID, NORTHMOOR, OFFICE, TODAY
from tests.world import connected


@pytest.fixture
def world(built_world, django_db_blocker):
    """As the worker, committing as it goes: a sweep's transactions are its own."""
    with (
        django_db_blocker.unblock(),
        connected(built_world.database, "app_worker"),
    ):
        yield built_world


@pytest.fixture
def northern_system(enter_world):
    """The other scheme has a system too, for this test."""
    cursor = enter_world("postgres").cursor()
    cursor.execute(
        "INSERT INTO accounts_membership (user_id, organisation_id, scheme_id, role,"
        " profession, starts_on) VALUES (%s, %s, %s, 'system', '', %s) RETURNING id",
        [ID["system"], OFFICE, NORTHMOOR, TODAY - DAY],
    )
    (id,) = cursor.fetchone()
    yield id
    cursor.execute("DELETE FROM accounts_actingsession WHERE membership_id = %s", [id])
    cursor.execute("DELETE FROM accounts_membership WHERE id = %s", [id])


def sweep_everybody(action):
    for viewer in each_scheme():
        sweep(Patient.objects.visible_to(viewer).order_by("given"), action, by=viewer)


def swept():
    """Who is swept, by the scheme that the sweep is for."""
    found = {}

    def note(patient, *, by):
        found.setdefault(by.scheme_id, []).append(patient.given)

    sweep_everybody(note)
    return found


def test_each_scheme_has_its_turn_with_its_own_people(world, northern_system):
    assert swept() == {ASHDALE: ["Carl", "Erin"], NORTHMOOR: ["Dean"]}


def test_the_viewer_is_the_system_on_the_day(world):
    (viewer,) = each_scheme()

    assert (viewer.role, viewer.scheme_id, viewer.day) == (Role.SYSTEM, ASHDALE, TODAY)


def test_between_the_rows_nobody_is_seen(world):
    for viewer in each_scheme():
        assert not Patient.objects.visible_to(viewer).exists()


def test_an_act_of_the_clock_is_signed_by_the_system(world, enter_world):
    for viewer in each_scheme():
        rows = Patient.objects.visible_to(viewer).filter(given="Carl")
        sweep(rows, lambda row, by: audit.record("swept", by=by), by=viewer)

    cursor = enter_world("postgres").cursor()
    cursor.execute("DELETE FROM audit_event WHERE verb = 'swept' RETURNING role")
    assert cursor.fetchall() == [("system",)]


def test_a_row_that_fails_leaves_the_others_their_context(world):
    def fail_on_carl(patient, *, by):
        if patient.given == "Carl":
            raise ValueError
        Patient.objects.get(pk=patient.pk)

    with pytest.raises(SweepFailed, match="1 failed, 1 done"):
        sweep_everybody(fail_on_carl)


def test_no_session_is_left_behind(world, enter_world):
    cursor = enter_world("postgres").cursor()
    count = "SELECT count(*) FROM accounts_actingsession WHERE user_id = %s"
    cursor.execute(count, [ID["system"]])
    before = cursor.fetchone()

    swept()

    cursor.execute(count, [ID["system"]])
    assert cursor.fetchone() == before
