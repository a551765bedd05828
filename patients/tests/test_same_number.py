"""One NHS number on two records: who is told, and who learns nothing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from patients.actions import people
from patients.models import Grant, Patient, WorkItem
from patients.pages.alert import records_of
from tests.walls.people import see_as
from tests.walls.rows import NHS_NUMBER

OFFICER, NOBODY_S = "privacy officer", "9991590838"
FREE = "9990166137"


def make(number, who="asked practice"):
    facts = {"family": "Dunmore", "given": "Carlo", "preferred": "", "postcode": ""}
    facts |= {"born_on": None, "nhs_number": number, "sex": "", "allergies": ""}
    facts |= {"venue": "", "safety_instruction": ""}
    return people.add_person(facts=facts, contacts=[], by=see_as(who))


def alerts(who):
    items = WorkItem.objects.visible_to(see_as(who))
    return items.filter(title__startswith="One NHS number on two records")


def test_the_privacy_officer_is_told_who_keeps_each_record(world):
    made = make(NHS_NUMBER)

    viewer = see_as(OFFICER)
    item = alerts(OFFICER).get()
    assert item.patient_id is None
    assert item.title.endswith("asked practice, GP, practice 16")
    told = " ".join(records_of(item, viewer))
    assert f"{made.pk}, kept by practice 16" in told
    assert told.count("Record ") == 2


def test_a_number_of_nobody_else_tells_nobody(world):
    make(FREE)

    assert not alerts(OFFICER)


def test_a_number_of_another_scheme_is_nobody_else_s(world):
    """Dean of Northmoor has it too; here nobody but the maker's own person does."""
    see_as("own service, other scheme")
    assert not Patient.objects.filter(nhs_number=FREE).exists()
    make(FREE, "other scheme")

    make(FREE)

    assert not alerts(OFFICER)


def test_a_person_whom_the_viewer_sees_is_no_secret_to_flag(world):
    make(FREE)

    make(FREE)

    assert not alerts(OFFICER)


def test_a_number_that_is_corrected_is_compared_too(world):
    made = make(FREE)

    people.correct_person(
        patient=made,
        version=0,
        facts={"nhs_number": NHS_NUMBER},
        by=see_as("asked practice"),
    )

    assert alerts(OFFICER).count() == 1


TABLES = ("patients_workitem", "patients_grant", "audit_event", "audit_access")


@pytest.mark.parametrize("number", [NHS_NUMBER, FREE])
@pytest.mark.parametrize("who", ["asked practice", "own service", "coordinator"])
def test_nobody_else_is_shown_a_row_more_by_the_database(world, number, who):
    make(NOBODY_S)
    see_as(who)
    before = counted()

    make(number)

    see_as(who)
    assert counted() == before


def counted():
    with connection.cursor() as cursor:
        found = []
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608, ours
            found.append(cursor.fetchone())
        return found


def test_nor_by_querysets(world):
    make(NHS_NUMBER)

    assert not alerts("asked practice")
    assert not alerts("own service")
    by = see_as("asked practice")
    assert not Grant.objects.visible_to(by).filter(because="privacy").exists()


def test_known_and_unknown_cost_the_same_statements(world):
    make(NOBODY_S)

    def asked(number):
        with CaptureQueriesContext(connection) as statements:
            make(number)
        return [re.sub(r"[\W\d_].*", "", one["sql"]) for one in statements]

    assert asked(NHS_NUMBER) == asked(FREE)


@pytest.mark.role("unwalled")
def test_what_is_found_is_in_the_trail_and_names_nobody(world):
    for number in (NHS_NUMBER, FREE):
        make(number)

    compared = Event.objects.get(verb="nhs_number_compared")
    assert len(compared.facts["records"]) == 2
    assert compared.patient_id is None


@pytest.mark.parametrize("who", ["pharmacy", "receptionist", "own record"])
def test_nobody_asks_by_a_statement_for_those_they_do_not_keep(world, who):
    see_as(who)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctx.compare_number(%s, '{}')", [world.id_of("Carl: patient")]
        )

    assert not alerts(OFFICER)
