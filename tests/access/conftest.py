"""The world with everybody in one role, entered as one role of the database."""

import contextlib

import pytest

from tests.access.sight import RELATIONS
from tests.access.visits import Door
from tests.walls.people import ID, MEMBERS
from tests.world import connected

TAKE = "UPDATE accounts_membership SET role = %s WHERE id = %s"


@pytest.fixture
def everybody(cluster, built_world):
    """`everybody(role)`: each member of the world takes this role for the test."""
    connection = cluster.connect(built_world.database, "postgres")
    with contextlib.closing(connection), connection.cursor() as cursor:
        own = [(role, ID[name]) for name, (role, *_) in MEMBERS.items()]
        yield lambda role: cursor.executemany(TAKE, [(role, id) for _, id in own])
        cursor.executemany(TAKE, own)


@pytest.fixture
def door(everybody, built_world, django_db_blocker):
    """`door(role, database_role)`: the world's door, with everybody in that role."""
    with contextlib.ExitStack() as opened:
        opened.enter_context(django_db_blocker.unblock())
        opened.enter_context(connected(built_world.database, "unwalled"))

        def enter(role=None, database_role="app_web"):
            entered = Door(built_world, database_role)
            entered.open_browsers(RELATIONS)
            if role:
                everybody(role)
            return opened.enter_context(entered.listening())

        yield enter
