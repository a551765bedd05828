"""Page: what became of a vaccine dose that is due and was not given here."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.models import Setting
from accounts.permissions import Permission, requires
from core.once import once
from patients.actions import vaccines as actions
from patients.forms.vaccine import AnswerVaccineForm
from patients.models import HealthEvent
from patients.pages import banner
from patients.rules.limits import Limits
from patients.rules.sign_off import awaiting_sign_off
from patients.rules.vaccination import Schedule, VaccineAnswer, next_dose_due
from patients.views.finding import open_patient, showing

RULES_OF_FORM = ("HBV-1", "HBV-4", "BBV-9")


@requires(Permission.ANSWER_VACCINE)
@once
def answer_vaccine(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    course = _course_of(patient, viewer)
    form = course and AnswerVaccineForm(
        request.POST or None,
        **course,
        today=viewer.day,
        limits=Setting.objects.limits(Limits, viewer),
    )
    if form and form.is_valid():
        _answer(patient, form, viewer)
        messages.success(request, "Saved.")
        return redirect(patient)
    showing("answer_vaccine", viewer, patient)
    facts = {"form": form, "banner": banner(patient, viewer)}
    facts |= {"due": course and course["due"]}
    facts["unsigned"] = awaiting_sign_off(RULES_OF_FORM)
    return render(request, "patients/answer_vaccine.html", facts)


def _course_of(patient, viewer):
    """The course that runs, by the schedule of its own last dose, and what is due of
    it; nothing where none has begun, it is complete, or its days run backward."""
    events = HealthEvent.objects.visible_to(viewer).of(patient.pk)
    doses = events.hepatitis_b_doses()
    try:
        schedule = Schedule(events.schedule_of_last_dose())
        due = next_dose_due(schedule, doses)
    except ValueError:
        return None
    return due and {"schedule": schedule, "doses": doses, "due": due}


def _answer(patient, form, viewer):
    said = form.cleaned_data
    dose = {"schedule": form.schedule, "dose": form.due.dose, "by": viewer}
    if said["answer"] == VaccineAnswer.DECLINED:
        actions.decline_dose(patient=patient, ask_again_on=said["ask_again_on"], **dose)
        return
    told = {"on_day": said["given_on"], "told_by": said["told_by"]}
    actions.record_dose_elsewhere(patient=patient, **told, **dose)
