"""Contact notes and non-attendance, each with the next contact."""

from datetime import date

from django.db import transaction

from accounts.viewer import Viewer
from audit import actions as audit
from patients.actions import links, timeline, work
from patients.models import Consultation, Patient
from patients.rules.consultation import Place
from patients.rules.contact import Channel, Outcome
from patients.rules.words import EntryForm, TimelineKind
from patients.rules.worklist import NEXT_CONTACT, NO_NEXT_CONTACT, WorkKind

PLACES = {
    Channel.CALL: Place.PHONE,
    Channel.TEXT: Place.PHONE,
    Channel.VIDEO: Place.VIDEO,
    Channel.OUTREACH: Place.OUTREACH,
}


@transaction.atomic
def log_contact(
    *,
    patient: Patient,
    on_day: date,
    channel: Channel,
    outcome: Outcome,
    notes: str,
    next_on: date | None,
    by: Viewer,
) -> Consultation:
    """Save one contact or non-attendance; without a next contact the team list says so.

    A missed appointment changes no status, dose or booking.
    """
    missed = outcome == Outcome.DID_NOT_ATTEND
    contact = Consultation.objects.create(
        **patient.columns(),
        form=EntryForm.NON_ATTENDANCE if missed else EntryForm.CONTACT,
        on_day=on_day,
        place=PLACES.get(channel, Place.OTHER),
        author_id=by.membership_id,
        author_name=by.signature[:100],
        items=[{"kind": "contact", "code": channel, "text": outcome}],
        notes=notes,
        next_on=next_on,
    )
    links.set_next(
        patient=patient, by=by, on_day=on_day, next_on=next_on, what=_what(next_on)
    )
    _set_next(patient, contact, next_on, by)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.CONTACT,
        title=f"{channel.label}: {outcome.label.lower()}",
        detail=notes,
        on_day=on_day,
        by=by,
        source_id=contact.pk,
    )
    audit.record("contact_logged", by=by, subject=contact, outcome=outcome)
    return contact


def _what(next_on):
    return NEXT_CONTACT if next_on else ""


def _set_next(patient, contact, next_on, by):
    work.finish_kind(patient=patient, kind=WorkKind.NO_NEXT_CONTACT, by=by)
    if next_on is None:
        work.raise_item(
            kind=WorkKind.NO_NEXT_CONTACT,
            title=NO_NEXT_CONTACT,
            due_on=by.day,
            source_id=contact.pk,
            patient=patient,
            by=by,
        )
