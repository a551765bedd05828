"""Who gets which work: nobody something that they may not do."""

import pytest
from django.db import ProgrammingError, connection
from django.urls import resolve, reverse

from accounts.models import Membership
from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from core.models import new_id
from core.reach import Reach
from home.demo.scheme import MEMBERS
from home.pages import work_line
from patients.actions import timeline, work
from patients.models import Grant, Patient, TimelineEntry, WorkItem
from patients.rules.words import TimelineKind
from patients.rules.worklist import ACTS, WorkKind

pytestmark = pytest.mark.slow

WORKERS = [one.username for one in MEMBERS if not one.username.startswith("system")]


def wait_for_anybody(patient, by, kind, organisation_id):
    work.raise_item(
        kind=kind,
        title=f"Waiting: {kind}",
        due_on=by.day,
        source_id=new_id(),
        patient=patient,
        organisation_id=organisation_id,
        by=by,
    )


def carl():
    return Patient.objects.get(family="Dunmore", given="Carl")


def waiting_for(viewer):
    return WorkItem.objects.visible_to(viewer).on_list_of(viewer).of_member(viewer)


def test_every_act_is_the_word_of_a_permission():
    assert set(ACTS.values()) <= set(Permission)


@pytest.mark.parametrize("username", WORKERS)
def test_nobody_gets_work_that_they_may_not_do(act_as, username):
    lead = act_as("lead1")
    for kind in WorkKind:
        for place in (carl().service_id, carl().practice_id):
            wait_for_anybody(carl(), lead, kind, place)
    viewer = act_as(username)

    lines = [work_line(row, viewer) for row in waiting_for(viewer).lines()]

    acts = {resolve(line["act_url"]).func.policy for line in lines if line["act"]}
    assert acts <= ROLE_PERMISSIONS[viewer.role]
    assert not lines or viewer.may(Permission.FINISH_ITEM)


def test_a_guest_of_the_case_is_not_asked_to_log_a_review(act_as):
    """A partner who reads the record still may not log a consultation."""
    lead = act_as("lead1")
    partner = Membership.objects.get(user__username="psy1")
    Grant.objects.create(
        **carl().columns(),
        membership=partner,
        reach="record",
        because="team",
        starts_on=lead.day,
    )
    for kind in (WorkKind.REVIEW_DUE, WorkKind.TASK):
        wait_for_anybody(carl(), lead, kind, partner.organisation_id)

    viewer = act_as("psy1")

    assert viewer.role == Role.PARTNER
    waiting = waiting_for(viewer).filter(patient=carl())
    assert set(waiting.values_list("kind", flat=True)) == {WorkKind.TASK}


def of_the_list(viewer):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM patients_workitem WHERE organisation_id = %s"
            " AND patient_id IS NOT NULL",
            [viewer.organisation_id],
        )
        return cursor.fetchone()[0]


def test_the_desk_reads_no_work_of_the_record_by_either_wall(act_as):
    assert of_the_list(act_as("lead1")) > 0

    viewer = act_as("rec1")

    assert of_the_list(viewer) == 0
    assert not WorkItem.objects.visible_to(viewer).exclude(patient=None).exists()


def test_the_desk_answers_no_next_contact_by_a_booking(enter_as, act_as):
    lead = act_as("lead1")
    person = carl()
    wait_for_anybody(person, lead, WorkKind.NO_NEXT_CONTACT, person.service_id)
    wait_for_anybody(person, lead, WorkKind.REVIEW_DUE, person.service_id)
    desk = enter_as("rec1")
    worker = Membership.objects.get(user__username="key1")

    form = {"place": "Harbour House", "with_member": worker.pk, "time": "09:15"}
    day = {"day_day": lead.day.day, "day_month": lead.day.month}
    address = reverse("patients:book_appointment", args=[person.pk])
    booked = desk.post(address, form | day | {"day_year": lead.day.year + 1})

    assert booked.status_code == 302
    act_as("lead1")
    left = WorkItem.objects.filter(patient=person, done_at=None)
    assert not left.filter(kind=WorkKind.NO_NEXT_CONTACT).exists()
    assert left.filter(title="Waiting: review_due").exists()
    line = person.timelineentrys.get(title="Appointment booked at Harbour House")
    assert line.reach == Reach.NAME


def test_the_desk_tells_nothing_that_it_may_not_read(act_as):
    viewer = act_as("rec1")

    with pytest.raises(ValueError, match="receptionist does not see record"):
        timeline.tell(
            patient=carl(), kind=TimelineKind.CONSULTATION, title="x", by=viewer
        )


def test_the_database_takes_no_story_of_the_record_from_the_desk(act_as):
    viewer = act_as("rec1")
    facts = carl().columns(pharmacy=True) | {"on_day": viewer.day, "title": "x"}
    line = TimelineEntry(**facts, reach=Reach.RECORD, kind=TimelineKind.APPOINTMENT)

    with pytest.raises(ProgrammingError, match="row-level security"):
        TimelineEntry.objects.bulk_create([line], ignore_conflicts=True)
