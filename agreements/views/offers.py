"""Pages: what each practice offers, its history, and what it is to offer next."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import Organisation
from accounts.permissions import Permission, requires
from agreements import actions
from agreements.forms.offers import SetOfferForm, TellLeavingForm
from agreements.models import Offer
from agreements.pages.leavers import leaver_rows
from agreements.pages.offers import ITSELF, offer_facts, offer_rows
from agreements.rules import offers
from audit import actions as audit
from core.once import once

ASKED = "The coordinator is asked. Nothing changes until they set the day."


@requires(Permission.LIST_OFFERS)
def list_offers(request):
    facts = {"current": "Practices", "rows": offer_rows(request.viewer)}
    return render(request, "agreements/list_offers.html", facts)


@requires(Permission.LIST_LEAVERS)
def list_leavers(request):
    """With their names, for those who see them: each side's own."""
    viewer = request.viewer
    rows, left = leaver_rows(viewer)
    audit.saw("list_leavers", by=viewer, shown=[row["person"] for row in rows])
    facts = {"current": "Shared care", "rows": rows, "left": left}
    return render(request, "agreements/list_leavers.html", facts)


@requires(Permission.TELL_LEAVING)
@once
def tell_leaving(request):
    viewer = request.viewer
    form = TellLeavingForm(
        request.POST or None, today=viewer.day, limits=actions.limits_of(viewer)
    )
    if form.is_valid():
        actions.tell_leaving(by=viewer, **form.cleaned_data)
        messages.success(request, ASKED)
        return redirect("agreements:list_leavers")
    facts = {"current": "Shared care", "form": form}
    return render(request, "agreements/tell_leaving.html", facts)


@requires(Permission.SHOW_OFFER)
def show_offer(request, practice_code):
    viewer = request.viewer
    organisation = _found(viewer, practice_code)
    facts = {"current": "Practices", **offer_facts(organisation, viewer)}
    return render(request, "agreements/show_offer.html", facts)


@requires(Permission.SET_OFFER)
@once
def set_offer(request, practice_code):
    viewer = request.viewer
    organisation = _found(viewer, practice_code)
    form = _form(request, organisation)
    if form.is_valid():
        actions.set_offer(
            organisation=organisation,
            offered=form.offered(),
            note=form.cleaned_data["note"],
            seen_n=form.cleaned_data["seen_n"],
            by=viewer,
        )
        messages.success(request, "Saved.")
        return redirect("agreements:show_offer", practice_code)
    facts = {"current": "Practices", "form": form}
    facts |= offer_facts(organisation, viewer)
    return render(request, "agreements/set_offer.html", facts)


def _form(request, organisation):
    """With the newest that was said standing there."""
    viewer, asked = request.viewer, request.GET.get("state", "")
    newest = Offer.objects.of(viewer.scheme_id, organisation.pk).last()
    last = newest.as_said() if newest else offers.NOTHING_SAID
    return SetOfferForm(
        request.POST or None,
        states=offers.states_open(last),
        today=viewer.day,
        limits=actions.limits_of(viewer),
        initial={
            "from_on": viewer.day,
            "duties": last.duties,
            "state": asked,
            "seen_n": newest.n if newest else 0,
        },
    )


def _found(viewer, code):
    """A practice of the scheme by its code; the scheme itself by its word."""
    if code == ITSELF:
        return Organisation.objects.get(pk=actions.THE_SCHEME)
    practices = Organisation.objects.in_scheme(viewer.scheme_id)
    return get_object_or_404(practices.filter(kind="practice"), code=code)
