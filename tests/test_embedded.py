"""The embedded servers: from any folder, closed to others, back after a kill."""

import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest

from sharedcare import embedded
from sharedcare.databases import ROOT


@pytest.fixture
def home():
    with tempfile.TemporaryDirectory(prefix="sharedcare-tests-") as folder:
        place = Path(folder) / "a folder, with a space"
        place.mkdir()
        # Root runs Postgres as somebody else, who has to come this far.
        place.parent.chmod(0o711)
        yield place


@pytest.fixture
def postgres(home):
    server = embedded.Postgres(home)
    yield server
    server.stop(signal.SIGQUIT)


@pytest.mark.slow
@pytest.mark.kills
def test_a_server_whose_parent_was_killed_gives_way_to_the_next(home, postgres):
    orphan = embedded.Postgres(home)
    orphan.start()
    orphan.create("kept")

    postgres.start()

    assert postgres.has("kept")
    assert orphan.process.wait(5) == 0


@pytest.mark.slow
def test_a_database_takes_the_place_of_one_that_is_in_use(postgres):
    postgres.start()
    for name in ("present", "next"):
        postgres.create(name)
        postgres.execute(name, f"CREATE TABLE made_as_{name} ()")
    in_use = postgres.connect("present")

    postgres.put_in_place("next", of="present")

    postgres.execute("present", "SELECT FROM made_as_next")
    assert not postgres.has("next")
    assert not postgres.has("present_old")
    with pytest.raises(psycopg2.OperationalError):
        in_use.cursor().execute("SELECT")


KILLED = """
import os, signal, sys
from sharedcare import embedded
embedded.Postgres(sys.argv[1]).start()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
@pytest.mark.kills
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the children")
def test_a_server_ends_when_its_parent_is_killed(home, postgres):
    subprocess.run([sys.executable, "-c", KILLED, home], cwd=ROOT)

    ends_by = time.monotonic() + 20
    while list(home.glob("pg*/postmaster.pid")) and time.monotonic() < ends_by:
        time.sleep(0.1)

    assert not list(home.glob("pg*/postmaster.pid"))


@pytest.mark.slow
def test_nobody_else_may_enter_the_folder_of_the_sockets(postgres):
    postgres.start()

    assert postgres.sockets.stat().st_mode & 0o777 == 0o700


def test_sockets_lie_beside_the_data_unless_that_is_too_deep():
    assert embedded.sockets_of("/srv/care/var").name == "sockets"
    deep = embedded.sockets_of("/srv/" + "deep/" * 30)
    assert len(str(deep)) < 40
    assert deep != embedded.sockets_of("/srv/" + "deep/" * 31)


def test_a_comma_would_part_two_hosts():
    assert "," not in str(embedded.sockets_of("/srv/care, shared/var"))


@pytest.mark.slow
def test_the_broker_answers_and_is_gone_when_stopped(home, postgres):
    postgres.start()
    broker = embedded.Valkey(home)

    broker.start()
    broker.stop()

    assert broker.process.returncode == 0
    assert not broker.socket.exists()
