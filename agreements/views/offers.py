"""Pages: what each practice offers, its history, and what it is to offer next."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import Membership, Organisation
from accounts.permissions import Permission, requires
from agreements import actions
from agreements.forms.offers import SetOfferForm, TakeBackLastDayForm, TellLeavingForm
from agreements.models import Offer
from agreements.pages.leavers import (
    leaver_rows,
    left_behind,
    own_last_day,
    unnamed_rows,
)
from agreements.pages.offers import ITSELF, offer_facts, offer_rows
from agreements.rules import offers
from audit import actions as audit
from core.once import once
from core.templatetags.house import staff_date

ASKED = "The coordinator is asked. Nothing changes until they set the day."
LAST_DAY = "Your last day is {}. The coordinator is told."
TAKEN_BACK = (
    "Your last day is taken back, and the coordinator is told. A notice that was given "
    "for it stands until you take it back, on its agreement."
)


@requires(Permission.LIST_OFFERS)
def list_offers(request):
    facts = {"current": "Practices", "rows": offer_rows(request.viewer)}
    return render(request, "agreements/list_offers.html", facts)


@requires(Permission.LIST_LEAVERS)
def list_leavers(request):
    """With their names, for those who see them: each side's own. The coordinator reads
    the whole scheme's, and no name."""
    viewer = request.viewer
    if not viewer.may(Permission.SHOW_AGREEMENT):
        rows, left = unnamed_rows(viewer)
        facts = {"current": "Practices", "rows": rows, "left": left, "unnamed": True}
        return render(request, "agreements/list_leavers.html", facts)
    rows, left = leaver_rows(viewer)
    audit.saw("list_leavers", by=viewer, shown=[row["person"] for row in rows])
    facts = {"current": "Shared care", "rows": rows, "left": left}
    if viewer.may(Permission.TELL_LEAVING):
        facts["own"] = own_last_day(_own(viewer), viewer)
    return render(request, "agreements/list_leavers.html", facts)


@requires(Permission.TELL_LEAVING)
@once
def tell_leaving(request):
    viewer = request.viewer
    member = _own(viewer)
    form = TellLeavingForm(
        request.POST or None,
        member=member,
        people=left_behind(viewer),
        today=viewer.day,
        limits=actions.limits_of(viewer),
    )
    if form.is_valid():
        messages.success(request, _tell(form, viewer))
        return redirect("agreements:list_leavers")
    there = reverse("agreements:take_back_last_day")
    back = TakeBackLastDayForm(initial={"seen": member.end_stands}, action=there)
    facts = {"current": "Shared care", "form": form, "take_back": back}
    facts["own"] = own_last_day(member, viewer)
    return render(request, "agreements/tell_leaving.html", facts)


def _tell(form, viewer):
    """Do what was said; the words for it."""
    if form.is_practice:
        actions.tell_leaving(by=viewer, **form.leaving())
        return ASKED
    last_day, seen = form.cleaned_data["last_day"], form.cleaned_data["seen"]
    actions.tell_last_day(last_day=last_day, seen=seen, by=viewer)
    return LAST_DAY.format(staff_date(last_day))


def _own(viewer):
    return Membership.objects.get(pk=viewer.membership_id)


@requires(Permission.TAKE_BACK_LAST_DAY)
@require_POST
@once
def take_back_last_day(request):
    form = TakeBackLastDayForm(request.POST)
    form.full_clean()
    seen = form.cleaned_data.get("seen", "")
    actions.take_back_last_day(seen=seen, by=request.viewer)
    messages.success(request, TAKEN_BACK)
    return redirect("agreements:list_leavers")


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
