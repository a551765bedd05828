"""What waits for whom: raised, seen, finished."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from accounts.models import Membership
from accounts.viewer import Viewer
from audit import actions as audit
from core.reach import Reach
from core.refusal import Refusal
from patients.actions import timeline
from patients.models import Patient, WorkItem
from patients.rules.words import TimelineKind
from patients.rules.worklist import DONE_BY_ACT, HARM_ORDER, WorkKind, may_tick

LONGEST_TITLE = 200
NOT_TICKED = (
    "This cannot be ticked off: it is done when what was done is written down on its"
    " own page."
)
NOT_YET = (
    "This cannot be ticked off before its day: until then somebody else prescribes."
)


def raise_item(
    *,
    kind: WorkKind,
    title: str,
    due_on: date,
    source_id: UUID,
    by: Viewer,
    patient: Patient | None = None,
    organisation_id: int | None = None,
    member: Membership | None = None,
    role: str = "",
) -> None:
    """Put one thing on a work list; the same thing for the same day only once.

    For ``member``, whose organisation it then is; else for ``organisation_id`` (the
    viewer's own if none is named), there for ``role`` or for anyone.
    """
    organisation_id = member.organisation_id if member else organisation_id
    about = patient.columns() if patient else {"scheme_id": by.scheme_id}
    item = WorkItem(
        **about,
        organisation_id=organisation_id or by.organisation_id,
        membership=member,
        role=role,
        kind=kind,
        harm=HARM_ORDER[kind],
        title=title[:LONGEST_TITLE],
        due_on=due_on,
        source_id=source_id,
    )
    WorkItem.objects.bulk_create([item], ignore_conflicts=True)


def is_raised(kind: WorkKind, *, due_on: str = "", **which) -> Exists:
    """Of rows that something may wait because of: whether it does already, or did; for
    the day of the column ``due_on``, where one is named."""
    items = WorkItem.objects.filter(kind=kind, source_id=OuterRef("pk"), **which)
    return Exists(items.filter(due_on=OuterRef(due_on)) if due_on else items)


@transaction.atomic
def acknowledge_item(*, item: WorkItem, by: Viewer) -> None:
    """Say with one's name that the item has been seen. Safe to repeat."""
    unseen = WorkItem.objects.filter(pk=item.pk, seen_at=None)
    if unseen.update(seen_at=Now(), seen_by=by.name):
        audit.record("item_acknowledged", by=by, subject=item)


@transaction.atomic
def finish_item(*, item: WorkItem, by: Viewer) -> None:
    """Say that the item is done; the person's timeline tells it. Safe to repeat.

    Raises: Refusal if it is done by an act of its own, or its day has not come.
    """
    if not may_tick(item.kind, item.due_on, by.day):
        raise Refusal(NOT_TICKED if item.kind in DONE_BY_ACT else NOT_YET)
    if not _close(WorkItem.objects.filter(pk=item.pk), by):
        return
    audit.record("item_finished", by=by, subject=item)
    if item.patient_id:
        timeline.tell(
            patient=item.patient,
            kind=TimelineKind.TASK,
            title=f"Done: {item.title}",
            reach=Reach.NAME,
            by=by,
            source_id=item.pk,
        )


def finish_kind(*, patient: Patient, kind: WorkKind, by: Viewer) -> None:
    """Close what waits of one kind for a person, on every list the viewer may write."""
    _close(WorkItem.objects.filter(patient=patient, kind=kind), by)


def finish_sources(
    *,
    sources: Iterable[UUID],
    by: Viewer,
    kind: WorkKind | None = None,
    but: WorkKind | None = None,
) -> None:
    """Close what waits because of these rows, of one kind or of all but one, on every
    list the viewer may write."""
    items = WorkItem.objects.filter(source_id__in=list(sources)).exclude(kind=but)
    _close(items.filter(kind=kind) if kind else items, by)


def stop(
    *,
    patient: Patient,
    organisation_id: int,
    kinds: Iterable[WorkKind],
    because: str,
    by: Viewer,
) -> None:
    """Close what no longer waits for a person on one list; the row says why."""
    there = WorkItem.objects.filter(patient=patient, organisation_id=organisation_id)
    waiting = there.filter(kind__in=kinds, done_at=None)
    waiting.update(done_at=Now(), done_on=by.day, done_by=because)


def answer_next_contact(*, patient: Patient, by: Viewer) -> None:
    """Close that nobody is to see a person next, on every list of their organisations.

    The desk that books does not read those lists, so the database does it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.answer_next_contact(%s, %s)", [patient.pk, by.day])


def _close(items, by):
    return items.filter(done_at=None).update(
        done_at=Now(), done_on=by.day, done_by=by.name
    )
