"""What became of a vaccine dose that was due and not given here."""

from datetime import date

from django.db import transaction

from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal
from patients.actions import timeline, work
from patients.models import HealthEvent, Patient, WorkItem
from patients.rules.vaccination import Schedule, next_dose_due
from patients.rules.words import HealthEventKind, TimelineKind
from patients.rules.worklist import WorkKind

OVERTAKEN = "Somebody else has answered for this dose meanwhile. Open the page again."


@transaction.atomic
def record_dose_elsewhere(
    *,
    patient: Patient,
    schedule: Schedule,
    dose: int,
    on_day: date,
    told_by: str,
    by: Viewer,
) -> None:
    """Keep that a dose was given elsewhere; the next one waits, by the same schedule.

    Raises: Refusal if that dose is no longer the one that is due.
    """
    doses = _doses_if_due(patient, schedule, dose)
    event = HealthEvent.objects.create(
        **patient.columns(),
        kind=HealthEventKind.HEPATITIS_B_DOSE,
        code=f"{schedule}:{dose}",
        on_day=on_day,
        result=f"given elsewhere, as told by {told_by}"[:100],
    )
    due = next_dose_due(schedule, doses | {dose: on_day})
    if due:
        _wait(patient, event, f"Hepatitis B dose {due.dose}", due.on_day, by)
    else:
        work.finish_kind(patient=patient, kind=WorkKind.VACCINE_DUE, by=by)
    title = f"Hepatitis B dose {dose} given elsewhere"
    _tell(patient, event, title, f"As told by {told_by}", on_day, by)


@transaction.atomic
def decline_dose(
    *, patient: Patient, schedule: Schedule, dose: int, ask_again_on: date, by: Viewer
) -> None:
    """Keep a 'no' and the day from which it may be asked again; until then nobody is.

    Raises: Refusal if that dose is no longer the one that is due.
    Source: rule BBV-9 in docs/clinical-rules.md.
    """
    _doses_if_due(patient, schedule, dose)
    event = HealthEvent.objects.create(
        **patient.columns(),
        kind=HealthEventKind.HEPATITIS_B_DECLINED,
        code=f"{schedule}:{dose}",
        on_day=by.day,
        result="declined",
        next_on=ask_again_on,
    )
    _wait(patient, event, f"Hepatitis B dose {dose}: ask again", ask_again_on, by)
    title = f"Hepatitis B dose {dose} declined"
    asked = f"To be asked again from {ask_again_on:%d-%b-%Y}"
    _tell(patient, event, title, asked, by.day, by)


def _doses_if_due(patient, schedule, dose):
    """The days of the doses before it; two who answer at once wait for each other."""
    Patient.objects.select_for_update().get(pk=patient.pk)
    events = HealthEvent.objects.filter(patient=patient, removed_at=None)
    doses = events.hepatitis_b_doses()
    due = next_dose_due(schedule, doses)
    if due is None or due.dose != dose:
        raise Refusal(OVERTAKEN)
    return doses


def _wait(patient, event, title, due_on, by):
    """In place of what waited, on the lists on which it did."""
    waiting = WorkItem.objects.filter(
        patient=patient, kind=WorkKind.VACCINE_DUE, done_at=None
    )
    places = set(waiting.values_list("organisation_id", flat=True))
    work.finish_kind(patient=patient, kind=WorkKind.VACCINE_DUE, by=by)
    for place in places or {by.organisation_id}:
        work.raise_item(
            kind=WorkKind.VACCINE_DUE,
            title=title,
            due_on=due_on,
            source_id=event.pk,
            patient=patient,
            organisation_id=place,
            by=by,
        )


def _tell(patient, event, title, detail, on_day, by):
    audit.record("vaccine_answered", by=by, subject=event, kind=event.kind)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.HEALTH,
        title=title,
        detail=detail,
        on_day=on_day,
        by=by,
        source_id=event.pk,
    )
