"""Pages of those outside the record: the person's agreement, the pharmacy's part."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Permission, requires
from agreements import actions
from agreements.forms.own import AgreeToShareForm
from agreements.models import PharmacyPart
from agreements.pages.own import (
    answered_before,
    may_say,
    newest_own,
    no_of_person,
    over_words,
    own_facts,
    word_of_person,
)
from agreements.pages.parts import part_rows
from agreements.rules.states import Verb
from audit import actions as audit
from core.once import once
from patients.models import Patient


@requires(Permission.SHOW_OWN_AGREEMENT)
def show_own_agreement(request):
    return _own_page(request, newest_own(request.viewer), None)


def _own_page(request, agreement, form):
    viewer = request.viewer
    facts = {"current": "My agreement", "agreement": agreement}
    if agreement is None:
        return render(request, "agreements/show_own_agreement.html", facts)
    audit.saw("show_own_agreement", by=viewer, patient_id=agreement.patient_id)
    word = word_of_person(agreement, viewer)
    no = no_of_person(agreement, viewer)
    facts |= own_facts(agreement, word, no)
    facts["over"] = over_words(agreement, word, viewer)
    asks = may_say(agreement, word, no)
    facts["form"] = (form or _form(agreement, viewer)) if asks else None
    return render(request, "agreements/show_own_agreement.html", facts)


def _form(agreement, viewer, data=None):
    return AgreeToShareForm(
        data,
        action=reverse("agreements:agree_to_share"),
        pharmacy=agreement.pharmacy.name if agreement.pharmacy_id else "",
        has_agreed=agreement.agreed_on is not None,
        before=answered_before(agreement, viewer),
    )


@requires(Permission.AGREE_TO_SHARE)
@once
def agree_to_share(request):
    viewer = request.viewer
    agreement = newest_own(viewer)
    if agreement is None:
        raise Http404
    form = _form(agreement, viewer, request.POST or None)
    if form.is_valid():
        actions.say(
            agreement=agreement,
            verb=Verb(form.cleaned_data["said"]),
            permits=form.kinds_said("yes"),
            refuses=form.kinds_said("no"),
            text=form.cleaned_data["text"],
            by=viewer,
        )
        messages.success(request, "Thank you. What you said is written down.")
        return redirect("agreements:show_own_agreement")
    return _own_page(request, agreement, form)


@requires(Permission.LIST_PARTS)
def list_parts(request):
    viewer = request.viewer
    mine = PharmacyPart.objects.visible_to(viewer).of_pharmacy(viewer)
    parts = list(mine.with_state().order_by("starts_on", "id"))
    people = Patient.objects.visible_to(viewer).in_bulk([p.patient_id for p in parts])
    shown = [part for part in parts if part.patient_id in people]
    audit.saw("list_parts", by=viewer, shown=[part.patient_id for part in shown])
    facts = {"current": "Shared care", "parts": part_rows(shown, people, viewer)}
    return render(request, "agreements/list_parts.html", facts)


@requires(Permission.TAKE_PART)
@once
def take_part(request, part_id):
    viewer = request.viewer
    parts = PharmacyPart.objects.visible_to(viewer).of_pharmacy(viewer)
    part = get_object_or_404(parts, pk=part_id)
    if request.method == "POST":
        actions.take_part(part=part, by=viewer)
        messages.success(request, "The pharmacy has accepted its part.")
    return redirect("agreements:list_parts")
