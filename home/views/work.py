"""Pages: what waits for whom, each done in place."""

from operator import itemgetter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Permission, requires
from audit import actions as audit
from core.once import once
from home.pages import contact_line, work_line
from patients.actions import work as actions
from patients.models import Appointment, CareLink, WorkItem

MOST_SHOWN = 50


@requires(Permission.SHOW_HOME)
def show_home(request):
    viewer = request.viewer
    if not viewer.may(Permission.FINISH_ITEM) and len(viewer.places) > 1:
        return _first_place(viewer)
    items = _list_of(viewer).of_member(viewer)
    waiting = items.waiting_on(viewer.day).most_harm_first()
    contacts = _contacts_of(viewer)
    lines = _first_lines(waiting, contacts, viewer)
    if not lines and not viewer.may(Permission.SHOW_CASE) and len(viewer.places) > 1:
        return _first_place(viewer)
    shown = lines[:MOST_SHOWN]
    people = {line["person"] for line in shown if line["person"]}
    audit.saw("show_home", by=viewer, shown=list(people))
    page = {
        "current": "Home",
        "items": shown,
        "count": len(lines)
        if len(lines) <= MOST_SHOWN
        else waiting.count() + contacts.count(),
        "late": sum("late" in line["late"] for line in shown),
        "done": items.done_on(viewer.day).count(),
        "left": _without_outcome(viewer),
        "day": f"{viewer.day:%a %d-%b}",
    }
    return render(request, "home/show_home.html", page)


def _first_place(viewer):
    """The page on which whoever has nothing waiting here begins."""
    _label, address = viewer.places[1]
    return redirect(address)


def _contacts_of(viewer):
    """Links of the viewer's own people, or of nobody's, whose next contact is due."""
    links = CareLink.objects.visible_to(viewer).on_list_of(viewer).active()
    if not viewer.may(Permission.LOG_CONTACT):
        return links.none()
    return links.at_home_of(viewer).awaiting_contact(viewer)


def _without_outcome(viewer):
    """How many of the viewer's appointments have passed with nothing said of them."""
    if not viewer.may(Permission.RECORD_ARRIVAL):
        return 0
    expected = Appointment.objects.visible_to(viewer).on_list_of(viewer)
    return expected.with_worker(viewer).without_outcome(viewer.day).count()


def _first_lines(waiting, contacts, viewer):
    """What waits, from both lists, the most harmful first; no more than tells that
    there are more than are shown."""
    most = MOST_SHOWN + 1
    lines = [work_line(row, viewer) for row in waiting.lines()[:most]]
    lines += [contact_line(row, viewer) for row in contacts.contact_lines()[:most]]
    return sorted(lines, key=itemgetter("place"))[:most]


@requires(Permission.ACKNOWLEDGE_ITEM)
@once
def acknowledge_item(request, item_id):
    item = _found(request.viewer, item_id)
    if request.method == "POST":
        actions.acknowledge_item(item=item, by=request.viewer)
    return redirect("home:show_home")


@requires(Permission.FINISH_ITEM)
@once
def finish_item(request, item_id):
    item = _found(request.viewer, item_id)
    if request.method == "POST":
        actions.finish_item(item=item, by=request.viewer)
        messages.success(request, f"Done: {item.title}.")
    return redirect("home:show_home")


def _list_of(viewer):
    return WorkItem.objects.visible_to(viewer).on_list_of(viewer)


def _found(viewer, item_id):
    return get_object_or_404(_list_of(viewer), pk=item_id)
