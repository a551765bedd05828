"""The cluster of the benchmarks: a Postgres of its own that keeps each population."""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from benchmarks.population.load import PEOPLE, Population, load
from sharedcare import embedded

ROOT = Path(settings.BASE_DIR)
HOME = ROOT / "var" / "bench"
# What a population is made from: when one of these has changed it is made anew.
INGREDIENTS = ("*/migrations/*.py", "core/walls.py", "benchmarks/population/*.py")
# While loading nothing need outlive a crash: it would begin again.
HASTY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "shared_buffers": "512MB",
    "autovacuum": "off",
}


def name_of(people):
    return "sharedcare_national" if people == PEOPLE else f"sharedcare_{people}"


def recipe(people):
    """One word for all that a population is made from, but for the day."""
    digest = hashlib.sha256(str(people).encode())
    for pattern in INGREDIENTS:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def stands(cluster, people):
    """True if the population is there, whole and made as it would be made now."""
    connection = cluster.connect("postgres")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = %s",
            [name_of(people)],
        )
        row = cursor.fetchone()
    connection.close()
    return row == (recipe(people),)


def ensure(people, *, anew=False):
    """Make a population unless it stands already."""
    with running() as cluster:
        is_there = stands(cluster, people)
    if anew or not is_there:
        make(people)


@contextlib.contextmanager
def alone():
    """One run at a time: a second would end the first one's database."""
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise embedded.NotStarted("bin/bench is at work in this folder.") from None
        yield


@contextlib.contextmanager
def running(**settings):
    """The cluster of all populations, started for measuring."""
    cluster = embedded.Postgres(HOME)
    cluster.start(**settings)
    try:
        yield cluster
    finally:
        cluster.stop()


@contextlib.contextmanager
def copied(cluster, people):
    """A copy to write in, since what is saved would change the next run."""
    name = f"{name_of(people)}_copy"
    cluster.drop(name)
    cluster.execute(
        "postgres",
        f"CREATE DATABASE {name} TEMPLATE {name_of(people)} STRATEGY file_copy",
    )
    cluster.execute(name, embedded.ROLES.read_text())
    try:
        yield name
    finally:
        cluster.drop(name)


def make(people, **options):
    """Make a population; return the rows of each table."""
    cluster = embedded.Postgres(HOME)
    cluster.start(**HASTY)
    try:
        name = name_of(people)
        cluster.drop(name)
        cluster.create(name)
        _migrate(cluster, name)
        connection = cluster.connect(name, "app_owner")
        day = datetime.now(UTC).date()
        counts = load(connection, Population(people, day, **options))
        connection.close()
        cluster.execute("postgres", f"COMMENT ON DATABASE {name} IS '{recipe(people)}'")
    finally:
        cluster.stop()
    return counts


def _migrate(cluster, name):
    own = {
        "SHAREDCARE_ENV": "development",
        "SHAREDCARE_PROCESS": "owner",
        "DATABASE_OWNER_URL": embedded.address("owner", cluster.sockets, name),
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env=os.environ | own,
        check=True,
    )
