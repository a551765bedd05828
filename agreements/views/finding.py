"""Finding somebody whose care was shared here until another hand ended that."""

from django.http import Http404

from accounts.viewer import Viewer
from agreements.models import Agreement, AgreementAct
from agreements.pages import meanwhile
from core.refusal import Refusal
from patients.models import Patient
from patients.views.finding import open_patient


def open_or_told(viewer: Viewer, patient_id) -> Patient:
    """Somebody whose whole record the viewer may read.

    Raises: Refusal naming the last hand, where what let the viewer's practice read it
        is over; Http404 for everybody else.
    """
    try:
        return open_patient(viewer, patient_id)
    except Http404:
        if act := _last_act(viewer, patient_id):
            why = f"{meanwhile(act, viewer)} You see the person no longer."
            raise Refusal(why) from None
        raise


def _last_act(viewer, patient_id):
    """What ended the newest agreement that the viewer's practice was asked for."""
    over = Agreement.objects.visible_to(viewer).of(patient_id).over()
    theirs = over.filter(asked_organisation_id=viewer.organisation_id)
    newest = theirs.order_by("made_at").last()
    acts = AgreementAct.objects.visible_to(viewer)
    return acts.of_agreement(newest).last() if newest else None
