"""What everybody on the case must see in words: raised, and ended."""

from django.db import transaction
from django.db.models.functions import Now

from accounts.viewer import Viewer
from audit import actions as audit
from patients.models import Flag, Patient
from patients.rules.words import FlagKind


@transaction.atomic
def raise_flag(*, patient: Patient, kind: FlagKind, text: str, by: Viewer) -> None:
    """Show these words on every page of the person. Safe to repeat."""
    standing = Flag.objects.of(patient.pk).filter(kind=kind, text=text, ended_at=None)
    if not standing.exists():
        flag = Flag.objects.create(
            **patient.columns(), kind=kind, text=text, owner_id=by.membership_id
        )
        audit.record("flag_raised", by=by, subject=flag, kind=kind)


@transaction.atomic
def end_flag(*, patient: Patient, kind: FlagKind, text: str, by: Viewer) -> None:
    """Take these words off the pages again. Safe to repeat."""
    standing = Flag.objects.of(patient.pk).filter(kind=kind, text=text, ended_at=None)
    for flag in standing:
        flag.ended_at = Now()
        flag.save(update_fields=["ended_at"])
        audit.record("flag_ended", by=by, subject=flag, kind=kind)
