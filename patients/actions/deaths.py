"""A death stops what is open and starts tasks; a mistake is undone whole."""

from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Organisation
from accounts.viewer import Viewer
from audit import actions as audit
from core.models import new_id
from core.refusal import Refusal
from patients.actions import timeline, work
from patients.models import Appointment, Patient, PrescriberTurn, WorkItem
from patients.rules.appointments import State
from patients.rules.life import what_death_starts
from patients.rules.words import TimelineKind
from patients.rules.worklist import WorkKind

STOPPED = "Stopped: recorded as deceased"


@transaction.atomic
def record_death(*, patient: Patient, died_on: date, told_by: str, by: Viewer) -> None:
    """Record that a person has died: open work and bookings stop, tasks begin.

    Raises: Refusal if it is recorded already.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    if patient.died_on:
        raise Refusal("A death is recorded already.")
    Patient.objects.filter(pk=patient.pk).update(died_on=died_on)
    open_items = WorkItem.objects.filter(patient=patient, done_at=None)
    open_items.update(done_at=Now(), done_on=by.day, done_by=STOPPED)
    booked = Appointment.objects.filter(patient=patient, state=State.BOOKED)
    booked.update(state=State.CANCELLED, stopped_at=Now())
    for task in _tasks(patient):
        work.raise_item(
            kind=WorkKind.DEATH_TASK,
            title=task.words,
            due_on=by.day,
            source_id=new_id(),
            patient=patient,
            by=by,
        )
    audit.record("death_recorded", by=by, subject=patient, patient_id=patient.pk)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.IDENTITY,
        title="Recorded as deceased",
        detail=f"Told by {told_by}",
        on_day=died_on,
        by=by,
    )


def _tasks(patient):
    places = Organisation.objects.real().filter(
        pk__in=[patient.pharmacy_id, patient.practice_id]
    )
    names = {place.kind: place.name for place in places}
    on_medicine = PrescriberTurn.objects.filter(patient=patient).exists()
    return what_death_starts(
        [names["pharmacy"]] if "pharmacy" in names else [],
        [names["practice"]] if "practice" in names else [],
        has_live_prescription=on_medicine or None,
    )


@transaction.atomic
def undo_death(*, patient: Patient, reason: str, by: Viewer) -> None:
    """Undo a death recorded in error: what it stopped runs again, nothing twice.

    Raises: Refusal if no death is recorded.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    if not patient.died_on:
        raise Refusal("No death is recorded.")
    Patient.objects.filter(pk=patient.pk).update(died_on=None)
    items = WorkItem.objects.filter(patient=patient)
    tasks = items.filter(kind=WorkKind.DEATH_TASK, done_at=None)
    tasks.update(done_at=Now(), done_on=by.day, done_by=by.name)
    stopped = items.filter(done_by=STOPPED)
    stopped.update(done_at=None, done_on=None, done_by="")
    cancelled = Appointment.objects.filter(patient=patient, stopped_at__isnull=False)
    cancelled.update(state=State.BOOKED, stopped_at=None)
    audit.record("death_undone", by=by, subject=patient, patient_id=patient.pk)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.IDENTITY,
        title="Recorded as living: the death was an error",
        detail=reason,
        by=by,
    )
