"""Pages: with whom a person shares what, and who is on the care team."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import Membership, Organisation
from accounts.permissions import Permission, requires
from core.once import once
from core.templatetags.house import staff_date
from patients.actions import sharing as actions
from patients.forms.sharing import (
    AddTeamMemberForm,
    PermitSharingForm,
    SeparatePeopleForm,
)
from patients.models import Consent, Grant, NoContact, Patient
from patients.pages import banner
from patients.rules.sharing import ConsentKind, RecipientKind
from patients.views.finding import open_patient, showing

PHARMACY_KEEPS = "From now on the pharmacy sees only what safe supply needs."
PRACTICE_KEEPS = (
    "From now on they no longer see the record, unless they made it or prescribe by an"
    " agreement. If they prescribe, a review is opened."
)
NOTHING_MORE = "From now on nothing of this is shared or sent."


@requires(Permission.LIST_PERMISSIONS)
def list_permissions(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    showing("list_permissions", viewer, patient)
    consents = Consent.objects.visible_to(viewer).of(patient.pk)
    grants = Grant.objects.visible_to(viewer).of(patient.pk).of_team()
    apart = NoContact.objects.visible_to(viewer).of(patient.pk).running()
    facts = {
        "patient": patient,
        "banner": banner(patient, viewer),
        "consents": [_consent(one, viewer) for one in consents.newest_first()],
        "team": [_member(one, viewer) for one in grants.running_on(viewer.day)],
        "apart": apart.count(),
    }
    return render(request, "patients/list_permissions.html", facts)


def _consent(consent, viewer):
    ended = consent.withdrawn_on
    is_over = bool(consent.until_on and consent.until_on < viewer.day)
    if ended:
        state = f"withdrawn {staff_date(ended, viewer.day)}"
    elif is_over:
        state = f"ended {staff_date(consent.until_on, viewer.day)}"
    elif consent.until_on:
        state = f"until {staff_date(consent.until_on, viewer.day)}"
    else:
        state = "until further notice"
    return {
        "pk": consent.pk,
        "who": consent.recipient.name,
        "what": ConsentKind(consent.kind).label,
        "since": staff_date(consent.from_on, viewer.day),
        "state": state,
        "is_running": not (ended or is_over),
        "how": consent.how,
    }


def _member(grant, viewer):
    member = grant.membership
    until = grant.ends_on
    return {
        "pk": grant.pk,
        "words": str(member),
        "until": f"until {staff_date(until, viewer.day)}" if until else "",
    }


@requires(Permission.PERMIT_SHARING)
@once
def permit_sharing(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    recipients = Organisation.objects.open_on(viewer.day).in_scheme(viewer.scheme_id)
    form = PermitSharingForm(
        request.POST or None, recipients=recipients, today=viewer.day
    )
    if form.is_valid():
        actions.permit_sharing(patient=patient, by=viewer, **form.cleaned_data)
        messages.success(request, "Permission recorded.")
        return redirect("patients:list_permissions", patient.pk)
    return _page(request, "permit_sharing", patient, form)


@requires(Permission.WITHDRAW_PERMISSION)
@once
def withdraw_permission(request, consent_id):
    viewer = request.viewer
    consents = Consent.objects.visible_to(viewer).select_related("recipient")
    consent = get_object_or_404(consents, pk=consent_id)
    patient = open_patient(viewer, consent.patient_id)
    if request.method == "POST":
        actions.withdraw_permission(consent=consent, by=viewer)
        messages.success(request, "The permission has ended.")
        return redirect("patients:list_permissions", patient.pk)
    showing("withdraw_permission", viewer, patient)
    facts = {
        "banner": banner(patient, viewer),
        "consent": _consent(consent, viewer),
        "then": _then(consent),
    }
    return render(request, "patients/withdraw_permission.html", facts)


def _then(consent):
    """What its end means for whoever it was given to."""
    kind = ConsentKind(consent.kind)
    if consent.recipient_kind == RecipientKind.PHARMACY:
        return PHARMACY_KEEPS
    return PRACTICE_KEEPS if kind == ConsentKind.RECORD else NOTHING_MORE


@requires(Permission.ADD_TEAM_MEMBER)
@once
def add_team_member(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    members = Membership.objects.who_may_join_a_team(viewer)
    form = AddTeamMemberForm(request.POST or None, members=members, today=viewer.day)
    if form.is_valid():
        actions.add_team_member(patient=patient, by=viewer, **form.cleaned_data)
        messages.success(request, "Added to the care team.")
        return redirect("patients:list_permissions", patient.pk)
    return _page(request, "add_team_member", patient, form)


@requires(Permission.END_TEAM_MEMBER)
@once
def end_team_member(request, grant_id):
    viewer = request.viewer
    grants = Grant.objects.visible_to(viewer).of_team().select_related("patient")
    grant = get_object_or_404(grants, pk=grant_id)
    if request.method == "POST":
        actions.end_team_member(grant=grant, by=viewer)
        messages.success(request, "Taken off the care team.")
        return redirect("patients:list_permissions", grant.patient_id)
    showing("end_team_member", viewer, grant.patient)
    facts = {"banner": banner(grant.patient, viewer), "member": _member(grant, viewer)}
    return render(request, "patients/end_team_member.html", facts)


@requires(Permission.SEPARATE_PEOPLE)
@once
def separate_people(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    people = Patient.objects.open_to(viewer).unmerged()
    form = SeparatePeopleForm(request.POST or None, people=people, today=viewer.day)
    if form.is_valid():
        actions.separate_people(patient=patient, by=viewer, **form.cleaned_data)
        messages.success(request, "Bookings will keep them apart.")
        return redirect("patients:list_permissions", patient.pk)
    return _page(request, "separate_people", patient, form)


def _page(request, page, patient, form):
    showing(page, request.viewer, patient)
    facts = {"form": form, "banner": banner(patient, request.viewer)}
    return render(request, f"patients/{page}.html", facts)
