"""A small world on both sides of the walls, for the tests of the walls.

It lies in a database of its own, committed once for each worker; a test that asks for
`world` is rolled back.
"""

import contextlib
from dataclasses import dataclass, field

import pytest
from django.db import connection, transaction

from tests.database import make_anew
from tests.walls.people import make_members
from tests.walls.rows import make_rows


@dataclass
class World:
    """Every row by the name that the tests know it by."""

    database: str = ""
    rows: dict[str, tuple] = field(default_factory=dict)

    def add(self, name, row):
        row.save(force_insert=True)
        self.rows[name] = (row._meta.db_table, row.pk)

    def id_of(self, name):
        return self.rows[name][1]

    def name_of(self, table, id):
        names = {row: name for name, row in self.rows.items()}
        return names.get((table, id), f"{table} {id}")


# By database and role: opening a connection takes longer than most of these tests.
_kept = {}
# What Django remembers of the line that it holds; each line has a memory of its own.
_REMEMBERED = (
    "connection",
    "autocommit",
    "in_atomic_block",
    "savepoint_state",
    "savepoint_ids",
    "atomic_blocks",
    "commit_on_exit",
    "needs_rollback",
    "closed_in_transaction",
    "run_on_commit",
)


@contextlib.contextmanager
def connected(database, role):
    """Django's connection, as a role of the world's own database."""
    place = connection.settings_dict
    before = {name: getattr(connection, name) for name in _REMEMBERED}
    named = place["NAME"], place["USER"]
    _remember(_at_rest() | {"connection": _kept.get((database, role))})
    place["NAME"], place["USER"] = database, role
    try:
        yield
    finally:
        _kept[database, role] = connection.connection
        _remember(before)
        place["NAME"], place["USER"] = named


def _at_rest():
    """Of a line on which no transaction runs."""
    return {
        "autocommit": True,
        "in_atomic_block": False,
        "savepoint_state": 0,
        "savepoint_ids": [],
        "atomic_blocks": [],
        "commit_on_exit": True,
        "needs_rollback": False,
        "closed_in_transaction": False,
        "run_on_commit": [],
    }


def _remember(facts):
    for name, fact in facts.items():
        setattr(connection, name, fact)


@pytest.fixture(scope="session")
def make_world(cluster, django_db_setup, django_db_blocker):
    """`make_world(name)`: a database of its own with the world in it."""

    def make(name, make_rows=make_rows):
        made = World(name)
        make_anew(cluster, name)
        with (
            django_db_blocker.unblock(),
            connected(name, "postgres"),
            transaction.atomic(),
        ):
            make_members()
            make_rows(made)
        return made

    return make


@pytest.fixture(scope="session")
def built_world(database, make_world):
    return make_world(f"{database}_world")


@pytest.fixture
def world(built_world, django_db_blocker):
    """Connected to the world as the test's role, and rolled back."""
    role = connection.settings_dict["USER"]
    with (
        django_db_blocker.unblock(),
        connected(built_world.database, role),
        transaction.atomic(),
    ):
        yield built_world
        transaction.set_rollback(True)


@pytest.fixture
def enter_world(cluster, built_world):
    """`enter_world("app_web")`: a connection of its own, committing as it goes."""
    with contextlib.ExitStack() as opened:
        yield lambda role: opened.enter_context(
            contextlib.closing(cluster.connect(built_world.database, role))
        )
