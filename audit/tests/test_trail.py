"""Writing down and reading the trail: by whom, of whom, and by nobody else."""

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from accounts.acting import read_viewer
from accounts.permissions import Permission
from audit import actions
from audit.models import Access, Event
from tests.walls.people import ASHDALE, ID, PRACTICE, token_of


def see_as(name):
    viewer, _ = read_viewer(token_of(name))
    return viewer


@pytest.mark.role("unwalled")
def test_an_act_is_written_with_who_did_it_as_the_database_knows_them(world):
    by = see_as("sharing practice")

    actions.record("said", by=by, patient_id=world.id_of("Carl: patient"), words=3)

    event = Event.objects.get(verb="said")
    assert (event.user_id, event.membership_id) == (by.user_id, by.membership_id)
    assert (event.role, event.org_id, event.scheme_id) == ("gp", PRACTICE, ASHDALE)
    assert (event.patient_id, event.facts) == (
        world.id_of("Carl: patient"),
        {"words": 3},
    )


@pytest.mark.parametrize("named", ["own service", None])
def test_nobody_signs_for_another_or_for_nobody(world, named):
    other = see_as(named) if named else None
    see_as("sharing practice")

    with pytest.raises(InternalError, match="the acting membership is another"):
        actions.record("said", by=other)


@pytest.mark.role("unwalled")
def test_what_happens_before_anybody_acts_belongs_to_no_scheme(world):
    actions.record("sign_in_failed", by=None)

    event = Event.objects.get(verb="sign_in_failed")
    assert (event.user_id, event.membership_id, event.scheme_id) == (None, None, 0)


def test_nobody_is_shown_a_person_without_acting(world):
    gone = see_as("own service")
    read_viewer("nobody's")

    with pytest.raises(InternalError, match="nobody acts"):
        actions.saw("case", by=gone, patient_id=world.id_of("Carl: patient"))


@pytest.mark.role("unwalled")
def test_an_access_says_why_and_from_where(world):
    by = see_as("team member")

    actions.saw("case", by=by, patient_id=world.id_of("Carl: patient"))

    access = Access.objects.latest("id")
    assert (access.user_id, access.what, access.why) == (by.user_id, "case", "team")
    assert access.session_ref


@pytest.mark.role("unwalled")
def test_a_list_is_one_access_that_holds_the_people_shown(world):
    by, shown = see_as("own service"), [world.id_of("Carl: patient")]

    actions.saw("caseload", by=by, shown=shown)

    access = Access.objects.latest("id")
    assert (access.patient_id, access.shown) == (None, shown)


@pytest.mark.role("unwalled")
def test_a_refusal_is_written_with_what_was_asked(world):
    by, asked = see_as("commissioner"), world.id_of("Carl: patient")

    actions.refuse(Permission.SHOW_CASE, by=by, asked={"patient_id": asked})

    event = Event.objects.get(verb="refused")
    assert (event.subject_type, event.subject_id) == ("show_case", str(asked))
    assert event.patient_id is None


@pytest.mark.parametrize("role", ["app_web", "app_worker", "app_report"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO {table} (id) VALUES (-1)",
        "UPDATE {table} SET id = id",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TABLE {table}",
        "COPY {table} FROM STDIN",
    ],
    ids=lambda statement: statement.split("{")[0].strip(),
)
@pytest.mark.parametrize("table", ["audit_event", "audit_access", "audit_seal"])
def test_no_role_that_serves_alters_the_trail(enter_world, role, statement, table):
    cursor = enter_world(role).cursor()

    with pytest.raises(Exception, match="permission denied|must be owner"):
        cursor.execute(statement.format(table=table))


READERS = {"own record", "privacy officer", "privacy officer, told"}


@pytest.mark.parametrize("model", [Event, Access])
def test_the_trail_is_read_by_the_privacy_officer_and_the_person(world, model):
    for name in ID:
        if see_as(name) is None:
            continue
        found = model.objects.filter(patient_id=world.id_of("Carl: patient"))
        assert found.exists() == (name in READERS), name


def test_seals_are_read_by_nobody(world):
    see_as("privacy officer")

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT FROM audit_seal")
