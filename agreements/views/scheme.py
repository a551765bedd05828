"""Pages: what the scheme asks of shared care, and who takes over for a service."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify

from accounts.models import Membership
from accounts.permissions import Permission, requires
from agreements import actions
from agreements.forms.scheme import (
    KINDS,
    AddCriterionForm,
    ChangeDutiesForm,
    SetDutyPrescriberForm,
)
from agreements.models import Criterion, DutyPrescriber
from agreements.pages import duty_rows
from agreements.rules.duties import from_rows
from core.once import once
from core.templatetags.house import staff_date


@requires(Permission.LIST_CRITERIA)
def list_criteria(request):
    viewer = request.viewer
    version, rows = actions.duties_in_force(viewer)
    criteria = Criterion.objects.of_scheme(viewer).select_related("set_by__user")
    facts = {
        "current": "Criteria",
        "criteria": [_criterion(one, viewer) for one in criteria],
        "version": version,
        **duty_rows(rows),
    }
    return render(request, "agreements/list_criteria.html", facts)


def _criterion(one, viewer):
    is_over = bool(one.until_on and one.until_on < viewer.day)
    return {
        "id": one.pk,
        "sentence": one.sentence,
        "kind": dict(KINDS)[one.kind],
        "since": staff_date(one.from_on, viewer.day),
        "until": staff_date(one.until_on, viewer.day),
        "is_over": is_over,
        "by": one.set_by.user.name,
    }


@requires(Permission.ADD_CRITERION)
@once
def add_criterion(request):
    viewer = request.viewer
    form = AddCriterionForm(request.POST or None, today=viewer.day)
    if form.is_valid():
        said = form.cleaned_data
        code = slugify(said["sentence"])[:40] or "criterion"
        actions.add_criterion(code=code, by=viewer, **said)
        messages.success(request, "The criterion is added.")
        return redirect("agreements:list_criteria")
    facts = {"current": "Criteria", "form": form}
    return render(request, "agreements/add_criterion.html", facts)


@requires(Permission.END_CRITERION)
@once
def end_criterion(request, criterion_id):
    viewer = request.viewer
    criteria = Criterion.objects.of_scheme(viewer)
    criterion = get_object_or_404(criteria, pk=criterion_id)
    if request.method == "POST":
        actions.end_criterion(criterion=criterion, by=viewer)
        messages.success(request, "From tomorrow it is asked no longer.")
        return redirect("agreements:list_criteria")
    facts = {"current": "Criteria", "criterion": _criterion(criterion, viewer)}
    return render(request, "agreements/end_criterion.html", facts)


@requires(Permission.CHANGE_DUTIES)
@once
def change_duties(request):
    viewer = request.viewer
    duties = from_rows(actions.duties_in_force(viewer)[1])
    form = ChangeDutiesForm(request.POST or None, duties=duties)
    if form.is_valid():
        table = actions.change_duties(duties=form.duties(), by=viewer)
        messages.success(request, f"Saved as version {table.version}.")
        return redirect("agreements:list_criteria")
    facts = {"current": "Criteria", "form": form}
    return render(request, "agreements/change_duties.html", facts)


@requires(Permission.SET_DUTY_PRESCRIBER)
@once
def set_duty_prescriber(request):
    viewer = request.viewer
    there = Membership.objects.prescribers(viewer).colleagues_of(viewer)
    form = SetDutyPrescriberForm(request.POST or None, members=there, today=viewer.day)
    if form.is_valid():
        actions.name_duty_prescriber(by=viewer, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("agreements:set_duty_prescriber")
    duty = DutyPrescriber.objects.on(
        viewer.organisation_id, viewer.scheme_id, viewer.day
    )
    facts = {
        "current": "Shared care",
        "form": form,
        "duty": duty and duty.member.user.name,
        "since": staff_date(duty.from_on, viewer.day) if duty else "",
    }
    return render(request, "agreements/set_duty_prescriber.html", facts)
