"""A small world on both sides of the walls, for the tests of the walls.

Two schemes and everybody whom one person, Carl, may or may not be shown to: each
member is named after the relation to him. The world lies in a database of its own,
committed once for each worker; a test that asks for `world` is rolled back.
"""

import contextlib
import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.functional import cached_property

from accounts import acting
from accounts.models import Cover, Membership, Organisation, Scheme, User
from accounts.permissions import Role
from core.reach import Reach
from patients import models
from patients.rules.grants import GrantBecause
from tests.database import make_anew

TODAY = date.today()  # noqa: DTZ011, the database's own day is what counts
DAY = timedelta(days=1)
ASHDALE, NORTHMOOR = 1, 2
SERVICE, PRACTICE, STATION, PHARMACY, QUAYSIDE, ASKED, OFFICE, NORTH = range(11, 19)
KINDS = {
    SERVICE: "service",
    PRACTICE: "practice",
    STATION: "practice",
    PHARMACY: "pharmacy",
    QUAYSIDE: "service",
    ASKED: "practice",
    OFFICE: "trust",
    NORTH: "service",
}
# Who, in the relation to Carl that the name tells: role, organisation, scheme.
MEMBERS = {
    "own service": (Role.KEYWORKER, SERVICE, ASHDALE),
    "team lead": (Role.TEAM_LEAD, SERVICE, ASHDALE),
    "sharing practice": (Role.GP, PRACTICE, ASHDALE),
    "registered, not sharing": (Role.GP, STATION, ASHDALE),
    "asked practice": (Role.GP, ASKED, ASHDALE),
    "asked practice's desk": (Role.RECEPTIONIST, ASKED, ASHDALE),
    "other organisation": (Role.KEYWORKER, QUAYSIDE, ASHDALE),
    "other scheme": (Role.KEYWORKER, NORTH, NORTHMOOR),
    "own service, other scheme": (Role.KEYWORKER, SERVICE, NORTHMOOR),
    "pharmacy": (Role.PHARMACIST, PHARMACY, ASHDALE),
    "receptionist": (Role.RECEPTIONIST, SERVICE, ASHDALE),
    "mentor": (Role.MENTOR, SERVICE, ASHDALE),
    "unmatched mentor": (Role.MENTOR, SERVICE, ASHDALE),
    "partner": (Role.PARTNER, QUAYSIDE, ASHDALE),
    "team member": (Role.NURSE, QUAYSIDE, ASHDALE),
    "cover": (Role.GP, STATION, ASHDALE),
    "cover over": (Role.GP, STATION, ASHDALE),
    "emergency": (Role.GP, STATION, ASHDALE),
    "emergency over": (Role.GP, STATION, ASHDALE),
    "ended membership": (Role.KEYWORKER, SERVICE, ASHDALE),
    "expired grant": (Role.NURSE, QUAYSIDE, ASHDALE),
    "future grant": (Role.NURSE, QUAYSIDE, ASHDALE),
    "excluded": (Role.KEYWORKER, SERVICE, ASHDALE),
    "excluded, granted": (Role.NURSE, QUAYSIDE, ASHDALE),
    "own record": (Role.SERVICE_USER, SERVICE, ASHDALE),
    "another's own record": (Role.SERVICE_USER, SERVICE, ASHDALE),
    "coordinator": (Role.COORDINATOR, OFFICE, ASHDALE),
    "commissioner": (Role.COMMISSIONER, OFFICE, ASHDALE),
    "administrator": (Role.ADMINISTRATOR, OFFICE, ASHDALE),
    "privacy officer": (Role.PRIVACY_OFFICER, OFFICE, ASHDALE),
    "privacy officer, told": (Role.PRIVACY_OFFICER, OFFICE, ASHDALE),
    "system": (Role.SYSTEM, OFFICE, ASHDALE),
}
MEMBER_IDS = {name: 101 + n for n, name in enumerate(MEMBERS)}


def token_of(name):
    return hashlib.sha256(name.encode()).hexdigest()


@dataclass
class World:
    """Every row by the name that the tests know it by."""

    database: str = ""
    rows: dict[str, tuple[type, UUID]] = field(default_factory=dict)

    def add(self, name, row):
        row.save(force_insert=True)
        self.rows[name] = (type(row), row.pk)
        return row

    def id_of(self, name):
        return self.rows[name][1]

    @cached_property
    def names(self):
        return {row: name for name, row in self.rows.items()}

    def see_as(self, name):
        """Let a member act until the transaction ends; nobody, if they may not."""
        viewer, _ = acting.read_viewer(token_of(name))
        return viewer


def build(world):
    """Made by the superuser: the walls do not hold yet."""
    _build_accounts()
    carl = _person(world, "Carl", ASHDALE, SERVICE, PRACTICE, PHARMACY)
    erin = _person(world, "Erin", ASHDALE, QUAYSIDE, STATION, 0)
    dean = _person(world, "Dean", NORTHMOOR, NORTH, PRACTICE, PHARMACY)
    for person, name in ((carl, "Carl"), (erin, "Erin"), (dean, "Dean")):
        _tell_all_of(world, person, name)
    _build_lists(world, carl)
    _build_grants(world, carl, erin)
    _build_trail(world, carl)


