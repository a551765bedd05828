"""Finding the person or the row that an address names, or answering 404."""

from django.shortcuts import get_object_or_404

from audit import actions as audit
from core.kept import KeptRow
from patients.models import Patient

OPEN = KeptRow("open_patient", Patient, Patient.objects.open_to)


def open_patient(viewer, patient_id):
    """Somebody whose whole record the viewer may read."""
    return OPEN.get(viewer, patient_id)


def patient_to_correct(viewer, patient_id):
    """The same, held until the request is over: a second editor waits for the first,
    and then sees what the first changed."""
    people = Patient.objects.open_to(viewer).select_for_update()
    return get_object_or_404(people, pk=patient_id)


def showing(what, viewer, patient):
    """Write down that a page shows this person."""
    audit.saw(what, by=viewer, patient_id=patient.pk)
