"""What the clock does with permissions that come to their last day."""

from django.db import transaction

from accounts.viewer import Viewer
from audit import actions as audit
from core.reach import Reach
from core.templatetags.house import staff_date
from patients.actions import sharing, timeline, work
from patients.models import CareLink, Consent, Patient
from patients.rules.sharing import ConsentKind
from patients.rules.words import TimelineKind
from patients.rules.worklist import WorkKind

# What was told once is not looked at again: a sweep of each minute stays small.
IS_TOLD = work.is_raised(WorkKind.PERMISSION_ENDS)


@transaction.atomic
def tell_of_end(consent: Consent, *, by: Viewer) -> None:
    """Put it on the list of whoever holds the case that a permission ends.

    Safe to repeat.
    """
    if Consent.objects.filter(IS_TOLD, pk=consent.pk).exists():
        return
    what = ConsentKind(consent.kind).label.lower()
    work.raise_item(
        kind=WorkKind.PERMISSION_ENDS,
        title=f"Permission ends {staff_date(consent.until_on)}: {what}"
        f" with {consent.recipient.name}",
        due_on=by.day,
        source_id=consent.pk,
        patient=consent.patient,
        by=by,
        **_holder(consent.patient),
    )


def _holder(patient):
    """The named worker of the service, else of the practice; else anyone there."""
    place = patient.service_id or patient.practice_id or patient.made_by_id
    link = CareLink.objects.filter(patient=patient, organisation_id=place).first()
    if link and link.named_worker_id:
        return {"member": link.named_worker}
    return {"organisation_id": place}


@transaction.atomic
def close_lapsed(consent: Consent, *, by: Viewer) -> None:
    """Take the practice off a record that it saw by a permission now past its day.

    Until then both walls keep it out. Safe to repeat.
    """
    patient = Patient.objects.select_for_update().get(pk=consent.patient_id)
    if sharing.reach_of_practice(patient, by.day) != Reach.NONE:
        return
    timeline.tell(
        patient=patient,
        kind=TimelineKind.SHARING,
        title=f"Permission ended: {ConsentKind(consent.kind).label.lower()}"
        f" with {consent.recipient.name}",
        by=by,
    )
    audit.record("permission_ended", by=by, subject=consent, kind=consent.kind)
    sharing.take_off_practice(patient)
