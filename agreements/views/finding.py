"""Finding somebody whose care was shared here until another hand ended that."""

from django.http import Http404

from accounts.viewer import Viewer
from agreements.models import Agreement, AgreementAct
from agreements.pages import meanwhile
from agreements.pages.agreement import names_while
from agreements.rules.states import State
from agreements.rules.words import once_out_of_sight
from core.refusal import OutOfSight
from patients.models import Patient
from patients.views.finding import open_patient


def open_or_told(viewer: Viewer, patient_id) -> Patient:
    """Somebody whose whole record the viewer may read.

    Raises: OutOfSight naming the last hand, where what let the viewer's practice read
    it is over; Http404 for everybody else.
    """
    try:
        return open_patient(viewer, patient_id)
    except Http404:
        if over := _newest_over(viewer, patient_id):
            raise out_of_sight(over, viewer) from None
        raise


def still_sees_the_person(agreement: Agreement, viewer: Viewer) -> None:
    """Of one that is over.

    Raises: OutOfSight for whoever was asked, and sees the person no longer.
    """
    people = Patient.objects.visible_to(viewer).filter(pk=agreement.patient_id)
    if not people.exists():
        raise out_of_sight(agreement, viewer)


def out_of_sight(agreement: Agreement, viewer: Viewer) -> OutOfSight:
    """That it is over, by whose hand; for whoever only looks, since when."""
    act = last_act(agreement, viewer)
    told = once_out_of_sight(
        State(agreement.state),
        names_while(None, agreement),
        act.on_day,
        agreement.specialist.organisation.phone,
    )
    why = f"{meanwhile(act, viewer)} You see the person no longer."
    return OutOfSight(why, told=told)


def last_act(agreement: Agreement, viewer: Viewer) -> AgreementAct | None:
    """The newest that the viewer may read."""
    return AgreementAct.objects.visible_to(viewer).of_agreement(agreement).last()


def _newest_over(viewer, patient_id):
    """The newest agreement that the viewer's practice was asked for, if it is over."""
    over = Agreement.objects.visible_to(viewer).of(patient_id).over()
    theirs = over.filter(asked_organisation_id=viewer.organisation_id)
    return theirs.order_by("made_at").last()
