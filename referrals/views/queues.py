"""Pages: what came in, what was sent out, and what is past its target."""

from django.http import Http404
from django.shortcuts import render

from accounts.models import Setting
from accounts.permissions import Permission, requires
from audit import actions as audit
from patients.models import Patient
from referrals.models import Referral
from referrals.rules import Limits
from referrals.views.drawing import line_of

MOST_SHOWN = 50
MOST_OVER = 20


@requires(Permission.LIST_REFERRALS)
def list_referrals(request, patient_id=None):
    """All of the viewer's side, or those of one person."""
    viewer = request.viewer
    referrals = Referral.objects.visible_to(viewer)
    if patient_id:
        lists = _lists_of_person(referrals.of(patient_id), viewer)
    else:
        lists = _lists(referrals.of_side(viewer), viewer)
    shown = {row.patient_id for rows in lists.values() for row in rows[:MOST_SHOWN]}
    if patient_id and not shown:
        raise Http404
    audit.saw("list_referrals", by=viewer, shown=list(shown))
    limits = Setting.objects.limits(Limits, viewer)
    page = {
        "current": "Referrals",
        "is_of_one": bool(patient_id),
        "lists": [
            _table(name, rows, viewer, limits) for name, rows in lists.items() if rows
        ],
    }
    return render(request, "referrals/list_referrals.html", page)


def _lists(referrals, viewer):
    """Each list with one row more than is shown; what is late stands first, alone."""
    known, late, in_time = _parted(referrals, viewer)
    most = MOST_SHOWN + 1
    return {
        "late": list(late[:most]),
        "came in": list(in_time.came_in(viewer)[:most]),
        "sent out": list(in_time.sent_out(viewer)[:most]),
        "over": list(known.over().newest_first()[:MOST_OVER]),
    }


def _lists_of_person(referrals, viewer):
    """Whichever side the viewer is on, or on neither."""
    known, late, in_time = _parted(referrals, viewer)
    return {
        "late": list(late),
        "open": list(in_time),
        "over": list(known.over().newest_first()),
    }


def _parted(referrals, viewer):
    """Of people whose name is seen: all, the breach list, and what is in time."""
    known = referrals.filter(patient__in=Patient.objects.visible_to(viewer)).lines()
    late = known.past_target_on(viewer.day).longest_first()
    in_time = known.open().exclude(pk__in=late.order_by().values("pk"))
    return known, late, in_time.longest_first()


TITLES = {
    "late": "Past their target",
    "came in": "Came in",
    "sent out": "Sent out",
    "open": "Open",
    "over": "Over",
}


def _table(name, rows, viewer, limits):
    return {
        "name": name,
        "title": TITLES[name],
        "rows": [line_of(row, viewer, limits) for row in rows[:MOST_SHOWN]],
        "more": len(rows) > MOST_SHOWN,
    }
