"""Pages of the privacy officer: alerts, who looked, exclusions."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.models import Membership, User
from accounts.permissions import Permission, requires
from audit import actions as audit
from audit.models import Access, Event, HeldLine
from core.once import once
from core.templatetags.house import staff_date
from patients.actions import privacy as actions
from patients.actions import work
from patients.forms.privacy import (
    EndExclusionForm,
    ExcludeStaffForm,
    ReviewEmergencyAccessForm,
)
from patients.models import Exclusion, Patient, WorkItem
from patients.pages.alert import UNSEEN, alert_facts, records_of, words_of_page
from patients.rules.worklist import WorkKind

MOST_SHOWN = 100
NOBODY = "No one person"
IN_VAIN = {
    "emergency_access_not_found": "Nobody in the scheme is as they described",
    "emergency_access_refused": "The person wishes not to be seen by them",
    "emergency_access_used_up": "Used as often as a day allows",
}


def _moment(at):
    return f"{timezone.localtime(at):%d-%b-%Y %H:%M}"


def _names(ids):
    return dict(User.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def _named_people(viewer, ids):
    """The names of those among them whom the officer may know."""
    people = Patient.objects.visible_to(viewer).filter(pk__in=set(ids))
    return {one.pk: str(one) for one in people}


def _people(rows):
    return [row.patient_id for row in rows if row.patient_id]


@requires(Permission.LIST_ALERTS)
def list_alerts(request):
    viewer = request.viewer
    waiting = WorkItem.objects.visible_to(viewer).filter(
        kind=WorkKind.PRIVACY_ALERT, done_at=None
    )
    alerts = list(waiting.order_by("-made_at"))
    refusals = Event.objects.of_scheme(viewer).refusals().newest_first()[:MOST_SHOWN]
    held = list(HeldLine.objects.open_to(viewer).running().order_by("review_on"))
    tries = list(Event.objects.of_scheme(viewer).emergencies_in_vain()[:MOST_SHOWN])
    asked = _named_people(viewer, filter(None, map(_person_asked, refusals)))
    audit.saw("list_alerts", by=viewer, shown=[*{*_people(alerts), *asked}])
    names = _names([row.user_id for row in [*refusals, *held, *tries]])
    facts = {
        "current": "Alerts",
        "alerts": [(item, _moment(item.made_at)) for item in alerts],
        "held": [_held(line, names, viewer.day) for line in held],
        "tries": _tries(tries, names),
        "refusals": [_refusal(event, names, asked) for event in refusals],
    }
    return render(request, "patients/list_alerts.html", facts)


def _held(line, names, day):
    return {
        "pk": line.pk,
        "who": names.get(line.user_id, ""),
        "review": staff_date(line.review_on, day),
        "is_due": line.review_on <= day,
    }


def _tries(events, names):
    """Emergency tries that opened nothing, newest first, and how many are one's own."""
    by_user = Counter(event.user_id for event in events)
    return [
        {
            "at": _moment(event.at),
            "who": names.get(event.user_id, ""),
            "what": IN_VAIN[event.verb],
            "why": event.facts.get("words", ""),
            "times": by_user[event.user_id],
        }
        for event in events
    ]


def _person_asked(event):
    """Whom a refusal may be about; nothing where the address named no identifier."""
    try:
        return UUID(event.subject_id)
    except ValueError:
        return None


def _refusal(event, names, people):
    asked = _person_asked(event)
    return {
        "at": _moment(event.at),
        "who": names.get(event.user_id, ""),
        "what": words_of_page(event.subject_type),
        "asked": people.get(asked, UNSEEN) if asked else NOBODY,
    }


