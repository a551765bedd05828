"""The database that bin/run works on: the embedded one, or one whose address is given.

The demo is loaded into a database of its own, which is then copied: by the first start,
and by each reset, in well under a second. It is loaded anew when the day or any of our
files has changed.
"""

import hashlib
import os
from pathlib import Path

from sharedcare import embedded

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var"
ADDRESS_OF = {
    "owner": "DATABASE_OWNER_URL",
    "web": "DATABASE_URL",
    "worker": "DATABASE_WORKER_URL",
    "report": "DATABASE_REPORT_URL",
}
DATABASE = "sharedcare"
FRESH = "sharedcare_fresh"
NEXT = "sharedcare_next"
# What the demo is made from.
SOURCES = ("*.py", "*.sql", "*.csv", "*.json")


def fingerprint(*patterns):
    """One word for the names and content of all our files that fit a pattern, and of
    the lock. Tests make nothing."""
    packages = [file.parent for file in ROOT.glob("*/__init__.py")]
    files = {ROOT / "requirements.txt", embedded.ROLES}
    found = {f for package in packages for p in patterns for f in package.rglob(p)}
    files |= {f for f in found if "tests" not in f.relative_to(ROOT).parts}
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return whole.hexdigest()[:16]


def environment(role, address):
    """A process is given the address of its own role and of no other."""
    others = set(ADDRESS_OF.values())
    common = {name: v for name, v in os.environ.items() if name not in others}
    common.setdefault("SHAREDCARE_ENV", "development")
    return common | {"SHAREDCARE_PROCESS": role, ADDRESS_OF[role]: address}


def choose_database(manage):
    return (GivenDatabase if "DATABASE_URL" in os.environ else EmbeddedDatabase)(manage)


def make_ready(manage, owner, web):
    """Migrate, then load the demo if there is nothing yet: its ground as the owner, its
    people as the web, which the walls hold."""
    manage("migrate", "--verbosity=0", role="owner", address=owner)
    if os.environ.get("DEMO", "yes") == "yes":
        manage("load_demo", "--ground", role="owner", address=owner)
        manage("load_demo", role="web", address=web)


class EmbeddedDatabase:
    """Ours alone. `manage(…, role=, address=)` runs manage.py as a role of it."""

    can_be_made_anew = True

    def __init__(self, manage):
        self.cluster = embedded.Postgres(HOME)
        # Of the files that run now: whoever edits them starts again.
        self.recipe = fingerprint(*SOURCES)
        self.manage = manage
        self.stop = self.cluster.stop

    def start(self):
        self.cluster.start()
        return {"postgres": self.cluster.process}

    def address(self, role, database=DATABASE):
        return embedded.address(role, self.cluster.sockets, database)

    def prepare(self):
        if not self.cluster.has(DATABASE):
            self.rebuild()
            return
        owner = self.address("owner")
        try:
            self.manage("migrate", "--verbosity=0", role="owner", address=owner)
        except embedded.NotStarted as error:
            raise embedded.NotStarted(
                f"{error}\nTo begin with a new demo instead, remove {self.cluster.data}"
            ) from None

    def rebuild(self):
        """Put a fresh demo in the place of the present one. Whoever is connected loses
        the connection, and finds the new database with the next."""
        self.freshen()
        self.cluster.drop(NEXT)
        self.cluster.create(NEXT, template=FRESH)
        self.cluster.put_in_place(NEXT, of=DATABASE)

    def freshen(self):
        """Have the demo of this day and of these files at hand."""
        stamp = f"{self.cluster.today()} {self.recipe}"
        if self.cluster.note_of(FRESH) != stamp:
            self._load(stamp)

    def _load(self, stamp):
        self.cluster.drop(FRESH)
        self.cluster.create(FRESH)
        owner, web = (self.address(role, FRESH) for role in ("owner", "web"))
        make_ready(self.manage, owner, web)
        self.cluster.leave_note(FRESH, stamp)


class GivenDatabase:
    """Somebody else's, whose roles bin/roles.sql made: we make it ready and no more."""

    can_be_made_anew = False

    def __init__(self, manage):
        needed = [ADDRESS_OF[role] for role in ("owner", "worker")]
        missing = [name for name in needed if name not in os.environ]
        if missing:
            raise embedded.NotStarted(
                f"DATABASE_URL is set, so set {' and '.join(missing)} too: each "
                "process connects as a role of its own (.env.example)."
            )
        self.manage = manage

    def start(self):
        """Somebody else did."""
        return {}

    def stop(self):
        """Somebody else will."""

    def address(self, role):
        return os.environ[ADDRESS_OF[role]]

    def prepare(self):
        make_ready(self.manage, self.address("owner"), self.address("web"))

    def freshen(self):
        """There is no demo to have at hand."""

    def rebuild(self):
        raise embedded.NotStarted("A database that is not ours is not made anew.")
