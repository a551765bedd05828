"""Pages: where a person's care suits, and a request before it is sent."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import Membership, Organisation
from accounts.permissions import Permission, requires
from agreements import actions
from agreements.forms.request import DecideSuitabilityForm, DraftAgreementForm
from agreements.models import Agreement, Suitability
from agreements.pages import duty_rows
from agreements.pages.suitability import known_answers, recorded_words
from agreements.rules.states import CAME_TO_NOTHING
from agreements.views.finding import open_or_told
from core.once import once
from core.templatetags.house import staff_date, staff_time
from patients.models import Episode, MedicineTold, PrescriberTurn
from patients.pages import banner, newer_words
from patients.rules.words import TreatmentLine
from patients.views.finding import open_patient, showing


@requires(Permission.DECIDE_SUITABILITY)
@once
def decide_suitability(request, patient_id):
    viewer = request.viewer
    patient = open_or_told(viewer, patient_id)
    rows = Suitability.objects.visible_to(viewer).of(patient.pk)
    form = _suitability_form(request, patient, rows.newest())
    if form.is_valid():
        actions.decide_suitability(
            patient=patient,
            answers=form.answers(),
            decided=form.cleaned_data["decided"],
            because=form.cleaned_data["because"],
            by=viewer,
        )
        messages.success(request, _decided(patient, viewer))
        return redirect("agreements:decide_suitability", patient.pk)
    showing("decide_suitability", viewer, patient)
    suggestion = form.suggestion()
    form.fields["decided"].help_text = f"Suggestion: {suggestion.place.label.lower()}"
    facts = {
        "banner": banner(patient, viewer),
        "form": form,
        "suggestion": suggestion,
        "decisions": [_decision(one, viewer) for one in rows.order_by("-at")[:5]],
    }
    return render(request, "agreements/decide_suitability.html", facts)


def _decided(patient, viewer):
    live = Agreement.objects.visible_to(viewer).of(patient.pk).live()
    if live.filter(is_held=True).exists():
        return (
            "The decision is saved. What is new is with the specialist today; "
            "reductions wait, and who prescribes stays."
        )
    return "The decision is saved."


def _suitability_form(request, patient, newest):
    """What the record knows for certain stands there, what was recorded before is read
    beside it; who only asks for the suggestion saves nothing."""
    viewer, sent = request.viewer, request.POST
    criteria = actions.criteria_in_force(viewer)
    known = known_answers(patient, criteria, newest, viewer)
    said = {f"criterion-{code}": answer for code, answer in known.items()}
    only_asks = "suggest" in sent
    return DecideSuitabilityForm(
        None if only_asks else sent or None,
        criteria=criteria,
        recorded=recorded_words(patient, criteria, newest, viewer),
        today=viewer.day,
        initial=said | (sent.dict() if only_asks else {}),
    )


def _decision(one, viewer):
    return {
        "day": staff_date(one.on_day, viewer.day),
        "time": staff_time(one.at),
        "decided": one.get_decided_display(),
        "suggested": one.get_suggested_display(),
        "reasons": one.reasons,
        "because": one.because,
        "by": one.author_name,
    }


@requires(Permission.DRAFT_AGREEMENT)
@once
def draft_agreement(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    form = DraftAgreementForm(
        request.POST or None,
        choices=_choices(viewer),
        against=actions.against_lead(viewer),
        initial=_first_words(patient, viewer) | _as_before(request, patient),
    )
    if form.is_valid():
        agreement = actions.draft_agreement(
            patient=patient,
            line=form.cleaned_data["line"],
            **_drafted(form),
            by=viewer,
        )
        return redirect(agreement)
    return _draft_page(request, patient, form, actions.duties_in_force(viewer)[1])


@requires(Permission.CHANGE_DRAFT)
@once
def change_draft(request, agreement_id):
    viewer = request.viewer
    drafts = Agreement.objects.visible_to(viewer).filter(sent_on=None)
    agreement = get_object_or_404(drafts, pk=agreement_id)
    patient = open_patient(viewer, agreement.patient_id)
    form = DraftAgreementForm(
        request.POST or None,
        choices=_choices(viewer),
        against=actions.against_lead(viewer),
        initial=_as_drafted(agreement),
    )
    form.fields["line"].disabled = True
    if form.is_valid():
        actions.change_draft(
            agreement=agreement,
            **_drafted(form),
            by=viewer,
        )
        return redirect(agreement)
    return _draft_page(request, patient, form, agreement.terms.get("duties", []))


@requires(Permission.DRAFT_FOLLOW_ON)
@once
def draft_follow_on(request, agreement_id):
    """To another practice, on the terms of the agreement that it is to follow."""
    viewer = request.viewer
    rows = Agreement.objects.visible_to(viewer)
    followed = get_object_or_404(rows, pk=agreement_id)
    patient = open_patient(viewer, followed.patient_id)
    known = _as_drafted(followed) | {"lead": None}
    form = DraftAgreementForm(
        request.POST or None,
        choices=_choices(viewer, followed),
        against=actions.against_lead(viewer),
        initial=known,
    )
    form.fields["line"].disabled = True
    if form.is_valid():
        agreement = actions.draft_agreement(
            patient=patient,
            line=form.cleaned_data["line"],
            **_drafted(form),
            follows=followed,
            by=viewer,
        )
        return redirect(agreement)
    duties = actions.duties_in_force(viewer)[1]
    return _draft_page(request, patient, form, duties, followed)


def _drafted(form):
    """What a draft says, whether it is new, put right, or follows another."""
    return {
        "parties": _parties(form.cleaned_data),
        "terms": form.terms(),
        "review_weeks": form.cleaned_data["review_weeks"],
    }


def _draft_page(request, patient, form, duties, followed=None):
    showing("draft_agreement", request.viewer, patient)
    facts = {
        "banner": banner(patient, request.viewer),
        "form": form,
        "followed": followed,
        **duty_rows(duties),
    }
    return render(request, "agreements/draft_agreement.html", facts)


def _choices(viewer, followed=None):
    here = Membership.objects.at_work(viewer, [viewer.organisation_id])
    prescribers = Membership.objects.prescribers(viewer)
    leads = prescribers.filter(organisation__kind="practice").select_related("level")
    if followed:
        leads = leads.exclude(organisation_id=followed.asked_organisation_id)
    places = Organisation.objects.in_scheme(viewer.scheme_id).open_on(viewer.day)
    return {
        "lead": leads,
        "specialist": prescribers.colleagues_of(viewer),
        "keyworker": here,
        "pharmacy": places.filter(kind="pharmacy").order_by("name"),
    }


def _parties(said):
    return actions.Parties(
        specialist=said["specialist"],
        asked=said["lead"].organisation,
        lead=said["lead"],
        keyworker=said["keyworker"],
        pharmacy=said["pharmacy"],
    )


def _first_words(patient, viewer):
    """What is known already, so that nobody types it twice."""
    told = MedicineTold.objects.visible_to(viewer).of(patient.pk).newest()
    episode = Episode.objects.visible_to(viewer).of(patient.pk).order_by("opened_on")
    newest, running = next(iter(told), None), episode.last()
    return {
        "line": newest.line if newest else TreatmentLine.OPIOID_SUBSTITUTION,
        "medicine": _medicine(newest, viewer),
        "specialist": viewer.membership_id,
        "keyworker": running.named_worker_id if running else None,
        "pharmacy": patient.pharmacy_id or None,
        "review_weeks": actions.review_weeks_of(viewer),
    }


def _medicine(told, viewer):
    """As told last; nothing where what was said on a return is newer."""
    if told is None:
        return ""
    turns = PrescriberTurn.objects.visible_to(viewer).of(told.patient_id)
    back = turns.filter(line=told.line).said_on_return(viewer.day)
    return "" if newer_words(back, [told], viewer) else told.text


def _as_before(request, patient):
    """What was said when another practice was asked (``like``); the medicine is the one
    told of last."""
    rows = Agreement.objects.visible_to(request.viewer).of(patient.pk)
    before = rows.filter(sent_on__isnull=False, state__in=CAME_TO_NOTHING)
    with suppress(ValidationError):
        if before := before.filter(pk=request.GET.get("like")).first():
            said = _as_drafted(before) | {"lead": None}
            told = MedicineTold.objects.visible_to(request.viewer).of(patient.pk)
            newest = told.filter(line=before.line).newest().first()
            known = {"medicine": _medicine(newest, request.viewer)}
            return said | (known if newest else {})
    return {}


def _as_drafted(agreement):
    return {
        **{name: agreement.terms.get(name, "") for name in agreement.terms},
        "line": agreement.line,
        "lead": agreement.gp_id,
        "specialist": agreement.specialist_id,
        "keyworker": agreement.keyworker_id,
        "pharmacy": agreement.pharmacy_id or None,
        "review_weeks": agreement.review_weeks,
    }
