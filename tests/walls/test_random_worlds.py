"""Random worlds: whoever asks, both walls show the same rows.

Made and asked over one connection of the superuser, who becomes the web's role for the
second wall and himself again for the first.
"""

import os
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import acting
from accounts.models import Cover, Membership, User
from accounts.permissions import Role
from core.reach import Reach
from patients.models import CareLink, Exclusion, Grant, Patient, WorkItem
from patients.rules.grants import GrantBecause
from tests.walls import people
from tests.walls.people import (
    DAY,
    KINDS,
    NORTH,
    PHARMACY,
    PRACTICE,
    QUAYSIDE,
    SERVICE,
    STATION,
    TODAY,
)
from tests.walls.rows import make_person
from tests.walls.test_relations import models_of_people

FULL = bool(os.environ.get("FULL"))
WORLDS = 1000 if FULL else 12
EXCLUSIONS = 10_000 if FULL else 200

pytestmark = pytest.mark.role("postgres")


@dataclass(frozen=True)
class Someone:
    """A random member, numbered out of the way of the world's own."""

    role: str
    organisation: int
    scheme: int


SCHEMES = st.sampled_from([1, 1, 1, 2])
ROLES = st.sampled_from([role for role in Role if role != Role.SYSTEM])
DAYS = st.integers(-2, 2)
MEMBERS = st.builds(Someone, ROLES, st.sampled_from(list(KINDS)), SCHEMES)
PLACES = st.tuples(
    SCHEMES,
    st.sampled_from([0, SERVICE, SERVICE, QUAYSIDE, NORTH]),
    st.sampled_from([0, PRACTICE, PRACTICE, STATION]),
    st.sampled_from([0, PHARMACY]),
)
ONE = st.integers(0, 3)
GRANTS = st.fixed_dictionaries(
    {
        "person": ONE,
        "member": ONE,
        "to": st.sampled_from(["membership", "membership", "user", "organisation"]),
        "reach": st.sampled_from(list(Reach)),
        "because": st.sampled_from(list(GrantBecause)),
        "starts": st.integers(-2, 1),
        "lasts": st.none() | st.integers(0, 2),
        "expires": st.none() | st.sampled_from([-1, 0, 1]),
    }
)
ITEMS = st.tuples(
    st.none() | ONE, st.sampled_from(list(KINDS)), st.none() | ONE, st.just("") | ROLES
)
LINKS = st.dictionaries(
    st.tuples(ONE, st.sampled_from(list(KINDS))),
    st.tuples(ONE, st.sampled_from(["active", "ended"]), st.sampled_from(list(Reach))),
    max_size=4,
)
WORLD = st.builds(
    SimpleNamespace,
    members=st.lists(MEMBERS, min_size=4, max_size=4),
    places=st.lists(PLACES, min_size=4, max_size=4),
    grants=st.lists(GRANTS, max_size=6),
    exclusions=st.sets(st.tuples(ONE, ONE), max_size=3),
    covers=st.lists(st.tuples(ONE, ONE, DAYS, st.integers(0, 2)), max_size=3),
    links=LINKS,
    items=st.lists(ITEMS, max_size=5),
)


def number(n):
    return 900 + n


def make(drawn):
    """Everything that was drawn; gives the people."""
    for n, someone in enumerate(drawn.members):
        User.objects.create(id=number(n), username=f"random{n}", name="x")
        Membership.objects.create(
            id=number(n),
            user_id=number(n),
            organisation_id=someone.organisation,
            scheme_id=someone.scheme,
            role=someone.role,
            starts_on=TODAY,
        )
        people.open_for_good(f"random {n}", number(n))
    shelf = SimpleNamespace(add=lambda name, row: row.save(force_insert=True))
    persons = [
        make_person(shelf, f"P{n}", scheme, tuple(place))
        for n, (scheme, *place) in enumerate(drawn.places)
    ]
    for grant in drawn.grants:
        give(grant, persons[grant["person"]], drawn.members[grant["member"]])
    keep_apart(drawn.exclusions, persons)
    lay_lists(drawn, persons)
    return persons


