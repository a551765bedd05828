"""The crowd's rows are those of the actions, whichever way they were written."""

from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from accounts.models import Membership
from audit.models import Event
from core.clock import today
from home.demo.cast import the_cast
from home.demo.extras import the_extras
from home.demo.stage import play
from patients.models import Patient, TimelineEntry
from tests.database import make_anew
from tests.world import connected

# Among them each kind of act, and the two who must not meet.
SOME = {1, 2, 3, 17, 20, 21, 22, 34, 40, 44, 51, 60, 65, 95, 97, 105, 116, 120, 174}
VEILED = ("UUIDField", "DateTimeField")


@pytest.fixture
def play_into(cluster, database, django_db_setup, django_db_blocker):
    """`play_into("one", cast, extras)`: what a fresh database then holds."""

    def load(name, cast, extras):
        name = f"{database}_{name}"
        make_anew(cluster, name)
        with django_db_blocker.unblock():
            with connected(name, "app_owner"):
                call_command("load_demo", "--ground")
            with connected(name, "app_web"):
                play(cast, extras, today())
            with connected(name, "postgres"):
                found = everything()
                connection.close()
        return found

    return load


@pytest.mark.slow
def test_gathered_or_played_the_rows_are_the_same(play_into, django_db_blocker):
    day = today_of(django_db_blocker)
    cast = the_cast(day)
    some = [one for one in the_extras(day) if int(one.key[5:]) in SOME]

    gathered = play_into("gathered", cast, some)
    played = play_into("played", [*cast, *some], [])

    assert gathered.keys() == played.keys()
    for table in gathered:
        assert gathered[table] - played[table] == Counter(), table
        assert played[table] - gathered[table] == Counter(), table


def today_of(blocker):
    with blocker.unblock():
        return today()


def everything():
    """Each table's rows without identifiers and moments; people by their names."""
    people = {one.pk: str(one) for one in Patient.objects.all()}
    names = dict(Membership.objects.values_list("pk", "user__username"))
    held = {
        model.__name__: Counter(row_of(row, people) for row in model.objects.all())
        for model in apps.get_app_config("patients").get_models()
    }
    return held | {
        "events": Counter(
            (names.get(one.membership_id), one.verb, people.get(one.patient_id))
            for one in Event.objects.all()
        ),
        "stories": Counter(stories(people)),
    }


def row_of(row, people):
    """Whether there is a moment or a source is told, not which."""
    told = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in ("id", "made_at", "expires_at"):
            continue
        if field.name in ("patient", "other_id"):
            value = people.get(value)
        elif field.name != "starts_at" and field.get_internal_type() in VEILED:
            value = value is not None
        told[field.name] = str(value)
    return tuple(told.items())


def stories(people):
    """Each person's story as it reads, the newest first."""
    for pk, name in people.items():
        lines = TimelineEntry.objects.of(pk).newest_first()
        yield name, tuple(lines.values_list("on_day", "title"))
