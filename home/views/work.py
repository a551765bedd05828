"""Pages: what waits for whom, each done in place."""

from operator import itemgetter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Permission, requires
from audit import actions as audit
from core.kept import Kept
from core.once import once
from home.pages import contact_line, work_line
from patients.actions import work as actions
from patients.models import Appointment, CareLink, WorkItem
from patients.querysets.lists import weeks_before

MOST_SHOWN = 50


@requires(Permission.SHOW_HOME)
def show_home(request):
    viewer = request.viewer
    if not viewer.may(Permission.FINISH_ITEM) and len(viewer.places) > 1:
        return _first_place(viewer)
    lines = _first_lines(viewer)
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
        else WAITING.count(viewer) + CONTACTS.count(viewer),
        "late": sum("late" in line["late"] for line in shown),
        "done": DONE.count(viewer),
        "left": LEFT.count(viewer),
        "day": f"{viewer.day:%a %d-%b}",
    }
    return render(request, "home/show_home.html", page)


def _first_place(viewer):
    """The page on which whoever has nothing waiting here begins."""
    _label, address = viewer.places[1]
    return redirect(address)


def _list_of(viewer):
    return WorkItem.objects.visible_to(viewer).on_list_of(viewer)


def _waiting(viewer):
    """Given to the viewer, to whom they cover, or to nobody in particular."""
    items = _list_of(viewer).of_member(viewer)
    return items.waiting_on(viewer.day).most_harm_first().lines()


def _contacts(viewer):
    """People of the viewer's own, or of nobody's, whose next contact is due."""
    links = CareLink.objects.visible_to(viewer).on_list_of(viewer).active()
    if not viewer.may(Permission.LOG_CONTACT):
        links = links.none()
    return links.at_home_of(viewer).awaiting_contact(viewer).contact_lines()


def _done(viewer):
    return _list_of(viewer).of_member(viewer).done_on(viewer.day).values_list("id")


def _left(viewer):
    """The viewer's appointments that have passed with nothing said of them."""
    expected = Appointment.objects.visible_to(viewer).on_list_of(viewer)
    if not viewer.may(Permission.RECORD_ARRIVAL):
        expected = expected.none()
    return expected.with_worker(viewer).without_outcome(viewer.day).values_list("id")


def _weeks(viewer):
    return dict(zip(("since", "until"), weeks_before(viewer.day), strict=True))


# One more of each than is shown tells that there are more.
WAITING = Kept("home_waiting", _waiting, most=MOST_SHOWN + 1)
CONTACTS = Kept("home_contacts", _contacts, most=MOST_SHOWN + 1)
DONE = Kept("home_done", _done)
LEFT = Kept("home_left", _left, more=_weeks)


def _first_lines(viewer):
    """What waits, from both lists, the most harmful first."""
    lines = [work_line(row, viewer) for row in WAITING.rows(viewer)]
    lines += [contact_line(row, viewer) for row in CONTACTS.rows(viewer)]
    return sorted(lines, key=itemgetter("place"))[: MOST_SHOWN + 1]


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


def _found(viewer, item_id):
    return get_object_or_404(_list_of(viewer), pk=item_id)
