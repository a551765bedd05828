"""With either wall knocked out, the other still shows nothing of a stranger."""

import time

import pytest
from django.db import connection
from django.db.models import Q

from accounts.permissions import Role
from accounts.viewer import Viewer
from patients.models import Patient
from patients.querysets import sight as first_wall
from tests.access.cells import cells_of_strangers, counted, visits_of
from tests.access.sight import PEOPLE, may_show
from tests.house import none
from tests.walls.people import see_as

pytestmark = [pytest.mark.matrix, pytest.mark.slow, pytest.mark.role("unwalled")]
ROLES = pytest.mark.parametrize("role", list(Role))


@pytest.fixture
def no_first_wall(monkeypatch):
    """`visible_to` shows everything; and no list is kept from when it did not."""
    monkeypatch.setattr(Viewer, "shape", None)
    for form in ("walled", "standing", "exclusions"):
        monkeypatch.setattr(first_wall, form, lambda *_, **__: Q())


@pytest.mark.capability("X1")
@ROLES
def test_the_database_alone_keeps_strangers_out(
    door, role, no_first_wall, record_property
):
    keep_out(door(role), role, record_property)


@pytest.mark.capability("X1")
@ROLES
def test_visible_to_alone_keeps_strangers_out(door, role, record_property):
    keep_out(door(role, database_role="unwalled"), role, record_property)


def keep_out(entered, role, record_property):
    began = time.monotonic()
    cells, spared = cells_of_strangers(role)

    wrong = [
        f"{cell}: {visit.status} shows {sorted(visit.shown)}, logs {visit.logged}"
        for cell, visit in visits_of(entered, cells)
        if is_wrong(cell, visit)
    ]

    none(wrong)
    record_property("matrix", counted(cells, spared, began))


def is_wrong(cell, visit):
    """An address that names a stranger is not found; no page says a word of one."""
    found = cell.address.row and visit.status not in (404, 405)
    return found or visit.logged or visit.shown - may_show(cell.role, cell.relation)


def test_the_first_wall_is_knocked_out(no_first_wall, door):
    """... or the pass above would prove nothing."""
    with door(database_role="unwalled").day():
        viewer = see_as("other scheme")

        assert Patient.objects.open_to(viewer).count() == len(PEOPLE)


@pytest.mark.parametrize(("role", "passes"), [("app_web", False), ("unwalled", True)])
def test_the_second_wall_stands_or_is_knocked_out(door, role, passes):
    with door(database_role=role).day(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM patients_patient")
        name, found = cursor.fetchone()

    assert (name, found > 0) == (role, passes)
