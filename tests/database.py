"""The database of the tests: a cluster of their own, entered as the application's role.

The cluster with every migration applied is kept, stopped, in var/tests and copied for
each run, so a run pays for migrations only when one has changed. Each worker has a
database of its own in it. A test marked `django_db` is rolled back; a test that must
commit asks for `fresh_database`.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.db import connection, connections

from sharedcare import embedded
from sharedcare.databases import HOME, ROOT, environment, fingerprint

KEPT = HOME / "tests"
MIGRATED = "sharedcare"
# Nothing here need outlive the run.
HASTY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
# Walks through the second wall, to show that the first stands without it.
UNWALLED = "CREATE ROLE unwalled LOGIN BYPASSRLS IN ROLE app_web"


def pytest_configure(config):
    """Each process that runs tests has a cluster of its own: what one has open holds
    up nothing that another waits for, as the seal waits for transactions to end."""
    # Whatever a test imports or starts, it serves requests.
    os.environ["SHAREDCARE_PROCESS"] = "web"
    only_hands_out = config.getoption("numprocesses", None) and not hasattr(
        config, "workerinput"
    )
    if only_hands_out or config.option.collectonly:
        return
    folder = Path(tempfile.mkdtemp(prefix="sharedcare-tests-"))
    folder.chmod(0o711)
    cluster = embedded.Postgres(folder)
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    config.add_cleanup(lambda: cluster.stop(signal.SIGQUIT))
    _copy_migrated_cluster(folder)
    cluster.start(**HASTY)
    os.environ["SHAREDCARE_TEST_CLUSTER"] = str(folder)


def _copy_migrated_cluster(folder):
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = KEPT / _recipe()
        if not kept.exists():
            for old in KEPT.glob(f"{kept.name.split()[0]} *"):
                shutil.rmtree(old)
            _make_migrated_cluster(folder)
            kept.mkdir()
            for data in folder.glob("pg*/"):
                shutil.copytree(data, kept / data.name)
            return
        for data in kept.iterdir():
            shutil.copytree(data, folder / data.name)


def _recipe():
    """One word for all that a migrated cluster is made from, programs included."""
    made_from = fingerprint("migrations/*.py", "*.sql", "walls.py", "settings.py")
    programs = os.environ.get("PGBIN", "embedded").strip("/").replace("/", "-")
    return f"{programs} {made_from}"


def _make_migrated_cluster(folder):
    cluster = embedded.Postgres(folder)
    cluster.start(**HASTY)
    try:
        cluster.create(MIGRATED)
        cluster.execute(MIGRATED, UNWALLED)
        owner = embedded.address("owner", cluster.sockets, MIGRATED)
        migrated = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            cwd=ROOT,
            env=environment("owner", owner),
        )
        if migrated.returncode:
            raise pytest.UsageError("The migrations do not run: see above.")
    finally:
        cluster.stop()


def pytest_runtest_setup(item):
    """Connect as the application's role, or as the one that a test's marker names."""
    marker = item.get_closest_marker("role")
    role = marker.args[0] if marker else "app_web"
    if connection.settings_dict["USER"] != role:
        connection.close()
        connection.settings_dict["USER"] = role


@pytest.fixture(scope="session")
def cluster():
    return embedded.Postgres(os.environ["SHAREDCARE_TEST_CLUSTER"])


@pytest.fixture(scope="session")
def database(cluster):
    """The name of this worker's own database."""
    name = f"{MIGRATED}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    make_anew(cluster, name)
    return name


def make_anew(cluster, name):
    cluster.drop(name)
    cluster.create(name, template=MIGRATED)


@pytest.fixture(scope="session")
def django_db_setup(cluster, database, django_test_environment, django_db_blocker):
    """In place of pytest-django's own, which connects as the owner of the tables."""
    place = connection.settings_dict
    place |= {"NAME": database, "HOST": "", "PORT": "", "PASSWORD": ""}
    place["OPTIONS"]["host"] = str(cluster.sockets)
    role = place["USER"]
    with django_db_blocker.unblock():
        place["USER"] = "app_web"
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, session_user")
            assert cursor.fetchone() == ("app_web", "app_web")
        if role != "app_web":
            connection.close()
            place["USER"] = role
    yield
    connections.close_all()


@pytest.fixture
def connect_as(cluster, database):
    """`connect_as("app_worker")`: a connection of its own, committing as it goes."""
    with contextlib.ExitStack() as opened:
        yield lambda role: opened.enter_context(
            contextlib.closing(cluster.connect(database, role))
        )


@pytest.fixture
def owner_cursor(connect_as):
    return connect_as("app_owner").cursor()


@pytest.fixture
def fresh_database(request, cluster, database, django_db_setup, django_db_blocker):
    """For a test that commits (threads, a server); it goes without `django_db`."""
    assert not request.node.get_closest_marker("django_db"), (
        "nothing would be committed"
    )
    with django_db_blocker.unblock():
        yield
    connections.close_all()
    make_anew(cluster, database)


@pytest.fixture(scope="session")
def server(cluster, database, tmp_path_factory):
    """The address of the real web server on this worker's database."""
    with serving(cluster, database, tmp_path_factory.mktemp("server")) as address:
        yield address


@contextlib.contextmanager
def serving(cluster, database, folder, threads=1):
    """The real web server on a database; its log is kept in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi"]
            + ["--port", str(port), "--blocking-threads", str(threads)]
            + ["--no-access-log", "sharedcare.wsgi:application"],
            cwd=ROOT,
            env=environment("web", embedded.address("web", cluster.sockets, database)),
            stdout=written,
            stderr=written,
        )
    address = f"http://localhost:{port}"
    try:
        embedded.wait_until(
            lambda: _answers(f"{address}/health/"), process, "The web server", log
        )
        yield address
    finally:
        embedded.end(process)


def _answers(address):
    try:
        urllib.request.urlopen(address, timeout=5).close()  # noqa: S310, our own server
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