def give(grant, person, someone):
    whom = {
        "membership": {"membership_id": number(grant["member"])},
        "user": {"user_id": number(grant["member"])},
        "organisation": {"organisation_id": someone.organisation},
    }[grant["to"]]
    starts = TODAY + grant["starts"] * DAY
    hours = grant["expires"]
    if grant["because"] == GrantBecause.BREAK_GLASS and hours is None:
        hours = 1
    Grant.objects.create(
        **person.columns(),
        **whom,
        reach=grant["reach"],
        because=grant["because"],
        starts_on=starts,
        ends_on=None if grant["lasts"] is None else starts + grant["lasts"] * DAY,
        expires_at=None if hours is None else Now() + timedelta(hours=hours),
    )


def keep_apart(pairs, persons):
    Exclusion.objects.bulk_create(
        Exclusion(
            patient_id=persons[p].pk,
            scheme_id=persons[p].scheme_id,
            user_id=number(m),
            because="x",
        )
        for p, m in pairs
    )


def lay_lists(drawn, persons):
    for (p, organisation), (worker, status, reach) in drawn.links.items():
        CareLink.objects.create(
            **persons[p].columns(),
            organisation_id=organisation,
            named_worker_id=number(worker),
            status=status,
            reach=reach,
        )
    for giver, taker, starts, lasts in drawn.covers:
        if giver != taker:
            begins = TODAY + starts * DAY
            Cover.objects.create(
                from_member_id=number(giver),
                to_member_id=number(taker),
                starts_on=begins,
                ends_on=begins + lasts * DAY,
            )
    for p, organisation, member, role in drawn.items:
        if p is None or role not in (Role.COMMISSIONER, Role.ADMINISTRATOR):
            WorkItem.objects.create(
                **({"scheme_id": 1} if p is None else persons[p].columns()),
                organisation_id=organisation,
                membership_id=None if member is None else number(member),
                role=role,
                kind="task",
                harm=1,
                title="x",
                due_on=TODAY,
                source_id=uuid4(),
            )


def by_the_database(name):
    """All that the web's role finds, of every table in one statement."""
    tables = [model._meta.db_table for model in models_of_people()]
    every = " UNION ALL ".join(f"SELECT '{t}', id FROM {t}" for t in tables)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL SESSION AUTHORIZATION app_web")
        acting.read_viewer(name)
        cursor.execute(every)
        found = set(cursor.fetchall())
        transaction.set_rollback(True)
    return found


def by_querysets(name):
    viewer, _ = acting.read_viewer(name)
    return {
        (model._meta.db_table, id)
        for model in models_of_people()
        for id in model.objects.visible_to(viewer).values_list("pk", flat=True)
    }


@pytest.mark.slow
@settings(
    max_examples=WORLDS,
    deadline=None,
    database=None,
    derandomize=not FULL,
    suppress_health_check=list(HealthCheck),
)
@given(drawn=WORLD)
def test_both_walls_show_the_same(world, drawn):
    with transaction.atomic():
        make(drawn)
        for n, someone in enumerate(drawn.members):
            name = f"random {n}"
            assert by_the_database(name) == by_querysets(name), someone
        transaction.set_rollback(True)


STAFF = 20


@pytest.fixture
def ward(world):
    """Twenty who see everybody of one service, and its twenty people."""
    made = SimpleNamespace(
        members=[Someone(Role.KEYWORKER, SERVICE, 1)] * STAFF,
        places=[],
        grants=[],
        exclusions=[],
        links={},
        covers=[],
        items=[],
    )
    make(made)
    return Patient.objects.bulk_create(
        Patient(scheme_id=1, service_id=SERVICE, given=f"P{n}") for n in range(STAFF)
    )


def test_an_exclusion_beats_all_and_touches_nobody_else(ward):
    chance = Random(7)
    everybody = set(range(STAFF))
    for _ in range(EXCLUSIONS // 50):
        pairs = {(chance.randrange(STAFF), chance.randrange(STAFF)) for _ in range(50)}
        with transaction.atomic():
            keep_apart(pairs, ward)
            kept = {n: {p for p, m in pairs if m == n} for n in everybody}
            for n in chance.sample(sorted(everybody), 5):
                assert seen_of(ward, n) == everybody - kept[n]
            transaction.set_rollback(True)


def seen_of(ward, n):
    """Who of the ward is shown, and both walls show the same."""
    name = f"random {n}"
    found = by_the_database(name)
    assert found == by_querysets(name)
    return {
        n for n, person in enumerate(ward) if ("patients_patient", person.pk) in found
    }
