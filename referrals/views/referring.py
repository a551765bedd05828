"""Pages: refer somebody, see a referral."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import Organisation, Setting
from accounts.permissions import Permission, Role, requires
from core.once import once
from core.refusal import Refusal
from patients.models import Consultation, Patient
from patients.pages import banner
from patients.pages.noticed import positive_screens
from patients.rules.limits import Limits
from patients.views.finding import open_patient, showing
from referrals import actions
from referrals.forms.referring import ReferPersonForm
from referrals.models import DirectoryService, Referral, ReferralAct
from referrals.rules.states import ReferralKind, kinds_from
from referrals.views.drawing import meanwhile, page_of


@requires(Permission.REFER_PERSON)
@once
def refer_person(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    entry = _entry(request, patient)
    offered = _offered(viewer, patient)
    initial = _initial(offered, entry, viewer) | _known_of(patient)
    form = ReferPersonForm(request.POST or None, offered=offered, initial=initial)
    if form.is_valid():
        referral = _refer(form, patient, entry, viewer)
        messages.success(request, f"Sent to {referral.asked_name}.")
        return redirect(referral)
    showing("refer_person", viewer, patient)
    page = {"form": form, "banner": banner(patient, viewer), "patient": patient}
    return render(request, "referrals/refer_person.html", page)


def _entry(request, patient):
    """The entry from which somebody is referred, if the address names one of theirs."""
    asked = request.GET.get("consultation", "")
    if not asked:
        return None
    try:
        entry = UUID(asked)
    except ValueError as wrong:
        raise Http404 from wrong
    entries = Consultation.objects.visible_to(request.viewer).of(patient.pk)
    return get_object_or_404(entries, pk=entry)


def _offered(viewer, patient):
    """The places that this organisation may ask, by kind: no other service for
    somebody whom one has in its care."""
    organisations = Organisation.objects
    places = {
        ReferralKind.TREATMENT: organisations.where_works(
            Role.SPECIALIST, viewer
        ).filter(kind="service"),
        ReferralKind.GENERAL_CARE: organisations.where_works(Role.GP, viewer).filter(
            kind="practice"
        ),
        ReferralKind.ONWARD: DirectoryService.objects.of_scheme(viewer)
        .open_on(viewer.day)
        .exclude(organisation_id=viewer.organisation_id)
        .in_order(),
    }
    if patient.service_id:
        del places[ReferralKind.TREATMENT]
    kinds = kinds_from(viewer.organisation_kind)
    return {kind: places[kind] for kind in kinds if kind in places}


def _known_of(patient):
    """Where the person is registered is the practice to ask first."""
    return {"general_care_to": patient.registered_id or None}


def _initial(offered, entry, viewer):
    """What is known already: the screen of the entry, and the only service there is."""
    initial = {"kind": next(iter(offered))} if len(offered) == 1 else {}
    if entry:
        limits = Setting.objects.limits(Limits, viewer)
        initial["reason"] = positive_screens(entry, limits, viewer.day)
    if ReferralKind.TREATMENT in offered:
        services = list(offered[ReferralKind.TREATMENT][:2])
        if len(services) == 1:
            initial["treatment_to"] = services[0].pk
        if entry:
            initial["kind"] = ReferralKind.TREATMENT
    return initial


def _refer(form, patient, entry, viewer):
    kind, place = form.cleaned_data["kind"], form.place
    is_onward = kind == ReferralKind.ONWARD
    asked = actions.Asked(
        kind,
        organisation=None if is_onward else place,
        service=place if is_onward else None,
    )
    return actions.refer_person(
        patient=patient,
        asked=asked,
        reason=form.cleaned_data["reason"],
        consultation_id=entry.pk if entry else None,
        by=viewer,
    )


@requires(Permission.SHOW_REFERRAL)
def show_referral(request, referral_id):
    viewer = request.viewer
    referral = find_referral(viewer, referral_id)
    actions.note_opened(referral=referral, by=viewer)
    showing("show_referral", viewer, referral.patient)
    acts = ReferralAct.objects.visible_to(viewer).filter(referral=referral)
    page = page_of(referral, list(acts.order_by("n")), viewer)
    return render(request, "referrals/show_referral.html", page)


def find_referral(viewer, referral_id):
    """One that the viewer may see, of somebody whose name they may see.

    Raises: Refusal if it is over, and whoever was asked sees the person no longer.
    """
    rows = Referral.objects.visible_to(viewer).filter(pk=referral_id)
    people = Patient.objects.visible_to(viewer)
    for referral in rows.lines():
        if people.filter(pk=referral.patient_id).exists():
            return referral
    for over in rows.over():
        raise Refusal(f"{meanwhile(over, viewer)} You see the person no longer.")
    raise Http404
