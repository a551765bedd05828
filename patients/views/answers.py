"""Pieces of the consultation's page: what the server makes of answers while typed.

The page's script asks for them and draws them beside their questions.
"""

from django.shortcuts import render

from accounts.models import Setting
from accounts.permissions import Permission, requires
from patients.forms.answers import AuditCAnswers, DoseAnswers
from patients.models import HealthEvent
from patients.pages.doses import lines_of_dose
from patients.rules.alcohol import audit_c_in_words
from patients.rules.limits import Limits
from patients.views.finding import open_patient, showing


@requires(Permission.SHOW_NEXT_DOSE)
def show_next_dose(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    showing("show_next_dose", viewer, patient)
    typed = DoseAnswers(request.GET)
    lines = []
    if typed.is_valid():
        doses = HealthEvent.objects.visible_to(viewer).of(patient.pk)
        dose, on_day = typed.dose_and_day()
        lines = lines_of_dose(
            dose,
            on_day,
            doses=doses.hepatitis_b_doses(),
            age=patient.age_on(on_day),
            limits=Setting.objects.limits(Limits, viewer),
        )
    return render(request, "patients/show_next_dose.html", {"lines": lines})


@requires(Permission.SCORE_AUDIT_C)
def score_audit_c(request):
    typed = AuditCAnswers(request.GET)
    words = audit_c_in_words(*typed.points()) if typed.is_valid() else ""
    return render(request, "patients/score_audit_c.html", {"words": words})