def _build_accounts():
    for id, name in ((ASHDALE, "Ashdale"), (NORTHMOOR, "Northmoor")):
        Scheme.objects.create(
            id=id, name=name, neutral_name=name, opened_on=TODAY - 99 * DAY
        )
    Organisation.objects.bulk_create(
        Organisation(id=id, code=f"O{id}", kind=kind, name=f"{kind} {id}")
        for id, kind in KINDS.items()
    )
    for name, (role, organisation, scheme) in MEMBERS.items():
        id = MEMBER_IDS[name]
        User.objects.create(id=id, username=f"user{id}", name=name)
        Membership.objects.create(
            id=id,
            user_id=id,
            organisation_id=organisation,
            scheme_id=scheme,
            role=role,
            starts_on=TODAY - 30 * DAY,
            ends_on=TODAY - DAY if name == "ended membership" else None,
        )
    _open_sessions()


def _open_sessions():
    """Opened while each membership ran, and never idle."""
    sessions = [
        (hashlib.sha256(token_of(name).encode()).digest(), id, id)
        for name, id in MEMBER_IDS.items()
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO accounts_actingsession (token_sha, session_key, user_id,"
            " membership_id, seen_at, expires_at) VALUES (%s, '', %s, %s,"
            " now() + interval '1 day', now() + interval '1 day')",
            sessions,
        )


def _person(world, given, scheme, service, practice, pharmacy):
    return world.add(
        f"{given}: patient",
        models.Patient(
            scheme_id=scheme,
            service_id=service,
            practice_id=practice,
            pharmacy_id=pharmacy,
            registered_id=STATION,
            family="Dunmore",
            given=given,
            family_key="dunmore",
            given_key=given.lower(),
            born_on=date(1979, 3, 14),
            nhs_number="9995260182",
            postcode="ZZ99 3VZ",
        ),
    )


def _tell_all_of(world, person, name):
    own, wide = person.columns(), person.columns(pharmacy=True)
    author = MEMBER_IDS["own service"]
    entry = {
        "author_id": author,
        "author_name": "x",
        "on_day": TODAY,
        "form": "contact",
    }
    line = {"on_day": TODAY, "kind": "contact", "title": "x", "by": "x"}
    told = {"told_by": "x", "told_on": TODAY}
    turn = {"line": "other", "n": 1, "starts_on": TODAY, "prescriber_name": "x"}
    rows = {
        "name": models.Name(**own, kind="current", family="Dunmore"),
        "contact": models.Contact(**own, channel="phone", value="07700 900345"),
        "episode": models.Episode(**own, opened_on=TODAY, setting="community"),
        "entry": models.Consultation(**own, **entry, place="phone"),
        "removed entry": models.Consultation(
            **own, **entry, place="phone", removed_at=Now()
        ),
        "health event": models.HealthEvent(
            **own, kind="hepatitis_b_dose", on_day=TODAY
        ),
        "condition": models.Condition(**own, **told, name="x"),
        "other medicine": models.OtherMedicine(**own, **told, name="x"),
        "flag": models.Flag(**own, kind="risk", text="x"),
        "no contact": models.NoContact(**own, other_id=uuid4(), because="x"),
        "consent": models.Consent(
            **wide, recipient_kind="practice", kind="record", from_on=TODAY
        ),
        "turn": models.PrescriberTurn(**wide, **turn, because="told"),
        "medicine": models.MedicineTold(
            **wide, **told, line="other", turn_n=1, text="x"
        ),
        "line": models.TimelineEntry(**wide, **line, reach=Reach.RECORD),
        "line of medicine": models.TimelineEntry(**wide, **line, reach=Reach.MEDICINE),
    }
    for what, row in rows.items():
        world.add(f"{name}: {what}", row)


def _build_lists(world, carl):
    own = carl.columns()
    item = {"kind": "task", "harm": 1, "title": "x", "due_on": TODAY}
    items = {
        "item": (own, {"organisation_id": SERVICE}),
        "item of the practice": (own, {"organisation_id": PRACTICE}),
        "item where he was": (own, {"organisation_id": QUAYSIDE}),
        "item of the mentor": (
            own,
            {"organisation_id": SERVICE, "membership_id": MEMBER_IDS["mentor"]},
        ),
        "item of the unmatched mentor": (
            own,
            {
                "organisation_id": SERVICE,
                "membership_id": MEMBER_IDS["unmatched mentor"],
            },
        ),
        "alert": (own, {"organisation_id": OFFICE, "role": Role.PRIVACY_OFFICER}),
        "item about nobody": (
            {"scheme_id": ASHDALE},
            {"organisation_id": SERVICE},
        ),
    }
    for name, (about, where) in items.items():
        row = models.WorkItem(**about, **where, **item, source_id=uuid4())
        world.add(f"Carl: {name}", row)
    for name, organisation in (
        ("", SERVICE),
        (" of the practice", PRACTICE),
        (" where he was", QUAYSIDE),
    ):
        link = models.CareLink(
            **own,
            organisation_id=organisation,
            reach=Reach.RECORD,
            status="active",
            named_worker_id=MEMBER_IDS["sharing practice"]
            if organisation == PRACTICE
            else None,
        )
        booked = models.Appointment(
            **own,
            organisation_id=organisation,
            place="x",
            starts_at=Now(),
            with_member_id=MEMBER_IDS["own service"],
        )
        world.add(f"Carl: link{name}", link)
        world.add(f"Carl: appointment{name}", booked)


def _build_grants(world, carl, erin):
    ago = {"starts_on": TODAY - 9 * DAY}
    grants = {
        "mentor": (Reach.NAME, GrantBecause.MENTOR, ago),
        "partner": (Reach.MEDICINE, GrantBecause.GUEST, ago),
        "team member": (Reach.RECORD, GrantBecause.TEAM, ago),
        "expired grant": (
            Reach.RECORD,
            GrantBecause.TEAM,
            ago | {"ends_on": TODAY - DAY},
        ),
        "future grant": (
            Reach.RECORD,
            GrantBecause.TEAM,
            {"starts_on": TODAY + DAY},
        ),
        "emergency": (
            Reach.RECORD,
            GrantBecause.BREAK_GLASS,
            ago | {"expires_at": Now() + timedelta(hours=4)},
        ),
        "emergency over": (
            Reach.RECORD,
            GrantBecause.BREAK_GLASS,
            ago | {"expires_at": Now() - timedelta(seconds=1)},
        ),
        "excluded, granted": (Reach.RECORD, GrantBecause.TEAM, ago),
        "commissioner": (Reach.RECORD, GrantBecause.TEAM, ago),
        "administrator": (Reach.RECORD, GrantBecause.TEAM, ago),
        "privacy officer, told": (Reach.NAME, GrantBecause.PRIVACY, ago),
    }
    for name, (reach, because, when) in grants.items():
        world.add(
            f"Carl: grant to {name}",
            models.Grant(
                **carl.columns(),
                **when,
                membership_id=MEMBER_IDS[name],
                reach=reach,
                because=because,
            ),
        )
    _grant_to_others(world, carl, erin)


def _grant_to_others(world, carl, erin):
    asked = {"reach": Reach.NAME, "because": GrantBecause.REQUEST, "starts_on": TODAY}
    own = {"reach": Reach.RECORD, "because": GrantBecause.OWN, "starts_on": TODAY}
    su, other = MEMBER_IDS["own record"], MEMBER_IDS["another's own record"]
    for name, grant in (
        ("asked", models.Grant(**carl.columns(), **asked, organisation_id=ASKED)),
        ("himself", models.Grant(**carl.columns(), **own, user_id=su)),
    ):
        world.add(f"Carl: grant to {name}", grant)
    world.add(
        "Erin: grant to herself",
        models.Grant(**erin.columns(), **own, user_id=other),
    )
    for name in ("excluded", "excluded, granted"):
        world.add(
            f"Carl: exclusion of {name}",
            models.Exclusion(
                patient_id=carl.pk,
                scheme_id=ASHDALE,
                user_id=MEMBER_IDS[name],
                because="x",
            ),
        )
    for name, days in (("cover", 0), ("cover over", 1)):
        Cover.objects.create(
            from_member_id=MEMBER_IDS["sharing practice"],
            to_member_id=MEMBER_IDS[name],
            starts_on=TODAY - 9 * DAY,
            ends_on=TODAY - days * DAY,
        )


def _build_trail(world, carl):
    world.see_as("own service")
    with connection.cursor() as cursor:
        for table, statement in (
            ("event", "SELECT audit.write('seen', '', '', %s, '{}', 101)"),
            ("access", "SELECT audit.saw('case', %s, NULL, '', NULL)"),
        ):
            cursor.execute(statement, [carl.pk])
            cursor.execute(f"SELECT max(id) FROM audit_{table}")
            world.rows[f"Carl: {table}"] = (table, cursor.fetchone()[0])


# By database and role: opening a connection takes longer than most of these tests.
_kept = {}


@contextlib.contextmanager
def connected(database, role):
    """Django's connection, as a role of the world's own database."""
    place = connection.settings_dict
    before = connection.connection, place["NAME"], place["USER"]
    connection.connection = _kept.get((database, role))
    place["NAME"], place["USER"] = database, role
    try:
        yield
    finally:
        _kept[database, role] = connection.connection
        connection.connection, place["NAME"], place["USER"] = before


@pytest.fixture(scope="session")
def built_world(cluster, database, django_db_setup, django_db_blocker):
    made = World(f"{database}_world")
    make_anew(cluster, made.database)
    with (
        django_db_blocker.unblock(),
        connected(made.database, "postgres"),
        transaction.atomic(),
    ):
        build(made)
    return made


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
