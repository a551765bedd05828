"""Pages: who prescribes, others who do for a time, and a prescriber who is lost."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.permissions import Permission, requires
from agreements import actions
from agreements.forms.prescribers import (
    CoverLostForm,
    RecordOutsideForm,
    RecordReturnForm,
)
from agreements.pages.prescribers import lines_of
from agreements.views.finding import open_or_told
from core.once import once
from patients.models import PrescriberTurn
from patients.pages import banner
from patients.rules.words import TreatmentLine
from patients.views.finding import showing


@requires(Permission.SHOW_PRESCRIBERS)
def show_prescribers(request, patient_id):
    viewer = request.viewer
    patient = open_or_told(viewer, patient_id)
    showing("show_prescribers", viewer, patient)
    facts = {"banner": banner(patient, viewer), "lines": lines_of(patient, viewer)}
    return render(request, "agreements/show_prescribers.html", facts)


@requires(Permission.RECORD_OUTSIDE)
@once
def record_outside(request, patient_id, line):
    return _act(request, patient_id, line, RecordOutsideForm, _record_outside)


def _record_outside(form, **known):
    said = form.cleaned_data
    actions.record_outside(
        because=said["because"],
        outside=form.outside(),
        ask_again_on=said["ask_again_on"],
        seen_n=said["seen_n"],
        **known,
    )
    return "Saved. What was agreed before goes on when they are back."


@requires(Permission.RECORD_RETURN)
@once
def record_return(request, patient_id, line):
    why_not = actions.why_not_return
    return _act(request, patient_id, line, RecordReturnForm, _record_return, why_not)


def _record_return(form, **known):
    taker = actions.record_return(**form.cleaned_data, **known)
    return f"{taker.user.name} prescribes from today, and is told so."


@requires(Permission.COVER_LOST)
@once
def cover_lost(request, patient_id, line):
    why_not = actions.why_not_cover
    return _act(request, patient_id, line, CoverLostForm, _cover_lost, why_not)


def _cover_lost(form, **known):
    actions.cover_lost(**form.cleaned_data, **known)
    return "The duty prescriber prescribes from today, and is told so."


def _act(request, patient_id, line, form_class, do, why_not=None):
    """One act upon a line: its form, which knows the turn that stands, then the page of
    all turns. ``why_not`` says what stands in place of a form that can only be refused.
    """
    viewer, verb = request.viewer, request.resolver_match.url_name
    patient = open_or_told(viewer, patient_id)
    if line not in set(TreatmentLine):
        raise Http404
    line = TreatmentLine(line)
    turns = PrescriberTurn.objects.visible_to(viewer).of(patient.pk)
    turn = turns.filter(line=line).order_by("n").last()
    form = form_class(request.POST or None, turn=turn, today=viewer.day)
    if form.is_valid():
        messages.success(request, do(form, patient=patient, line=line, by=viewer))
        return redirect("agreements:show_prescribers", patient.pk)
    showing(verb, viewer, patient)
    facts = {
        "banner": banner(patient, viewer),
        "back": reverse("agreements:show_prescribers", args=[patient.pk]),
        "form": form,
        "line": line.label,
        "why_not": why_not(turn) if why_not else "",
    }
    return render(request, f"agreements/{verb}.html", facts)
