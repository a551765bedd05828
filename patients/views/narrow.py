"""Pages of those who see little: the person, the pharmacist, mentor and partner."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, Setting
from accounts.permissions import Permission, Role, requires
from accounts.viewer import OWN
from audit import actions as audit
from audit.querysets import who_looked
from core.reach import Reach
from core.templatetags.house import person_date, staff_date
from patients.models import Aim, Appointment, MedicineTold, Patient, PrescriberTurn
from patients.pages import identity, newer_words
from patients.rules.names import search_key

MOST_LOOKS = 200
ONE_VISIT = timedelta(minutes=30)
PAGES = {
    "show_case": "read your case page",
    "list_timeline": "read your timeline",
    "log_consultation": "opened a consultation form",
    "show_consultation": "read an entry",
    "list_caseload": "had you on a list",
    "show_home": "had you on a work list",
    "search_people": "found you in a search",
    "print_agreement": "printed your agreement",
    "print_letter": "printed a letter about your care",
    "print_appointment": "printed the letter of your appointment",
}


@requires(Permission.SHOW_OWN_RECORD)
def show_own_record(request):
    viewer = request.viewer
    patient = Patient.objects.open_to(viewer).filter(pk__in=viewer.own_ids).first()
    if patient is None:
        raise Http404
    audit.saw("show_own_record", by=viewer, patient_id=patient.pk)
    shows_names = Setting.objects.values_in_force(viewer)["names_shown_to_person"]
    looks = who_looked(patient.pk, MOST_LOOKS)
    booked = Appointment.objects.visible_to(viewer).of(patient.pk)
    facts = {
        "current": "My record",
        "hello": patient.preferred or patient.given or patient.family,
        "person": identity(patient, viewer.day),
        "phone": _phone_of(patient),
        "next": booked.next_from(viewer.day),
        "aim": Aim.objects.visible_to(viewer).of(patient.pk).newest_first().first(),
        "looks": [
            _look(visit, shows_names)
            for visit in _visits(row for row in looks if row[5] != OWN)
        ],
    }
    return render(request, "patients/show_own_record.html", facts)


def _phone_of(patient):
    """Whom to ring if they cannot come: whoever looks after them."""
    place = patient.service_id or patient.practice_id
    return Organisation.objects.filter(pk=place).values_list("phone", flat=True).first()


def _visits(looks):
    """Rows of who looked, newest first, those of one member's visit together."""
    visits = []
    for at, *who, what, why in looks:
        last = visits[-1] if visits else None
        if last and last[1:] == [who, why] and last[0][0][0] - at <= ONE_VISIT:
            last[0].append((at, what))
        else:
            visits.append([[(at, what)], who, why])
    return visits


def _look(visit, shows_names):
    opened, (name, role, organisation), why = visit
    at = opened[-1][0]
    pages = dict.fromkeys(PAGES.get(what, "opened your record") for _, what in opened)
    moment = timezone.localtime(at)
    role = Role(role).label
    return {
        "day": f"{person_date(moment.date())}, {moment:%H:%M}",
        "who": f"{name}, {role}" if shows_names else role,
        "where": organisation,
        "what": ", ".join(pages),
        "why": f" ({why.replace('_', ' ')})" if why else "",
    }


@requires(Permission.LIST_COLLECTIONS)
def list_collections(request):
    viewer = request.viewer
    told = MedicineTold.objects.visible_to(viewer).newest_of_each()
    typed = search_key(request.GET.get("q", "")[:100])
    rows = [row for row in told.select_related("patient") if _is_named(row, typed)]
    rows.sort(key=lambda row: (row.patient.family_key, row.patient.given_key))
    turns = PrescriberTurn.objects.visible_to(viewer).said_on_return(viewer.day)
    newer = newer_words(turns, rows, viewer)
    away = _who_prescribes_outside(viewer)
    audit.saw("list_collections", by=viewer, shown=[row.patient_id for row in rows])
    facts = {
        "current": "Collections",
        "typed": request.GET.get("q", "")[:100],
        "people": [
            identity(row.patient, viewer.day)
            | {"medicine": row.text, "told_by": row.told_by, "told_on": row.told_on}
            | {"newer": newer.get((row.patient_id, row.line), "")}
            | {"away": away.get((row.patient_id, row.line), "")}
            | {"supply_url": reverse("patients:show_supply", args=[row.patient_id])}
            for row in rows
        ],
    }
    return render(request, "patients/list_collections.html", facts)


def _who_prescribes_outside(viewer):
    """By person and line: a second supply is the harm to be feared."""
    turns = PrescriberTurn.objects.visible_to(viewer).outside_on(viewer.day)
    return {
        (
            turn.patient_id,
            turn.line,
        ): f"{turn.prescriber_name}, {turn.place}, prescribes"
        f" since {staff_date(turn.starts_on, viewer.day)}"
        for turn in turns
    }


def _is_named(row, typed):
    """Whether one of the names begins with what is typed, or nothing is."""
    one = row.patient
    names = (one.family_key, one.given_key, one.preferred_key)
    return any(name.startswith(typed) for name in names)


@requires(Permission.LIST_MATCHES)
def list_matches(request):
    viewer = request.viewer
    people = Patient.objects.visible_to(viewer).filter(pk__in=viewer.ids(Reach.NAME))
    rows = list(people.order_by("family_key"))
    works = viewer.may(Permission.SHOW_CASE)
    opens = set(viewer.ids(Reach.RECORD)) if works else ()
    audit.saw("list_matches", by=viewer, shown=[row.pk for row in rows])
    facts = {
        "current": "People I support",
        "people": [
            {
                "name": str(row) if works else row.preferred or str(row),
                "url": row.get_absolute_url() if row.pk in opens else "",
                "instruction": row.safety_instruction,
            }
            for row in rows
        ],
    }
    return render(request, "patients/list_matches.html", facts)
