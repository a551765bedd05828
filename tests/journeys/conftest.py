"""What the journeys walk on: the demo behind the real server, and a browser."""

import fcntl
import os
import subprocess
import sys
import time

import pytest

from sharedcare import embedded
from sharedcare.databases import ROOT, SOURCES, environment, fingerprint, make_ready
from tests.database import KEPT, MIGRATED, serving
from tests.journeys.caller import Caller
from tests.journeys.person import DESKTOP, Person

LOADED = "sharedcare_loaded"
THREADS = 4


@pytest.fixture(scope="session")
def loaded(cluster):
    """The name of a database with the demo in it. What was loaded is kept as a file,
    until the day or any of our files has changed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"demo {time.strftime('%Y-%m-%d')} {_recipe()}"
    with (KEPT / "demo-lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not cluster.has(LOADED):
            if not kept.exists():
                _load(cluster, kept)
            cluster.ask("pg_restore", "--create", "--dbname=postgres", kept)
    return LOADED


def _recipe():
    programs = os.environ.get("PGBIN", "embedded").strip("/").replace("/", "-")
    return f"{programs} {fingerprint(*SOURCES)}"


def _load(cluster, kept):
    for old in KEPT.glob("demo ????-*"):
        old.unlink()
    cluster.create(LOADED, template=MIGRATED)
    owner, web = (
        embedded.address(role, cluster.sockets, LOADED) for role in ("owner", "web")
    )
    make_ready(_manage, owner, web)
    with kept.with_name("demo-unfinished").open("wb") as unfinished:
        cluster.ask("pg_dump", "--format=custom", LOADED, stdout=unfinished)
    kept.with_name("demo-unfinished").rename(kept)
    cluster.drop(LOADED)


def _manage(*command, role, address):
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment(role, address),
        check=True,
    )


@pytest.fixture(scope="session")
def demo_database(database):
    """This worker's own copy of the demo, by name: not the one that tests connect to
    (tests/demo.py), since what is made anew loses its connections."""
    return f"{database}_journeys"


def _make_anew(cluster, name):
    cluster.drop(name)
    cluster.execute("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{LOADED}"')


@pytest.fixture(scope="session")
def site(cluster, loaded, demo_database, tmp_path_factory):
    """The address of the real server, on the demo."""
    _make_anew(cluster, demo_database)
    folder = tmp_path_factory.mktemp("site")
    with serving(cluster, demo_database, folder, THREADS) as address:
        yield address


@pytest.fixture
def fresh(cluster, site, demo_database):
    """For a test that needs the demo as it was loaded."""
    _make_anew(cluster, demo_database)


@pytest.fixture
def visit(browser, site):
    """`visit()`: somebody opens a window of their own. At the end of the test no
    window may have complained."""
    opened = []

    def open_window(size=DESKTOP, **options):
        width, height = size
        viewport = {"width": width, "height": height}
        person = Person(browser.new_context(viewport=viewport, **options), site)
        opened.append(person)
        return person

    yield open_window
    complaints = [words for person in opened for words in person.complaints]
    for person in opened:
        person.context.close()
    assert "\n".join(complaints) == ""


@pytest.fixture
def strike(cluster, site, demo_database):
    """`strike()`: every task of the timetable runs once, as the worker does it."""
    address = embedded.address("worker", cluster.sockets, demo_database)
    told = environment("worker", address)
    told |= {"DJANGO_SETTINGS_MODULE": "sharedcare.settings"}
    command = [sys.executable, "-m", "tests.journeys.clock"]
    return lambda: subprocess.run(command, cwd=ROOT, env=told, check=True)


@pytest.fixture
def call(site):
    """`call("gp1")`: somebody signed in, without a browser."""
    return lambda username: Caller(site).sign_in_as(username)
