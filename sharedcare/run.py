"""The parent of all that bin/run starts: it starts them, watches them and ends them."""

import argparse
import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import psycopg2

from sharedcare import embedded
from sharedcare.databases import HOME, ROOT, choose_database, environment

CLOCK = "core.tasks.note_that_the_clock_runs"
RESET = "reset_demo"
FIRST_PORT, LAST_PORT = 8000, 8099
GRANIAN = ["-m", "granian", "--interface", "wsgi", "--workers", "2"]
GRANIAN += ["--blocking-threads", "1", "--log-level", "warning"]
WELCOME = "\nOpen {address}/ and sign in with one press; Ctrl-C ends it."
STOP = threading.Event()
# When bin/run began, before there was a Python to ask.
BEGAN = float(os.environ.get("BEGAN", time.time()))


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or asked in another way."""


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def tell(words):
    say(f"{time.time() - BEGAN:6.1f} s  {words}")


def go_on():
    if STOP.is_set():
        raise Stopped


def start_python(*arguments, role, address, log=None):
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(role, address),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=embedded.ends_with_its_parent,
    )


def finish(process):
    try:
        while process.poll() is None:
            go_on()
            time.sleep(0.05)
    finally:
        embedded.end(process)
    if process.returncode:
        what = process.args[2]
        raise embedded.NotStarted(f"{what} failed: see above, or var/{what}.log.")


def manage(*arguments, role, address):
    """Run a command of manage.py as this role of the database at this address."""
    finish(start_python("manage.py", *arguments, role=role, address=address))


def static_files_changed():
    """Hashing and compressing them all takes longer than everything else here."""
    made = HOME / "static" / "staticfiles.json"
    sources = [HOME / "assets" / "made-from", ROOT / "requirements.txt"]
    sources += [*(ROOT / "static").rglob("*"), *(ROOT / "sharedcare").glob("*.py")]
    return not made.exists() or made.stat().st_mtime < max(
        source.stat().st_mtime for source in sources
    )


@contextlib.contextmanager
def alone_in_this_checkout():
    with (HOME / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise embedded.NotStarted("bin/run is at work in this folder.") from None
        yield


def hold_port(wanted):
    """The first free port. A UDP socket of the same number keeps the place for us, so
    that two checkouts which start at once do not choose the same."""
    for port in [wanted] if wanted else range(FIRST_PORT, LAST_PORT + 1):
        place, trial = socket.socket(type=socket.SOCK_DGRAM), socket.socket()
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError), trial:
            place.bind(("127.0.0.1", port))
            trial.bind(("127.0.0.1", port))
            return port, place
        place.close()
    raise embedded.NotStarted(f"Port {wanted or FIRST_PORT} is taken, and those after.")


class House:
    """All that runs, from the database up; it is taken down in the other order."""

    def __init__(self, port, ends):
        self.ends = ends
        self.database = choose_database(manage)
        self.port, place = hold_port(port)
        ends.enter_context(place)
        self.address = f"http://localhost:{self.port}"
        self.children = {}

    def build(self):
        self.ends.callback(self.database.stop)
        self.servers = self.database.start()
        if "REDIS_URL" not in os.environ:
            broker = embedded.Valkey(HOME)
            self.ends.callback(broker.stop)
            broker.start()
            self.servers["valkey"] = broker.process
        tell("The database and the broker answer")
        self.ends.callback(self._end_children)
        if static_files_changed():
            collect = ["manage.py", "collectstatic", "--no-input", "-v0"]
            self._start("collectstatic", *collect)
        self.database.prepare()
        if "collectstatic" in self.children:
            finish(self.children.pop("collectstatic"))
        tell("Tables, demo and static files are in place")

    def open(self):
        """Start what serves, and wait until the web answers and a tick that beat sent
        has been done by the worker."""
        self.line = self._listen()
        celery = ["-m", "celery", "-A", "sharedcare.celery"]
        schedule = str(HOME / "beat-schedule")
        self._start(
            "beat", *celery, "beat", "-l", "WARNING", "-s", schedule, role="worker"
        )
        self._start(
            "worker", *celery, "worker", "-l", "WARNING", "-c", "2", role="worker"
        )
        self._start(
            "web", *GRANIAN, "--port", str(self.port), "sharedcare.wsgi:application"
        )
        self._wait("web", self._web_answers)
        tell(f"The web answers at {self.address}/")
        self._wait("worker", self._clock_runs)
        tell("The worker has done what the clock asked")

    def _start(self, name, *arguments, role="web"):
        with (HOME / f"{name}.log").open("w") as log:
            self.children[name] = start_python(
                *arguments, role=role, address=self.database.address(role), log=log
            )
        return self.children[name]

    def _wait(self, name, answers):
        def asked():
            go_on()
            return answers()

        log = HOME / f"{name}.log"
        embedded.wait_until(asked, self.children[name], f"The {name}", log, seconds=60)

    def _web_answers(self):
        try:
            page = urllib.request.urlopen(f"{self.address}/health/", timeout=5)  # noqa: S310
            with page:
                return page.read().startswith(b"database ok")
        except OSError:
            return False

    def _listen(self):
        """The owner's connection: asks whether the clock runs, hears of a reset. Its
        name tells the web that somebody hears."""
        name = RESET if self.database.can_be_made_anew else ""
        line = psycopg2.connect(self.database.address("owner"), application_name=name)
        line.autocommit = True
        line.cursor().execute(f"LISTEN {RESET}; SELECT now()")
        return line

    def _clock_runs(self):
        cursor = self.line.cursor()
        cursor.execute(
            "SELECT FROM core_taskrun, pg_stat_activity WHERE task = %s"
            " AND pid = pg_backend_pid() AND ran_at > backend_start",
            [CLOCK],
        )
        return cursor.rowcount == 1

    def welcome(self):
        say(WELCOME.format(address=self.address))
        web = self.database.address("web")
        with contextlib.suppress(Stopped):
            manage("list_sign_ins", role="web", address=web)

    def watch(self):
        """Until somebody stops us, or something ends that should not."""
        hour = None
        while not STOP.wait(1):
            if hour != (hour := time.time() // 3600):
                self._have_a_demo_at_hand()
            for name, process in (self.servers | self.children).items():
                if process.poll() is not None:
                    raise embedded.NotStarted(
                        f"The {name} has ended: see var/{name}.log"
                    )
            if self._asked_to_reset():
                self._reset()

    def _asked_to_reset(self):
        try:
            self.line.poll()
            return bool(self.line.notifies)
        except psycopg2.Error:
            with contextlib.suppress(psycopg2.Error):
                self.line = self._listen()
            return False

    def _have_a_demo_at_hand(self):
        """The next day has a demo of its own; a press need not wait for it."""
        try:
            self.database.freshen()
        except embedded.NotStarted as error:
            tell(f"No fresh demo could be made. {error}")

    def _reset(self):
        tell("The demo is made anew")
        try:
            self.database.rebuild()
        except embedded.NotStarted as error:
            tell(f"That failed, and the demo is as it was. {error}")
        self.line = self._listen()

    def _end_children(self):
        """All at once, then each is waited for."""
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            embedded.end(child)


def main():
    parser = argparse.ArgumentParser(prog="bin/run")
    parser.add_argument("--smoke", action="store_true", help="start, ask, stop")
    parser.add_argument("--port", type=int, help=f"the first free from {FIRST_PORT}")
    arguments = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: STOP.set())
    HOME.mkdir(exist_ok=True)
    try:
        with alone_in_this_checkout(), contextlib.ExitStack() as ends:
            house = House(arguments.port, ends)
            house.build()
            house.open()
            say(f"ready in {time.time() - BEGAN:.0f} s")
            if not arguments.smoke:
                house.welcome()
                with contextlib.suppress(Stopped):
                    house.watch()
                say("Closing")
    except Stopped:
        sys.exit("Stopped before it was ready.")
    except embedded.NotStarted as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
