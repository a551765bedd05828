"""Pages: the scheme, its settings with their history, its organisations."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.actions import scheme as actions
from accounts.forms import AddPlaceForm, ChangePlaceForm, ChangeSettingForm
from accounts.models import Level, Organisation, SchemeOrganisation, Setting
from accounts.permissions import Permission, requires
from accounts.rules import SETTINGS
from core.once import once
from core.templatetags.house import staff_date

FOUND = 20


@requires(Permission.SHOW_SCHEME)
def show_scheme(request):
    viewer = request.viewer
    values = Setting.objects.values_in_force(viewer)
    places = SchemeOrganisation.objects.of_scheme(viewer).running_on(viewer.day)
    levels = Level.objects.filter(scheme_id=viewer.scheme_id).order_by("rank")
    facts = {
        "settings": [
            (key, setting.sentence, setting.in_words(values[key]))
            for key, setting in SETTINGS.items()
        ],
        "places": [_place(place, viewer) for place in places.in_order()],
        "levels": levels,
        "history": [_set(each, viewer) for each in Setting.objects.history(viewer)],
    }
    return render(request, "accounts/show_scheme.html", facts)


def _place(place, viewer):
    organisation = place.organisation
    return {
        "code": organisation.code,
        "name": organisation.name,
        "kind": organisation.get_kind_display(),
        "area": place.area,
        "since": staff_date(place.from_on, viewer.day),
        "until": staff_date(place.left_on, viewer.day),
    }


def _set(each, viewer):
    setting = SETTINGS[each.key]
    return {
        "sentence": setting.sentence,
        "value": setting.in_words(each.value),
        "from_on": staff_date(each.from_on, viewer.day),
        "who": each.set_by.user.name,
        "at": each.set_at,
        "is_coming": each.from_on > viewer.day,
    }


@requires(Permission.CHANGE_SETTING)
@once
def change_setting(request, key):
    viewer = request.viewer
    if key not in SETTINGS:
        return redirect("accounts:show_scheme")
    value = Setting.objects.value_on(viewer.scheme_id, key, viewer.day)
    form = ChangeSettingForm(
        request.POST or None, setting=SETTINGS[key], value=value, today=viewer.day
    )
    if form.is_valid():
        actions.change_setting(key=key, **form.cleaned_data, by=viewer)
        messages.success(request, "The setting is saved.")
        return redirect("accounts:show_scheme")
    history = Setting.objects.history(viewer).filter(key=key)
    facts = {"form": form, "history": [_set(each, viewer) for each in history]}
    return render(request, "accounts/change_setting.html", facts)


@requires(Permission.CHANGE_PLACE)
def find_place(request):
    """Which organisation is to take part? Searched by name, code or postcode."""
    text = request.GET.get("q", "")
    found = Organisation.objects.open_on(request.viewer.day).matching(text)
    facts = {"q": text, "found": found.order_by("name")[:FOUND] if text else ()}
    return render(request, "accounts/find_place.html", facts)


@requires(Permission.CHANGE_PLACE)
@once
def add_place(request, code):
    viewer = request.viewer
    organisation = get_object_or_404(Organisation.objects.real(), code=code)
    form = AddPlaceForm(request.POST or None, initial={"from_on": viewer.day})
    if form.is_valid():
        actions.add_place(organisation=organisation, **form.cleaned_data, by=viewer)
        messages.success(request, f"{organisation} takes part in the scheme.")
        return redirect("accounts:show_scheme")
    facts = {"form": form, "organisation": organisation}
    return render(request, "accounts/add_place.html", facts)


@requires(Permission.CHANGE_PLACE)
@once
def change_place(request, code):
    viewer = request.viewer
    places = SchemeOrganisation.objects.of_scheme(viewer).running_on(viewer.day)
    place = get_object_or_404(places, organisation__code=code)
    form = ChangePlaceForm(request.POST or None, place=place)
    if form.is_valid():
        actions.change_place(place=place, **form.cleaned_data, by=viewer)
        messages.success(request, f"{place.organisation} is saved.")
        return redirect("accounts:show_scheme")
    facts = {"form": form, "place": place}
    return render(request, "accounts/change_place.html", facts)
