"""Pages: the contact note, logged from the caseload without opening the person."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.permissions import Permission, requires
from core import drafts
from core.once import once
from patients.actions import contacts as actions
from patients.forms.contact import LogContactForm
from patients.pages import banner
from patients.rules.contact import Channel, Outcome
from patients.views.finding import open_patient, showing

FORM = "log_contact"
# Sent by the script that opens the form in a list.
IN_PLACE = "HX-Request"


@requires(Permission.LOG_CONTACT)
@once
def log_contact(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    form = _form(request, patient)
    caseload = reverse("home:list_caseload")
    if form.is_valid():
        _log(form, patient, viewer)
        if form.row_of:
            return redirect(f"{caseload}?person={patient.pk}")
        messages.success(request, "Contact saved.")
        return redirect(caseload)
    showing(FORM, viewer, patient)
    if form.row_of:
        return render(request, "components/contact_row.html", {"form": form})
    page = {"form": form, "banner": banner(patient, viewer)}
    return render(request, "patients/log_contact.html", page)


def _form(request, patient):
    viewer, draft = request.viewer, None
    if request.method == "GET":
        draft, _ = drafts.find(user_id=viewer.user_id, form=FORM, about=patient.pk)
    form = LogContactForm(
        request.POST or None,
        today=viewer.day,
        row_of=patient if IN_PLACE in request.headers else None,
        draft=draft,
        initial={"on_day": viewer.day},
    )
    form.draft_url = reverse("home:save_draft", args=[FORM, patient.pk])
    return form


def _log(form, patient, viewer):
    cleaned = form.cleaned_data
    actions.log_contact(
        patient=patient,
        on_day=cleaned["on_day"],
        channel=Channel(cleaned["channel"]),
        outcome=Outcome(cleaned["outcome"]),
        notes=cleaned["notes"],
        next_on=cleaned["next_on"],
        by=viewer,
    )
    drafts.drop(user_id=viewer.user_id, form=FORM, about=patient.pk)
