"""Whoever is called otherwise than their papers say is found by that name."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from core.walls import unforced
from patients.models import Patient

pytestmark = pytest.mark.slow
EARLIER = import_module("patients.migrations.0024_preferred_key_of_earlier_records")


@pytest.mark.parametrize("typed", ["Dunny", "dunn", "Dunny Dunmore", "Dunmore, Dunny"])
def test_a_preferred_name_finds(call_as, typed):
    found = call_as("gp1").get("/search/", {"q": typed}).context["people"]

    assert "DUNMORE, Carl" in [one["name"] for one in found]


def test_a_changed_preferred_name_finds_at_once(call_as):
    worker = call_as("key1")
    carl = worker.find("999 526 0182")
    worker.press(f"{carl}correct/", preferred="Ziggy")

    assert worker.find("Ziggy") == carl
    assert "DUNMORE, Carl" not in [
        one["name"] for one in worker.get("/search/?q=Dunny").context["people"]
    ]


def test_a_new_record_by_a_preferred_name_shows_whom_it_may_be(call_as):
    worker = call_as("key1")

    page = worker.press("/people/add/", family="Dunmore", given="Dunny")

    assert "DUNMORE, Carl" in [one["name"] for one in page.context["similar"]]


@pytest.mark.role("app_owner")
def test_records_from_before_are_given_their_key(demo):
    with connection.cursor() as cursor, unforced(cursor, [EARLIER.TABLE]):
        # Rows written twice in one transaction would keep their checks for its end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        Patient.objects.update(preferred_key="")

    EARLIER.fill(apps, SimpleNamespace(connection=connection))

    with connection.cursor() as cursor, unforced(cursor, [EARLIER.TABLE]):
        carl = Patient.objects.get(family="Dunmore", preferred="Dunny")
    assert carl.preferred_key == "dunny"
