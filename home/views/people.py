"""Pages: lists of people, search, the case page and the timeline."""

from uuid import UUID

from django.shortcuts import render

from accounts.models import Membership, Organisation
from accounts.permissions import Permission, requires
from agreements.models import Agreement
from agreements.pages import case_lines
from agreements.views.finding import open_or_told
from audit import actions as audit
from core.kept import Kept
from home import pages
from patients.models import CareLink, Consultation, Patient, TimelineEntry, WorkItem
from patients.pages import banner, identity
from patients.querysets.facts import case_facts
from patients.rules.search import Sought, what_is_searched
from patients.rules.words import TimelineKind
from patients.views.finding import open_patient

ON_A_PAGE = 20
MOST_FOUND = 50
MOST_ISSUES = 10


def _one_page(rows, page):
    """The rows of one page, and whether there are more."""
    start = (page - 1) * ON_A_PAGE
    found = list(rows[start : start + ON_A_PAGE + 1])
    return found[:ON_A_PAGE], len(found) > ON_A_PAGE


def _person_of(request):
    """Whose row alone is asked for, as a list does that has changed it in place."""
    try:
        return UUID(request.GET.get("person", ""))
    except ValueError:
        return None


def _lines(links, viewer):
    """Whoever records core facts is told which are missing."""
    listed = links.overdue_first()
    if viewer.may(Permission.RECORD_CORE_FACTS):
        return listed.lines_with_facts()
    return listed.lines()


def _caseload(viewer, whose):
    links = CareLink.objects.visible_to(viewer).on_list_of(viewer).active()
    if whose == "mine":
        links = links.of_worker(viewer)
    elif whose == "covered":
        links = links.of_those_covered(viewer)
    return links


def _first_page(whose):
    """What most ask for, and one line more, which tells whether there are."""
    return Kept(
        f"caseload_{whose}",
        lambda viewer: _lines(_caseload(viewer, whose), viewer),
        most=ON_A_PAGE + 1,
    )


FIRST_PAGES = {whose: _first_page(whose) for whose in ("all", "mine", "covered")}


def _page_of_caseload(viewer, whose, page, person):
    if page == 1 and not person and whose in FIRST_PAGES:
        return _one_page(FIRST_PAGES[whose].rows(viewer), 1)
    links = _caseload(viewer, whose)
    if person:
        links = links.of_person(person)
    return _one_page(_lines(links, viewer), page)


@requires(Permission.LIST_CASELOAD)
def list_caseload(request):
    viewer = request.viewer
    page, whose = pages.page_of(request), request.GET.get("whose", "all")
    rows, more = _page_of_caseload(viewer, whose, page, _person_of(request))
    audit.saw("list_caseload", by=viewer, shown=[row[0] for row in rows])
    facts = {
        "current": "Caseload",
        "people": [pages.caseload_line(row, viewer) for row in rows],
        "whose": whose,
        "pages": pages.paging(page, more, f"?whose={whose}"),
    }
    return render(request, "home/list_caseload.html", facts)


@requires(Permission.LIST_CLINIC)
def list_clinic(request):
    viewer = request.viewer
    links = CareLink.objects.visible_to(viewer).on_list_of(viewer).active()
    practices = Organisation.objects.filter(
        pk__in=links.exclude(practice_id=0).values("practice_id").distinct()
    )
    chosen = request.GET.get("practice", "")
    practice = practices.filter(pk=chosen).first() if chosen.isdecimal() else None
    rows = []
    if practice:
        rows = list(_lines(links.in_practice(practice.pk), viewer)[:MOST_FOUND])
        audit.saw("list_clinic", by=viewer, shown=[row[0] for row in rows])
    facts = {
        "current": "Clinics",
        "practices": practices,
        "practice": practice,
        "people": _of_clinic(rows, viewer),
    }
    return render(request, "home/list_clinic.html", facts)


def _of_clinic(rows, viewer):
    """Beside each person the reviews and vaccines that wait for them."""
    items = WorkItem.objects.visible_to(viewer)
    dues = {}
    for person, title, due_on in items.due_of([row[0] for row in rows]):
        dues.setdefault(person, []).append(pages.due_line(title, due_on, viewer))
    return [
        pages.caseload_line(row, viewer) | {"dues": dues.get(row[0], ())}
        for row in rows
    ]