@requires(Permission.REVIEW_EMERGENCY_ACCESS)
@once
def review_emergency_access(request, item_id):
    viewer = request.viewer
    alerts = WorkItem.objects.visible_to(viewer).filter(kind=WorkKind.PRIVACY_ALERT)
    item = get_object_or_404(alerts, pk=item_id)
    form = ReviewEmergencyAccessForm(request.POST or None)
    if form.is_valid():
        actions.review_emergency_access(item=item, by=viewer, **form.cleaned_data)
        messages.success(request, "Review saved.")
        return redirect("patients:list_alerts")
    work.acknowledge_item(item=item, by=viewer)
    audit.saw("review_emergency_access", by=viewer, shown=_people([item]))
    facts = {
        "form": form,
        "item": item,
        "alert": alert_facts(item, viewer),
        "records": records_of(item, viewer),
    }
    return render(request, "patients/review_emergency_access.html", facts)


@requires(Permission.LIST_ACCESSES)
def list_accesses(request):
    viewer = request.viewer
    rows = Access.objects.of_scheme(viewer).newest_first()
    who = request.GET.get("who", "")
    if who.isdecimal():
        rows = rows.filter(user_id=int(who))
    rows = rows[:MOST_SHOWN]
    names = _names(row.user_id for row in rows)
    people = _named_people(viewer, _people(rows))
    audit.saw("list_accesses", by=viewer, shown=list(people))
    running = HeldLine.objects.open_to(viewer).running()
    held = set(running.values_list("access_id", flat=True))
    facts = {
        "current": "Who looked",
        "accesses": [_access(row, names, held, people, viewer) for row in rows],
    }
    return render(request, "patients/list_accesses.html", facts)


def _access(row, names, held, people, viewer):
    return {
        "pk": row.pk,
        "is_held": row.pk in held,
        "is_own": row.user_id == viewer.user_id,
        "at": _moment(row.at),
        "user": row.user_id,
        "who": names.get(row.user_id, ""),
        "what": words_of_page(row.what),
        "whom": _whom(row, people),
        "why": row.why or "own organisation",
        "shows_people": bool(row.patient_id or row.shown),
    }


def _whom(row, people):
    """The one person of a page by name; those of a list by their number."""
    if row.patient_id:
        return people.get(row.patient_id, UNSEEN)
    shown = len(row.shown or ())
    return f"A list of {shown}" if shown else NOBODY


@requires(Permission.EXCLUDE_STAFF)
@once
def exclude_staff(request):
    viewer = request.viewer
    members = Membership.objects.of_scheme(viewer).running_on(viewer.day)
    form = ExcludeStaffForm(
        request.POST or None,
        members=members.select_related("user", "organisation").order_by("user__name"),
    )
    if form.is_valid():
        actions.exclude_staff(by=viewer, **form.cleaned_data)
        messages.success(request, "If the scheme knows this person, it is done.")
        return redirect("patients:exclude_staff")
    running = list(Exclusion.objects.visible_to(viewer).filter(ended_at=None))
    audit.saw("exclude_staff", by=viewer, shown=_people(running))
    facts = {"form": form, "exclusions": _exclusions(running, viewer)}
    facts["current"] = "Exclusions"
    return render(request, "patients/exclude_staff.html", facts)


def _exclusions(rows, viewer):
    names = _names(row.user_id for row in rows)
    people = _named_people(viewer, _people(rows))
    return [
        {
            "pk": row.pk,
            "who": names[row.user_id],
            "whom": people.get(row.patient_id, UNSEEN),
            "because": row.because,
        }
        for row in rows
    ]


@requires(Permission.END_EXCLUSION)
@once
def end_exclusion(request, exclusion_id):
    viewer = request.viewer
    exclusions = Exclusion.objects.visible_to(viewer)
    exclusion = get_object_or_404(exclusions, pk=exclusion_id)
    form = EndExclusionForm(request.POST or None)
    if form.is_valid():
        actions.end_exclusion(exclusion=exclusion, by=viewer, **form.cleaned_data)
        messages.success(request, "The exclusion has ended.")
        return redirect("patients:exclude_staff")
    audit.saw("end_exclusion", by=viewer, shown=_people([exclusion]))
    (who,) = _names([exclusion.user_id]).values()
    people = _named_people(viewer, [exclusion.patient_id])
    facts = {"form": form, "who": who, "because": exclusion.because}
    facts["whom"] = people.get(exclusion.patient_id, UNSEEN)
    return render(request, "patients/end_exclusion.html", facts)
