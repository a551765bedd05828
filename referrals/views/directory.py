"""Pages: the directory of services, edited by the coordinator."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import Organisation
from accounts.permissions import Permission, requires
from core.once import once
from core.refusal import Refusal
from core.templatetags.house import staff_date
from referrals import actions
from referrals.forms.directory import EndServiceForm, ServiceForm
from referrals.models import DirectoryService


@requires(Permission.LIST_SERVICES)
def list_services(request):
    viewer = request.viewer
    services = DirectoryService.objects.of_scheme(viewer).in_order()
    services = services.select_related("organisation", "written_by__user")
    rows = [_line(service, viewer) for service in services]
    page = {
        "current": "Directory",
        "offered": [row for row in rows if not row["until"]],
        "earlier": [row for row in rows if row["until"]],
    }
    return render(request, "referrals/list_services.html", page)


def _line(service, viewer):
    days = service.target_working_days
    return {
        "pk": service.pk,
        "kind": service.get_kind_display(),
        "name": service.name,
        "organisation": service.organisation.name
        if service.organisation_id
        else "Nobody signs in",
        "telephone": service.telephone,
        "target": f"{days} working days" if days else "the scheme's",
        "since": staff_date(service.from_on, viewer.day),
        "until": staff_date(service.ended_on, viewer.day),
        "by": service.written_by.user.name,
    }


@requires(Permission.ADD_SERVICE)
@once
def add_service(request):
    viewer = request.viewer
    form = ServiceForm(request.POST or None, organisations=_organisations(viewer))
    if form.is_valid():
        service = actions.add_service(facts=form.facts, by=viewer)
        return _saved(request, f"{service} is in the directory from today.")
    return render(request, "referrals/add_service.html", {"form": form})


@requires(Permission.CHANGE_SERVICE)
@once
def change_service(request, service_id):
    viewer = request.viewer
    service = _found(viewer, service_id)
    form = ServiceForm(
        request.POST or None,
        organisations=_organisations(viewer),
        initial=_as_it_stands(service),
    )
    if form.is_valid():
        actions.change_service(service=service, facts=form.facts, by=viewer)
        return _saved(request, "Changed from today. Referrals that were sent stay.")
    page = {"form": form, "service": service}
    return render(request, "referrals/change_service.html", page)


@requires(Permission.END_SERVICE)
@once
def end_service(request, service_id):
    service = _found(request.viewer, service_id)
    form = EndServiceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_service(service=service, by=request.viewer)
        return _saved(request, f"{service} is offered no longer.")
    page = {"form": form, "service": service}
    return render(request, "referrals/end_service.html", page)


def _as_it_stands(service):
    return {
        "kind": service.kind,
        "name": service.name,
        "organisation": service.organisation_id or None,
        "telephone": service.telephone,
        "target_working_days": service.target_working_days,
    }


def _organisations(viewer):
    everywhere = Organisation.objects.open_on(viewer.day).in_scheme(viewer.scheme_id)
    return everywhere.exclude(kind__in=["practice", "pharmacy"]).order_by("name")


def _found(viewer, service_id):
    """One that is offered.

    Raises: Refusal if another hand has changed or ended it.
    """
    services = DirectoryService.objects.of_scheme(viewer)
    service = get_object_or_404(services, pk=service_id)
    if service.ended_on:
        page = "referrals:list_services"
        raise Refusal(
            _meanwhile(service, viewer), put_right=page, words="Look at the directory"
        )
    return service


def _meanwhile(service, viewer):
    day = staff_date(service.ended_on, viewer.day)
    changed = DirectoryService.objects.of_scheme(viewer).filter(follows=service)
    for later in changed.select_related("written_by__user"):
        return f"Changed meanwhile: {later.written_by.user.name}, {day}."
    return f"{service} is offered no longer since {day}."


def _saved(request, words):
    messages.success(request, words)
    return redirect("referrals:list_services")
