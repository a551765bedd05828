"""Traps of rows: what the wall makes of those that one adds, changes and asks for."""

from io import StringIO
from uuid import uuid4

import psycopg2
import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    ProgrammingError,
    connection,
    transaction,
)

from patients.models import Contact, Grant, Name, Patient
from tests.walls.people import (
    ASHDALE,
    ID,
    QUAYSIDE,
    SERVICE,
    see_as,
)
from tests.walls.rows import NHS_NUMBER

COUNT = "SELECT count(*) FROM patients_patient"


def django_ask(statement, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchone()[0]


# What the wall makes of rows (10, 11, 12, 18, 24)


@pytest.fixture
def carl(world):
    """Read by one who may; who acts afterwards is each test's own matter."""
    see_as("own service")
    return Patient.objects.get(pk=world.id_of("Carl: patient"))


@pytest.fixture
def dean(world):
    see_as("other scheme")
    return Patient.objects.get(pk=world.id_of("Dean: patient"))


def contact_of(person, **other):
    return Contact(**person.columns() | other, channel="phone", value="x")


def refused():
    return pytest.raises((ProgrammingError, IntegrityError))


def test_a_number_that_another_scheme_has_tells_nothing(carl, world):
    see_as("own service")
    new = Patient(
        scheme_id=ASHDALE, service_id=SERVICE, given="New", nhs_number=NHS_NUMBER
    )

    new.save(force_insert=True)

    assert Patient.objects.get(pk=new.pk)


def test_a_row_for_another_scheme_s_person_is_refused(world, dean):
    see_as("own service")

    with refused(), transaction.atomic():
        contact_of(dean).save(force_insert=True)
    with refused(), transaction.atomic():
        contact_of(dean, scheme_id=ASHDALE, service_id=SERVICE).save(force_insert=True)


def test_a_row_for_a_person_who_is_not_there_is_refused(world, carl):
    with refused(), transaction.atomic():
        contact_of(carl, patient_id=uuid4()).save(force_insert=True)


@pytest.mark.parametrize("column", ["scheme_id", "service_id", "practice_id"])
def test_no_column_of_the_key_may_be_left_out(carl, column):
    with refused(), transaction.atomic():
        contact_of(carl, **{column: None}).save(force_insert=True)


@pytest.mark.parametrize("column", ["service_id", "practice_id"])
def test_no_column_of_the_key_may_tell_another_place(carl, column):
    with refused(), transaction.atomic():
        contact_of(carl, **{column: QUAYSIDE}).save(force_insert=True)


def test_rows_move_with_their_person(carl, world):
    Patient.objects.filter(pk=carl.pk).update(practice_id=0)

    assert set(Contact.objects.values_list("practice_id", flat=True)) == {0}
    see_as("sharing practice")
    assert not Contact.objects.exists()


def test_one_s_own_person_cannot_be_moved_out_of_sight(carl):
    with refused(), transaction.atomic():
        Patient.objects.filter(pk=carl.pk).update(service_id=QUAYSIDE, practice_id=0)


def test_nor_to_another_scheme(carl):
    with refused(), transaction.atomic():
        Patient.objects.filter(pk=carl.pk).update(scheme_id=2)


def test_a_person_out_of_sight_is_changed_by_nobody(world):
    see_as("other organisation")

    assert not Patient.objects.filter(pk=world.id_of("Carl: patient")).update(given="x")


def test_a_person_made_for_another_organisation_or_scheme_is_refused(world):
    see_as("own service")

    for place in (
        {"scheme_id": 2, "service_id": SERVICE},
        {"scheme_id": ASHDALE, "service_id": QUAYSIDE},
        {"scheme_id": ASHDALE},
    ):
        with refused(), transaction.atomic():
            Patient(**place, given="New").save(force_insert=True)


READS_ONLY = [
    "receptionist",
    "pharmacy",
    "mentor",
    "partner",
    "own record",
    "asked practice",
    "privacy officer, told",
]


@pytest.mark.parametrize("who", READS_ONLY)
def test_who_sees_a_name_or_their_own_record_changes_nothing_in_it(world, carl, who):
    see_as(who)

    assert Patient.objects.filter(pk=carl.pk).update(given="x") == 0
    with refused(), transaction.atomic():
        contact_of(carl).save(force_insert=True)
    with refused(), transaction.atomic():
        Name(**carl.columns(), kind="alias", family="x").save(force_insert=True)


def test_an_entry_is_never_rewritten(world, carl):
    for what in ("consultation", "timelineentry", "medicinetold", "prescriberturn"):
        with refused(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE patients_{what} SET version = 9")


def test_a_cheap_function_in_a_question_sees_only_what_is_seen(world):
    see_as("own service")
    leaky = "SELECT count(*) FROM patients_patient WHERE (1 / length(given)) >= 0"

    assert django_ask(leaky) == 1
    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic():
        django_ask(
            "SELECT count(*) FROM patients_patient WHERE 1 / (length(given) - 4) > 0"
        )
    see_as("other organisation")
    # Erin's name has four letters, as has Dean's: only what is seen is divided.
    see_as("commissioner")
    assert not django_ask(
        "SELECT count(*) FROM patients_patient WHERE 1 / (length(given) - 4) > 0"
    )


def test_statistics_tell_nothing(world, enter_world):
    enter_world("postgres").cursor().execute("ANALYZE patients_patient")
    see_as("own service")

    told = "SELECT count(*) FROM pg_stats WHERE tablename = 'patients_patient'"
    assert django_ask(told) == 0


def test_row_security_turned_off_is_an_error_not_silence(world):
    see_as("own service")

    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        cursor.execute(COUNT)


def test_copy_is_refused(world):
    see_as("own service")

    with (
        connection.cursor() as cursor,
        pytest.raises(psycopg2.Error, match="COPY FROM"),
    ):
        cursor.cursor.copy_expert("COPY patients_contact FROM STDIN", StringIO())


# Sight of a person given to oneself


@pytest.mark.parametrize("who", ["mentor", "partner", "team member", "emergency"])
def test_a_grant_is_not_widened_or_lengthened_by_whom_it_is_given_to(world, who):
    see_as(who)
    mine = Grant.objects.filter(membership_id=ID[who])

    assert mine.exists()
    assert mine.update(reach="record", ends_on=None) == 0


@pytest.mark.parametrize("who", ["emergency", "team member", "own record", "mentor"])
def test_nobody_grants_who_has_it_by_grant(world, carl, who):
    viewer = see_as(who)
    given = Grant(
        **carl.columns(),
        membership_id=viewer.membership_id,
        reach="record",
        because="team",
        starts_on=viewer.day,
    )

    with refused(), transaction.atomic():
        given.save(force_insert=True)