def _issues(viewer):
    """What waits in the practice, whoever it is for; one more than is shown."""
    items = WorkItem.objects.visible_to(viewer).on_list_of(viewer)
    waiting = items.of_colleagues(viewer).waiting_on(viewer.day).most_harm_first()
    return list(waiting.lines("membership__user__name")[: MOST_ISSUES + 1])


@requires(Permission.SHOW_PRACTICE)
def show_practice(request):
    viewer, page = request.viewer, pages.page_of(request)
    links = CareLink.objects.visible_to(viewer).on_list_of(viewer).active()
    rows, more = _one_page(links.overdue_first().lines_with_worker(), page)
    issues = _issues(viewer)
    seen = [row[0] for row in rows] + [row[5] for row in issues if row[5]]
    audit.saw("show_practice", by=viewer, shown=seen)
    staff = Membership.objects.at_work(viewer, [viewer.organisation_id])
    facts = {
        "current": "Practice",
        "people": [pages.practice_line(row, viewer) for row in rows],
        "counts": pages.counts(links.count(), links.in_treatment().count()),
        "issues": [pages.issue_line(row, viewer) for row in issues[:MOST_ISSUES]],
        "more_issues": len(issues) > MOST_ISSUES,
        "staff": pages.staff_lines(staff),
        "leads": pages.lead_lines(_led(viewer), staff),
        "pages": pages.paging(page, more, "?"),
    }
    return render(request, "home/show_practice.html", facts)


def _led(viewer):
    agreements = Agreement.objects.visible_to(viewer)
    return agreements.led_in(viewer.organisation_id)


@requires(Permission.SEARCH_PEOPLE)
def search_people(request):
    viewer, typed = request.viewer, request.GET.get("q", "")[:100]
    search = what_is_searched(typed, viewer.day)
    people = Patient.objects.visible_to(viewer).unmerged().matching(search)
    found = list(people.order_by("family_key", "given_key")[: MOST_FOUND + 1])
    audit.record("people_searched", by=viewer, sought=search.sought)
    audit.saw("search_people", by=viewer, shown=[one.pk for one in found[:MOST_FOUND]])
    facts = {
        "typed": typed,
        "problem": search.problem if typed else "",
        "people": [identity(one, viewer.day) for one in found[:MOST_FOUND]],
        "more": len(found) > MOST_FOUND,
        "nothing": typed and search.sought != Sought.NOTHING and not found,
    }
    return render(request, "home/search_people.html", facts)


@requires(Permission.SHOW_CASE)
def show_case(request, patient_id):
    viewer = request.viewer
    patient = open_or_told(viewer, patient_id)
    audit.saw("show_case", by=viewer, patient_id=patient.pk)
    facts = {
        "patient": patient,
        "banner": banner(patient, viewer),
        "case": pages.case(case_facts(patient, viewer), patient, viewer),
        "agreements": case_lines(patient, viewer)
        if viewer.may(Permission.SHOW_AGREEMENT)
        else [],
    }
    return render(request, "home/show_case.html", facts)


@requires(Permission.LIST_TIMELINE)
def list_timeline(request, patient_id):
    viewer, page = request.viewer, pages.page_of(request)
    patient = open_patient(viewer, patient_id)
    kind = request.GET.get("kind", "")
    lines = TimelineEntry.objects.visible_to(viewer).of(patient.pk)
    if kind in list(TimelineKind):
        lines = lines.filter(kind=kind)
    rows, more = _one_page(lines.newest_first().lines(), page)
    audit.saw("list_timeline", by=viewer, patient_id=patient.pk)
    entries = Consultation.objects.visible_to(viewer)
    amended = entries.amended_among({row[5] for row in rows if row[5]})
    facts = {
        "patient": patient,
        "banner": banner(patient, viewer),
        "lines": [
            pages.timeline_line((*row, row[5] in amended), viewer) for row in rows
        ],
        "kinds": TimelineKind.choices(),
        "kind": kind,
        "pages": pages.paging(page, more, f"?kind={kind}"),
    }
    return render(request, "home/list_timeline.html", facts)
