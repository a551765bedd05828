"""What the person wants: set, and set anew with the reason."""

from dataclasses import asdict

from django.db import transaction

from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal
from patients.actions import timeline
from patients.models import Aim, Patient
from patients.rules.aim import Wish
from patients.rules.words import TimelineKind


@transaction.atomic
def set_aim(*, patient: Patient, version: int, wish: Wish, by: Viewer) -> Aim:
    """Put the person's aim in their own words; the one before it stays to be read.

    Nothing else follows from it: no status, dose or booking changes.

    Raises: Refusal if another aim was set since the one numbered ``version``.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    if Aim.objects.number_of(patient.pk) != version:
        raise Refusal("Somebody else set an aim while you were typing.")
    aim = Aim.objects.create(
        **patient.columns(),
        **asdict(wish),
        n=version + 1,
        from_on=by.day,
        author_id=by.membership_id,
        author_name=by.signature[:100],
    )
    audit.record("aim_set", by=by, subject=aim, present=wish.present)
    _tell(patient, aim, wish, by)
    return aim


def _tell(patient, aim, wish, by):
    later = f"In the long term: {wish.long_term}" if wish.long_term else ""
    said = f"“{wish.words}”", later, wish.reason and f"Why: {wish.reason}"
    timeline.tell(
        patient=patient,
        kind=TimelineKind.AIM,
        title=f"Present aim: {wish.present.label.lower()}",
        detail="\n".join(line for line in said if line),
        by=by,
        source_id=aim.pk,
    )
