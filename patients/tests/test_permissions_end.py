"""A permission past its day: what each wall shows, and what the clock does."""

from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import Membership
from core.clock import today
from core.reach import Reach
from patients import tasks
from patients.actions import sharing
from patients.models import (
    CareLink,
    Consent,
    Grant,
    Patient,
    TimelineEntry,
    WorkItem,
)
from patients.rules.sharing import (
    ConsentKind,
    Permission,
    Recipient,
    RecipientKind,
    permits,
)
from tests.walls.people import DAY, ID, PHARMACY, PRACTICE, TODAY, see_as

GP, PHARMACIST, WORKER = "sharing practice", "pharmacy", "own service"
YESTERDAY, TOMORROW = TODAY - DAY, TODAY + DAY


def carl_of(world):
    return Patient.objects.get(pk=world.id_of("Carl: patient"))


def permit(world, to=PRACTICE, kind="record", **days):
    """As the keyworker who may; the person is then looked at by another."""
    see_as(WORKER)
    carl = carl_of(world)
    made = {"from_on": TODAY - 9 * DAY} | days
    return Consent.objects.create(
        **carl.columns(pharmacy=True),
        recipient_id=to,
        recipient_kind="pharmacy" if to == PHARMACY else "practice",
        kind=kind,
        **made,
    )


def rows_shown(table, person):
    with connection.cursor() as cursor:
        column = "id" if table == "patients_patient" else "patient_id"
        cursor.execute(
            f"SELECT count(*) FROM {table} WHERE {column} = %s",  # noqa: S608, ours
            [person],
        )
        return cursor.fetchone()[0]


TABLES = ("patients_patient", "patients_consultation", "patients_timelineentry")


@pytest.mark.parametrize(
    ("until_on", "is_shown"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, True)]
)
def test_the_database_shows_a_practice_nothing_from_the_day_after(
    world, until_on, is_shown
):
    permit(world, until_on=until_on)
    person = world.id_of("Carl: patient")

    see_as(GP)

    assert [rows_shown(table, person) > 0 for table in TABLES] == [is_shown] * 3


@pytest.mark.role("unwalled")
@pytest.mark.parametrize(
    ("until_on", "is_shown"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, True)]
)
def test_nor_do_querysets_alone(world, until_on, is_shown):
    permit(world, until_on=until_on)
    person = world.id_of("Carl: patient")

    viewer = see_as(GP)

    shown = Patient.objects.visible_to(viewer).filter(pk=person)
    assert shown.exists() is is_shown
    told = TimelineEntry.objects.visible_to(viewer).of(person)
    assert told.exists() is is_shown


@pytest.mark.parametrize("ended", ["withdrawn_on", "until_on"])
def test_the_database_shows_a_pharmacy_medicine_and_no_more(world, ended):
    see_as(WORKER)
    day = TODAY if ended == "withdrawn_on" else YESTERDAY
    at_pharmacy = Consent.objects.filter(recipient_id=PHARMACY)
    at_pharmacy.update(from_on=TODAY - 9 * DAY, **{ended: day})
    person = world.id_of("Carl: patient")

    see_as(PHARMACIST)

    tables = ("patient", "medicinetold", "prescriberturn", "consent", "timelineentry")
    shown = [rows_shown(f"patients_{table}", person) > 0 for table in tables]
    assert shown == [True, True, True, False, False]


@pytest.mark.role("unwalled")
def test_nor_do_querysets_show_a_pharmacy_more(world):
    see_as(WORKER)
    Consent.objects.filter(recipient_id=PHARMACY).update(withdrawn_on=TODAY)
    person = world.id_of("Carl: patient")

    viewer = see_as(PHARMACIST)

    assert Patient.objects.supplied_to(viewer).filter(pk=person)
    assert not Consent.objects.visible_to(viewer).of(person)
    assert not TimelineEntry.objects.visible_to(viewer).of(person)


