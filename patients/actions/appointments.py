"""Appointments: booked, arrived, missed."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models.functions import Now

from accounts.models import Membership
from accounts.viewer import Viewer
from audit import actions as audit
from core.reach import Reach
from core.refusal import Refusal
from patients.actions import timeline, work
from patients.models import Appointment, Patient
from patients.rules.appointments import State, Turn, Verb, next_state
from patients.rules.words import TimelineKind

NOT_FREE = "This time is not free here. Choose another."


@transaction.atomic
def book_appointment(
    *,
    patient: Patient,
    place: str,
    starts_at: datetime,
    with_member: Membership,
    by: Viewer,
) -> Appointment:
    """Expect a person at a place and time with the organisation of ``with_member``.

    Raises: Refusal if somebody whom this person must not meet is expected there; it
        says only that the time is not free, of whomever.
    """
    if _clashes(patient, place, starts_at):
        raise Refusal(NOT_FREE)
    appointment = Appointment.objects.create(
        **patient.columns(),
        organisation_id=with_member.organisation_id,
        place=place,
        starts_at=starts_at,
        with_member=with_member,
    )
    work.answer_next_contact(patient=patient, by=by)
    audit.record("appointment_booked", by=by, subject=appointment)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.APPOINTMENT,
        title=f"Appointment booked at {place}",
        detail=f"With {with_member.user.name}",
        reach=Reach.NAME,
        by=by,
        source_id=appointment.pk,
    )
    return appointment


def _clashes(patient, place, starts_at):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctx.meets_kept_apart(%s, %s, %s)", [patient.pk, place, starts_at]
        )
        return cursor.fetchone()[0]


@transaction.atomic
def record_arrival(
    *, appointment: Appointment, verb: Verb, turn: Turn, by: Viewer
) -> None:
    """Move an appointment on: arrived, missed, or put right.

    Raises: Refusal if its state no longer allows that.
    """
    held = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    state = next_state(State(held.state), verb, turn)
    if state is None:
        raise Refusal(f"This appointment is already {State(held.state).label.lower()}.")
    arrived_at = Now() if state == State.ARRIVED else None
    Appointment.objects.filter(pk=held.pk).update(state=state, arrived_at=arrived_at)
    audit.record("appointment_moved", by=by, subject=held, to=state)
