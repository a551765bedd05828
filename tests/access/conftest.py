"""The world with everybody in one role, entered as one role of the database."""

import contextlib

import pytest

from tests.access.rows import make_rows
from tests.access.sight import RELATIONS
from tests.access.visits import Door
from tests.walls.people import ID, MEMBERS
from tests.world import connected

TAKE = "UPDATE accounts_membership SET role = %s WHERE id = %s"


@pytest.fixture(scope="session")
def canary_world(database, make_world):
    """The world once more, with words in every field that none but its own may read."""
    return make_world(f"{database}_canaries", make_rows)


@pytest.fixture
def everybody(cluster, canary_world):
    """`everybody(role)`: each member of the world takes this role for the test."""
    connection = cluster.connect(canary_world.database, "postgres")
    with contextlib.closing(connection), connection.cursor() as cursor:
        own = [(role, ID[name]) for name, (role, *_) in MEMBERS.items()]
        yield lambda role: cursor.executemany(TAKE, [(role, id) for _, id in own])
        cursor.executemany(TAKE, own)


@pytest.fixture
def door(everybody, canary_world, django_db_blocker):
    """`door(role, database_role)`: the world's door, with everybody in that role."""
    with contextlib.ExitStack() as opened:
        opened.enter_context(django_db_blocker.unblock())
        opened.enter_context(connected(canary_world.database, "unwalled"))

        def enter(role=None, database_role="app_web"):
            entered = Door(canary_world, database_role)
            entered.open_browsers(RELATIONS)
            if role:
                everybody(role)
            return opened.enter_context(entered.listening())

        yield enter