LATER = {"until_on": YESTERDAY}
SAID = [
    [],
    [(0, "record", {})],
    [(PRACTICE, "record", {})],
    [(PRACTICE, "record", LATER)],
    [(PRACTICE, "record", {"withdrawn_on": TODAY})],
    [(PRACTICE, "record", LATER), (PRACTICE, "record", {})],
    [(0, "record", {}), (PRACTICE, "record", LATER)],
    [(0, "record", LATER), (PRACTICE, "record", {"until_on": TODAY})],
    [(PRACTICE, "medicine", {})],
    [(PRACTICE, "record", {"from_on": TOMORROW})],
    [(0, "record", {}), (PRACTICE, "record", {"from_on": TOMORROW})],
]


@pytest.mark.role("postgres")
@pytest.mark.parametrize("said", SAID)
def test_the_database_and_the_rule_agree_on_what_is_permitted(world, said):
    Consent.objects.filter(patient_id=world.id_of("Carl: patient")).delete()
    consents = [permit(world, to, kind, **days) for to, kind, days in said]
    told = [
        Permission(
            Recipient(RecipientKind(one.recipient_kind), one.recipient_id or None),
            ConsentKind(one.kind),
            one.from_on,
            one.until_on,
            one.withdrawn_on,
        )
        for one in consents
    ]

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctx.permits(%s, %s, 'practice', '{record}', %s)",
            [world.id_of("Carl: patient"), PRACTICE, TODAY],
        )
        (by_database,) = cursor.fetchone()

    asked = Recipient(RecipientKind.PRACTICE, PRACTICE)
    assert by_database is permits(told, asked, ConsentKind.RECORD, TODAY)


def about(world):
    see_as("system")
    return WorkItem.objects.filter(kind="permission_ends", patient=carl_of(world))


@pytest.mark.role("app_worker")
@pytest.mark.parametrize(("days", "told"), [(13, 1), (14, 1), (15, 0), (-1, 0)])
def test_the_clock_tells_of_an_end_once(world, days, told):
    see_as("system")
    carl = carl_of(world)
    Consent.objects.create(
        **carl.columns(pharmacy=True),
        recipient_id=PHARMACY,
        recipient_kind="pharmacy",
        kind="medicine",
        from_on=TODAY - 9 * DAY,
        until_on=TODAY + timedelta(days=days),
    )

    tasks.tell_of_ending_permissions()
    tasks.tell_of_ending_permissions()

    items = about(world)
    assert [item.due_on for item in items] == [today()] * told
    assert all(item.organisation_id == carl.service_id for item in items)


@pytest.mark.role("app_worker")
def test_the_clock_closes_what_a_permission_had_opened_once(world):
    see_as("system")
    carl = carl_of(world)
    Consent.objects.create(
        **carl.columns(pharmacy=True),
        recipient_id=PRACTICE,
        recipient_kind="practice",
        kind="record",
        from_on=TODAY - 9 * DAY,
        until_on=YESTERDAY,
    )

    tasks.close_lapsed_permissions()
    tasks.close_lapsed_permissions()

    see_as("system")
    assert carl_of(world).practice_id == 0
    ended = CareLink.objects.get(patient=carl, organisation_id=PRACTICE)
    assert ended.status == "ended"
    told = TimelineEntry.objects.filter(title__startswith="Permission ended")
    assert told.count() == 1


def grant_of(world, until_on=None):
    """The team's from a practice that is permitted until a day."""
    by = see_as(WORKER)
    member = Membership.objects.get(pk=ID["asked practice"])
    consent = permit(world, to=member.organisation_id, until_on=until_on)
    by = see_as(WORKER)
    return (
        by,
        consent,
        sharing.add_team_member(
            patient=carl_of(world), member=member, until_on=None, by=by
        ),
    )


def test_a_team_member_sees_no_longer_than_is_permitted(world):
    _, _, grant = grant_of(world, until_on=TOMORROW)

    assert (grant.reach, grant.ends_on) == (Reach.RECORD, TOMORROW)


def test_a_team_member_sees_a_name_once_permission_is_withdrawn(world):
    by, consent, grant = grant_of(world)
    assert grant.reach == Reach.RECORD

    sharing.withdraw_permission(consent=consent, by=by)

    assert Grant.objects.get(pk=grant.pk).reach == Reach.NAME
    assert not Patient.objects.open_to(see_as("asked practice")).exists()
