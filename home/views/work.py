"""Pages: what waits for whom, each done in place."""

from heapq import merge
from itertools import islice
from operator import itemgetter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Permission, requires
from agreements.pages.own import question_for
from audit import actions as audit
from core.kept import Kept
from core.once import once
from home.pages import contact_line, page_of, paging, work_line
from patients.actions import work as actions
from patients.models import Appointment, CareLink, WorkItem
from patients.querysets.lists import weeks_before

MOST_SHOWN = 50


@requires(Permission.SHOW_HOME)
def show_home(request):
    viewer = request.viewer
    if not viewer.may(Permission.FINISH_ITEM) and len(viewer.places) > 1:
        return _first_place(request)
    page = page_of(request)
    lines, count = _lines(viewer, page)
    if not lines and page > 1:
        return redirect("home:show_home")
    if not lines and not viewer.may(Permission.SHOW_CASE) and len(viewer.places) > 1:
        return _first_place(request)
    people = {line["person"] for line in lines if line["person"]}
    audit.saw("show_home", by=viewer, shown=list(people))
    facts = {
        "current": "Home",
        "items": lines,
        "count": count,
        "pages": _pages(page, len(lines), count),
        "late": sum("late" in line["late"] for line in lines),
        "done": DONE.count(viewer),
        "left": LEFT.count(viewer),
        "day": f"{viewer.day:%a %d-%b}",
    }
    return render(request, "home/show_home.html", facts)


def _pages(page, shown, count):
    """'50 of 52 shown', and the way to the others; nothing where all are shown."""
    first, last = (page - 1) * MOST_SHOWN + 1, (page - 1) * MOST_SHOWN + shown
    if first == 1 and last >= count:
        return {}
    words = (
        f"{last} of {count} shown" if first == 1 else f"{first} to {last} of {count}"
    )
    return paging(page, last < count, "/") | {"words": words}


def _first_place(request):
    """The page on which whoever has nothing waiting here begins."""
    viewer = request.viewer
    if question := question_for(viewer):
        messages.info(request, question)
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


def _lines(viewer, page):
    """What waits on this page, from both lists, the most harmful first; and how much
    there is on all of them."""
    before, last = (page - 1) * MOST_SHOWN, page * MOST_SHOWN
    waiting, contacts = _rows(viewer, page, last + 1)
    # Each list keeps its own order: so much of each makes so much of both, whatever
    # follows, and nothing falls between two pages.
    both = merge(
        (work_line(row, viewer) for row in waiting),
        (contact_line(row, viewer) for row in contacts),
        key=itemgetter("place"),
    )
    lines = list(islice(both, before, last + 1))
    if page == 1 and len(lines) <= MOST_SHOWN:
        return lines, len(lines)
    return lines[:MOST_SHOWN], WAITING.count(viewer) + CONTACTS.count(viewer)


def _rows(viewer, page, most):
    """As much of each list as the pages up to this one may show."""
    if page == 1:
        return WAITING.rows(viewer), CONTACTS.rows(viewer)
    return _waiting(viewer)[:most], _contacts(viewer)[:most]


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
