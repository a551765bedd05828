"""The world's schemes, organisations and members.

Each member is named after the relation to one person, Carl.
"""

import hashlib
from datetime import date, timedelta

from django.db import connection
from django.db.models.functions import Now

from accounts import acting
from accounts.models import (
    Membership,
    Organisation,
    Scheme,
    SchemeOrganisation,
    User,
)
from accounts.permissions import Role

DAY = timedelta(days=1)
TODAY = date.today()  # noqa: DTZ011, the tests' machine and database share a day
BEGAN = {"starts_on": TODAY - 30 * DAY}
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
MEMBERS = {
    "own service": (Role.KEYWORKER, SERVICE, ASHDALE),
    "team lead": (Role.TEAM_LEAD, SERVICE, ASHDALE),
    "sharing practice": (Role.GP, PRACTICE, ASHDALE),
    "registered, not sharing": (Role.GP, STATION, ASHDALE),
    "asked practice": (Role.GP, ASKED, ASHDALE),
    "asked practice's desk": (Role.RECEPTIONIST, ASKED, ASHDALE),
    "asked partner": (Role.PARTNER, ASKED, ASHDALE),
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
    "cover ended": (Role.GP, STATION, ASHDALE),
    "cover to come": (Role.GP, STATION, ASHDALE),
    "ended at once": (Role.KEYWORKER, SERVICE, ASHDALE),
    "not begun": (Role.KEYWORKER, SERVICE, ASHDALE),
    "left": (Role.KEYWORKER, SERVICE, ASHDALE),
    "session over": (Role.KEYWORKER, SERVICE, ASHDALE),
    "signed out elsewhere": (Role.KEYWORKER, SERVICE, ASHDALE),
    "once excluded": (Role.KEYWORKER, SERVICE, ASHDALE),
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
# What no longer lets somebody act, or not yet.
GONE = {
    "ended membership": {"ends_on": TODAY - DAY},
    "ended at once": {"ended_at": Now()},
    "not begun": {"starts_on": TODAY + DAY},
}
DO_NOT_ACT = GONE.keys() | {"left", "session over", "signed out elsewhere"}
# A member's number is their user's too.
ID = {name: 101 + n for n, name in enumerate(MEMBERS)}


def token_of(name):
    return hashlib.sha256(name.encode()).hexdigest()


def see_as(name):
    """Let a member act until the transaction ends; nobody, if they may not."""
    viewer, _ = acting.read_viewer(token_of(name))
    return viewer


def make_members():
    for id, name in ((ASHDALE, "Ashdale"), (NORTHMOOR, "Northmoor")):
        Scheme.objects.create(
            id=id, name=name, neutral_name=name, opened_on=TODAY - 99 * DAY
        )
    Organisation.objects.bulk_create(
        Organisation(id=id, code=f"O{id}", kind=kind, name=f"{kind} {id}")
        for id, kind in KINDS.items()
    )
    SchemeOrganisation.objects.create(
        organisation_id=SERVICE, scheme_id=ASHDALE, from_on=TODAY - 99 * DAY
    )
    for name, (role, organisation, scheme) in MEMBERS.items():
        User.objects.create(
            id=ID[name],
            username=f"user{ID[name]}",
            name=name,
            is_active=name != "left",
        )
        Membership.objects.create(
            id=ID[name],
            user_id=ID[name],
            organisation_id=organisation,
            scheme_id=scheme,
            role=role,
            **BEGAN | GONE.get(name, {}),
        )
        open_for_good(token_of(name), ID[name])
    _end_sessions()
    _had_other_memberships("own service")


def _end_sessions():
    over = "UPDATE accounts_actingsession SET {} WHERE membership_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(over.format("expires_at = now()"), [ID["session over"]])
        cursor.execute(
            over.format("session_key = 'gone'"), [ID["signed out elsewhere"]]
        )


def _had_other_memberships(name):
    """None of which they may choose today."""
    for when in GONE.values():
        Membership.objects.create(
            user_id=ID[name],
            organisation_id=OFFICE,
            scheme_id=ASHDALE,
            role=Role.MENTOR,
            **BEGAN | when,
        )


def open_for_good(token, id):
    """A session opened while the membership ran, and never idle."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_actingsession (token_sha, session_key, user_id,"
            " membership_id, seen_at, expires_at) VALUES (%s, '', %s, %s,"
            " now() + interval '1 day', now() + interval '1 day')",
            [hashlib.sha256(token.encode()).digest(), id, id],
        )
