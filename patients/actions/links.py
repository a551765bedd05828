"""Organisations' own lists of people: care links, kept by actions only."""

from datetime import date

from accounts.models import Membership
from accounts.viewer import Viewer
from core.reach import Reach
from patients.models import CareLink, Patient
from patients.rules.words import CareStatus


def link(
    *,
    patient: Patient,
    organisation_id: int,
    reach: Reach = Reach.RECORD,
    named_worker_id: int | None = None,
) -> None:
    """Put a person on an organisation's list, or back on it. Who is named there stays,
    unless another is."""
    named = ["named_worker"] if named_worker_id else []
    CareLink.objects.bulk_create(
        [
            CareLink(
                **patient.columns(),
                organisation_id=organisation_id,
                reach=reach,
                named_worker_id=named_worker_id,
                status=CareStatus.ACTIVE,
            )
        ],
        update_conflicts=True,
        unique_fields=["patient", "organisation"],
        update_fields=["reach", "status", *named],
    )


def unlink(*, patient: Patient, organisation_id: int) -> None:
    """Take a person off an organisation's list; the row stays, ended."""
    links = CareLink.objects.filter(patient=patient, organisation_id=organisation_id)
    links.update(status=CareStatus.ENDED, next_due_on=None, next_due_what="")


def name_prescriber(*, patient: Patient, prescriber: Membership) -> None:
    """On the list of the practice, whoever prescribes is the one who holds the case."""
    if prescriber.organisation_id != patient.practice_id:
        return
    links = CareLink.objects.filter(
        patient=patient, organisation_id=patient.practice_id
    )
    links.update(named_worker=prescriber)


def set_next(
    *, patient: Patient, by: Viewer, on_day: date, next_on: date | None, what: str
) -> None:
    """Note the last contact and what is due next, on the list of the viewer's own."""
    links = CareLink.objects.filter(patient=patient, organisation_id=by.organisation_id)
    links.update(last_contact_on=on_day, next_due_on=next_on, next_due_what=what)
