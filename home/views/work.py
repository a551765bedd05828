"""Pages: what waits for whom, each done in place."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Permission, requires
from audit import actions as audit
from core.once import once
from home.pages import work_line
from patients.actions import work as actions
from patients.models import WorkItem

MOST_SHOWN = 50


@requires(Permission.SHOW_HOME)
def show_home(request):
    viewer = request.viewer
    if not viewer.may(Permission.FINISH_ITEM) and len(viewer.places) > 1:
        _label, address = viewer.places[1]
        return redirect(address)
    items = _list_of(viewer).of_member(viewer)
    waiting = items.waiting_on(viewer.day).most_harm_first()
    rows = list(waiting.lines()[: MOST_SHOWN + 1])
    shown = rows[:MOST_SHOWN]
    lines = [work_line(row, viewer) for row in shown]
    audit.saw("show_home", by=viewer, shown=[row[5] for row in shown if row[5]])
    page = {
        "current": "Home",
        "items": lines,
        "count": waiting.count() if len(rows) > MOST_SHOWN else len(lines),
        "late": sum("late" in line["late"] for line in lines),
        "done": items.done_on(viewer.day).count(),
        "day": f"{viewer.day:%a %d-%b}",
    }
    return render(request, "home/show_home.html", page)


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
