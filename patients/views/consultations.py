"""Pages: log, read, amend and move a consultation."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import Membership, Setting
from accounts.permissions import Permission, requires
from core import drafts
from core.fields import Act
from core.once import once
from patients.actions import consultations as actions
from patients.forms.amending import AmendAnswersForm, as_said
from patients.forms.consultation import LogConsultationForm
from patients.forms.corrections import AmendNoteForm, MoveConsultationForm
from patients.models import Consultation, HealthEvent, MedicineTold, Patient
from patients.pages import banner
from patients.pages.entries import known_of, summary_of
from patients.pages.noticed import is_positive, noticed
from patients.rules.consultation import Kind, Place, review_due
from patients.rules.items import last_known
from patients.rules.limits import Limits
from patients.rules.noticed import Known, notice
from patients.rules.sign_off import awaiting_sign_off
from patients.rules.vaccination import next_dose_due
from patients.rules.words import TreatmentLine
from patients.views.finding import open_patient, showing

FORM = "log_consultation"
AMEND = "amend_consultation"
AMENDED = "Amended. The old entry can still be read."
# Out of this many entries what was last told is put together.
LOOK_BACK = 5
# Whose answers the form shows while it is filled in, or holds it to.
RULES_OF_FORM = ("ALC-1", "CON-1", "HBV-1", "HBV-2", "HBV-3", "HBV-4", "REV-1", "STI-1")


@requires(Permission.LOG_CONSULTATION)
@once
def log_consultation(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    form, kept_at = _form(request, patient)
    if form.is_valid():
        consultation = _log(form, patient, viewer)
        messages.success(request, "Consultation saved.")
        return redirect(_goes_on(request, consultation))
    showing(FORM, viewer, patient)
    page = {"form": form, "banner": banner(patient, viewer), "kept_at": kept_at}
    page["unsigned"] = awaiting_sign_off(RULES_OF_FORM)
    return render(request, "patients/log_consultation.html", page)


def _goes_on(request, consultation):
    """To the entry, or straight on to a referral that carries what it found."""
    if "refer" not in request.POST or not request.viewer.may(Permission.REFER_PERSON):
        return consultation.get_absolute_url()
    page = reverse("referrals:refer_person", args=[consultation.patient_id])
    return f"{page}?consultation={consultation.pk}"


def _form(request, patient):
    viewer = request.viewer
    draft, kept_at = None, None
    if request.method == "GET":
        draft, kept_at = drafts.find(
            user_id=viewer.user_id, form=FORM, about=patient.pk
        )
    settings = Setting.objects.values_in_force(viewer)
    form = LogConsultationForm(
        request.POST or None,
        patient=patient,
        today=viewer.day,
        schedule=settings["hepatitis_b_schedule"],
        draft=draft,
        initial=_initial(viewer, settings["review_weeks"]),
        **known_of(patient, viewer),
    )
    if viewer.may(Permission.REFER_PERSON):
        form.other_acts = (Act("Save and refer", name="refer", value="yes"),)
    form.draft_url = reverse("home:save_draft", args=[FORM, patient.pk])
    return form, kept_at


def _initial(viewer, review_weeks):
    in_practice = viewer.organisation_kind == "practice"
    return {
        "on_day": viewer.day,
        "place": Place.OWN_PRACTICE if in_practice else Place.SERVICE,
        "kind": Kind.SPECIFIC_INTERVENTION,
        "behaviours": ["drugs"],
        "next_review_on": review_due(viewer.day, review_weeks),
    }


def _log(form, patient, viewer):
    cleaned = form.cleaned_data
    consultation = actions.log_consultation(
        patient=patient,
        entry=form.entry(viewer.signature[:100]),
        steps=_steps(cleaned),
        vaccine_next=_vaccine_next(form),
        by=viewer,
    )
    drafts.drop(user_id=viewer.user_id, form=FORM, about=patient.pk)
    return consultation


def _steps(cleaned):
    if not cleaned["step"]:
        return []
    owner = Membership.objects.get(pk=cleaned["step_owner"])
    return [actions.Step(cleaned["step"], owner)]


def _vaccine_next(form):
    dose = form.cleaned_data["vaccine_dose"]
    if dose is None:
        return None
    given = form.doses | {dose: form.cleaned_data["on_day"]}
    due = next_dose_due(form.schedule, given)
    return actions.VaccineNext(due.dose, due.on_day) if due else None


@requires(Permission.SHOW_CONSULTATION)
def show_consultation(request, consultation_id):
    viewer = request.viewer
    consultation = _found(viewer, consultation_id)
    patient = consultation.patient
    showing("show_consultation", viewer, patient)
    findings = _findings(consultation, patient, viewer)
    page = {
        "banner": banner(patient, viewer),
        "patient": patient,
        "consultation": consultation,
        "summary": summary_of(consultation, patient, viewer.day),
        "noticed": noticed(findings),
        "is_positive": is_positive(findings),
        "older": _older(consultation, patient, viewer),
        "newer": _newer(consultation, viewer),
    }
    return render(request, "patients/show_consultation.html", page)


def _findings(consultation, patient, viewer):
    """What the rules notice; in a contact note, which has no answers, nothing."""
    if not consultation.kind:
        return []
    limits = Setting.objects.limits(Limits, viewer)
    told = MedicineTold.objects.visible_to(viewer).of(patient.pk)
    opioid = told.filter(
        line=TreatmentLine.OPIOID_SUBSTITUTION, told_on__lte=consultation.on_day
    )
    doses = HealthEvent.objects.visible_to(viewer).of(patient.pk)
    known = Known(
        sex=patient.sex,
        age=patient.age_on(consultation.on_day),
        told_before=tuple(_told_before(consultation, viewer)),
        doses=doses.hepatitis_b_doses(),
        is_in_opioid_treatment=opioid.exists(),
    )
    return notice(consultation.entry(), known, limits)


def _told_before(consultation, viewer):
    entries = Consultation.objects.visible_to(viewer).of(consultation.patient_id)
    earlier = entries.standing().before(consultation).newest_first()
    return last_known(entry.answers() for entry in earlier[:LOOK_BACK])


def _found(viewer, consultation_id):
    entries = Consultation.objects.visible_to(viewer).select_related("patient")
    return get_object_or_404(entries, pk=consultation_id)


def _newer(consultation, viewer):
    entries = Consultation.objects.visible_to(viewer)
    return entries.filter(amends=consultation).first()


def _older(consultation, patient, viewer):
    """The entry in whose place this one stands, as it was."""
    if consultation.amends_id is None:
        return None
    older = Consultation.objects.visible_to(viewer).get(pk=consultation.amends_id)
    return {"entry": older, "summary": summary_of(older, patient, viewer.day)}


@requires(Permission.AMEND_CONSULTATION)
@once
def amend_consultation(request, consultation_id):
    viewer = request.viewer
    consultation = _found(viewer, consultation_id)
    if not consultation.kind:
        return _amend_note(request, consultation)
    form, kept_at = _form_to_amend(request, consultation)
    if form.is_valid():
        new = actions.amend_consultation(
            consultation=consultation,
            entry=form.entry(viewer.signature[:100]),
            reason=form.cleaned_data["reason"],
            by=viewer,
        )
        drafts.drop(user_id=viewer.user_id, form=AMEND, about=new.patient_id)
        messages.success(request, AMENDED)
        return redirect(new)
    return _correcting(request, AMEND, consultation, form, kept_at=kept_at)


def _form_to_amend(request, consultation):
    viewer, patient = request.viewer, consultation.patient
    entry, draft, kept_at = consultation.entry(), None, None
    if request.method == "GET":
        draft, kept_at = drafts.find(
            user_id=viewer.user_id, form=AMEND, about=patient.pk
        )
        if draft and draft.get("entry_id") != str(consultation.pk):
            draft, kept_at = None, None
    form = AmendAnswersForm(
        request.POST or None,
        patient=patient,
        today=viewer.day,
        schedule=Setting.objects.values_in_force(viewer)["hepatitis_b_schedule"],
        doses={},
        entry=entry,
        told=_told_before(consultation, viewer),
        draft=draft,
        initial=as_said(entry) | {"entry_id": consultation.pk},
    )
    form.draft_url = reverse("home:save_draft", args=[AMEND, patient.pk])
    return form, kept_at


def _amend_note(request, consultation):
    form = AmendNoteForm(request.POST or None, initial={"notes": consultation.notes})
    if form.is_valid():
        new = actions.amend_note(
            consultation=consultation, by=request.viewer, **form.cleaned_data
        )
        messages.success(request, AMENDED)
        return redirect(new)
    return _correcting(request, AMEND, consultation, form)


@requires(Permission.MOVE_CONSULTATION)
@once
def move_consultation(request, consultation_id):
    viewer = request.viewer
    consultation = _found(viewer, consultation_id)
    form = MoveConsultationForm(
        request.POST or None,
        people=Patient.objects.open_to(viewer).unmerged(),
        today=viewer.day,
    )
    if form.is_valid():
        moved = actions.move_consultation(
            consultation=consultation,
            by=viewer,
            **form.cleaned_data,
        )
        messages.success(request, "Moved. The record it came from says so.")
        return redirect(moved)
    return _correcting(request, "move_consultation", consultation, form)


def _correcting(request, page, consultation, form, **facts):
    showing(page, request.viewer, consultation.patient)
    facts |= {
        "form": form,
        "banner": banner(consultation.patient, request.viewer),
        "consultation": consultation,
    }
    return render(request, f"patients/{page}.html", facts)
