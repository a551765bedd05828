"""Pages: make a record, correct who a person is, record a death and undo it."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.permissions import Permission, requires
from audit import actions as audit
from core.once import once
from patients.actions import deaths
from patients.actions import people as actions
from patients.forms.death import RecordDeathForm, UndoDeathForm
from patients.forms.person import AddPersonForm, CorrectPersonForm, PersonForm
from patients.models import Contact, Patient
from patients.pages import banner, identity
from patients.rules.likeness import any_alike, known_by
from patients.rules.names import search_key
from patients.rules.words import Channel
from patients.views.finding import open_patient, patient_to_correct, showing
from patients.views.overtaken import say_overtaken, who_wrote


@requires(Permission.ADD_PERSON)
@once
def add_person(request):
    viewer = request.viewer
    form = AddPersonForm(
        request.POST or None,
        today=viewer.day,
        find_similar=lambda facts: _similar(viewer, facts),
    )
    if form.is_valid():
        patient = actions.add_person(
            facts=form.facts(), contacts=_contacts(form.cleaned_data), by=viewer
        )
        messages.success(request, "Record made.")
        return redirect(patient)
    audit.saw("add_person", by=viewer, shown=[one.pk for one in form.similar])
    similar = [identity(one, viewer.day) for one in form.similar]
    page = {"form": form, "similar": similar, "current": "New person"}
    return render(request, "patients/add_person.html", page)


def _similar(viewer, facts):
    """Only among those whom the viewer may see: nothing tells of anybody else."""
    wanted = known_by(
        facts["family"], facts["given"], facts["preferred"], facts["born_on"]
    )
    near = (
        Patient.objects.visible_to(viewer)
        .unmerged()
        .near(
            search_key(wanted[0].family or wanted[0].given),
            facts["nhs_number"],
            facts["born_on"],
        )
    )
    return [one for one in near if _is_like(one, wanted, facts["nhs_number"])]


def _is_like(one, wanted, nhs_number):
    if nhs_number and one.nhs_number == nhs_number:
        return True
    known = known_by(one.family, one.given, one.preferred, one.born_on)
    return any_alike(known, wanted)


def _contacts(cleaned):
    if not cleaned["phone"]:
        return []
    return [
        Contact(
            channel=Channel.PHONE,
            value=cleaned["phone"],
            safe_from=cleaned["safe_from"],
            safe_to=cleaned["safe_to"],
            is_shared=cleaned["is_shared"],
        )
    ]


@requires(Permission.CORRECT_PERSON)
@once
def correct_person(request, patient_id):
    viewer = request.viewer
    patient = patient_to_correct(viewer, patient_id)
    shown = {name: getattr(patient, name) for name in PersonForm.base_fields}
    others = Patient.objects.visible_to(viewer).unmerged().exclude(pk=patient.pk)
    form = CorrectPersonForm(
        request.POST or None,
        today=viewer.day,
        initial=shown,
        version=patient.version,
        whose_number=lambda number: others.filter(nhs_number=number).first(),
    )
    if form.is_valid() and not say_overtaken(
        request, form, patient.version, shown, lambda: _who_corrected(patient, viewer)
    ):
        actions.correct_person(
            patient=patient, version=patient.version, facts=form.facts(), by=viewer
        )
        messages.success(request, "Details saved.")
        return redirect(patient)
    if form.same:
        audit.saw("correct_person", by=viewer, shown=[patient.pk, form.same.pk])
        facts = {"form": form, "banner": banner(patient, viewer)}
        return render(request, "patients/correct_person.html", facts)
    return _person_page(request, "correct_person", patient, form)


def _who_corrected(patient, viewer):
    return who_wrote(viewer, patient, actions.CORRECTED)


@requires(Permission.RECORD_DEATH)
@once
def record_death(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    form = RecordDeathForm(
        request.POST or None, today=viewer.day, initial={"died_on": viewer.day}
    )
    if form.is_valid():
        deaths.record_death(patient=patient, by=viewer, **form.cleaned_data)
        messages.success(request, "Recorded. Open work and bookings have stopped.")
        return redirect(patient)
    return _person_page(request, "record_death", patient, form)


@requires(Permission.UNDO_DEATH)
@once
def undo_death(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    form = UndoDeathForm(request.POST or None)
    if form.is_valid():
        deaths.undo_death(patient=patient, by=viewer, **form.cleaned_data)
        messages.success(request, "Undone. What the record had stopped runs again.")
        return redirect(patient)
    return _person_page(request, "undo_death", patient, form)


def _person_page(request, page, patient, form):
    showing(page, request.viewer, patient)
    facts = {"form": form, "banner": banner(patient, request.viewer)}
    return render(request, f"patients/{page}.html", facts)
