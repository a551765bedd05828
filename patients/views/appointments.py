"""Pages: who is expected, who has arrived, and booking. Nothing clinical."""

from datetime import date, timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import Permission, requires
from audit import actions as audit
from core import paper
from core.once import once
from core.templatetags.house import staff_date, staff_time
from patients.actions import appointments as actions
from patients.forms.appointment import BookAppointmentForm
from patients.models import Appointment, Patient
from patients.pages import banner, identity, name_of
from patients.pages.letters import appointment_facts
from patients.rules.appointments import State, Turn, Verb, moves

ONE_DAY = timedelta(days=1)
LABELS = {
    Verb.ARRIVE: "Arrived",
    Verb.MISS: "Did not attend",
    Verb.SEE: "Seen",
    Verb.WE_CANCEL: "We cancelled",
    Verb.THEY_CANCEL: "They cancelled",
    Verb.CORRECT: "Put right",
}


def _turn(viewer):
    return Turn.WORKER if viewer.may(Permission.LOG_CONTACT) else Turn.RECEPTION


@requires(Permission.LIST_ARRIVALS)
def list_arrivals(request):
    viewer = request.viewer
    day = _day_of(request)
    expected = Appointment.objects.visible_to(viewer).on_list_of(viewer)
    rows = list(expected.on(day).lines())
    left = expected.without_outcome(viewer.day)
    audit.saw("list_arrivals", by=viewer, shown=[row[1] for row in rows])
    facts = {
        "current": "Arrivals",
        "people": [_line(row, viewer) for row in rows],
        "day": f"{day:%A %d-%b}",
        "is_today": day == viewer.day,
        "yesterday": viewer.day - ONE_DAY,
        "left": sorted(set(left.days()) - {day}),
    }
    return render(request, "patients/list_arrivals.html", facts)


def _day_of(request):
    """The day asked for, no later than today."""
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return request.viewer.day
    return min(asked, request.viewer.day)


def _line(row, viewer):
    pk, _person, starts_at, state, waiting, place, worker, instruction, *names = row
    return {
        "pk": pk,
        "name": names[2] or name_of(*names),
        "time": staff_time(starts_at),
        "place": place,
        "worker": worker,
        "instruction": instruction,
        "state": State(state).label,
        "waiting": f"waiting {waiting.seconds // 60} min" if waiting else "",
        "acts": [(m.verb, LABELS[m.verb]) for m in moves(State(state), _turn(viewer))],
    }


@requires(Permission.RECORD_ARRIVAL)
@once
def record_arrival(request, appointment_id):
    viewer = request.viewer
    expected = Appointment.objects.visible_to(viewer).on_list_of(viewer)
    appointment = get_object_or_404(expected, pk=appointment_id)
    verb = request.POST.get("verb")
    if request.method == "POST" and verb in list(Verb):
        actions.record_arrival(
            appointment=appointment, verb=Verb(verb), turn=_turn(viewer), by=viewer
        )
    day = timezone.localtime(appointment.starts_at).date()
    shown = "" if day == viewer.day else f"?day={day}"
    return redirect(reverse("patients:list_arrivals") + shown)


@requires(Permission.BOOK_APPOINTMENT)
@once
def book_appointment(request, patient_id):
    viewer = request.viewer
    people = Patient.objects.visible_to(viewer).living()
    patient = get_object_or_404(people, pk=patient_id)
    form = _form(request, patient)
    if form.is_valid():
        cleaned = form.cleaned_data
        actions.book_appointment(
            patient=patient,
            place=cleaned["place"],
            starts_at=form.starts_at(),
            with_member=cleaned["with_member"],
            by=viewer,
        )
        day = staff_date(cleaned["day"], viewer.day)
        messages.success(request, f"Booked for {day}.")
        return redirect("patients:book_appointment", patient.pk)
    audit.saw("book_appointment", by=viewer, patient_id=patient.pk)
    facts = {"form": form, "booked": _booked(patient, viewer)} | _who(patient, viewer)
    return render(request, "patients/book_appointment.html", facts)


def _booked(patient, viewer):
    """What the person is expected for here, each with its letter."""
    expected = Appointment.objects.visible_to(viewer).on_list_of(viewer)
    return [
        {
            "day": staff_date(timezone.localtime(one.starts_at).date(), viewer.day),
            "time": staff_time(one.starts_at),
            "place": one.place,
            "with": one.with_member.user.name,
            "letter": reverse("patients:print_appointment", args=[one.pk]),
        }
        for one in expected.of(patient.pk).booked_from(viewer.day)
    ]


@requires(Permission.PRINT_APPOINTMENT)
def print_appointment(request, appointment_id):
    viewer = request.viewer
    expected = Appointment.objects.visible_to(viewer).on_list_of(viewer)
    rows = expected.booked().select_related("organisation", "with_member__user")
    appointment = get_object_or_404(rows, pk=appointment_id)
    people = Patient.objects.visible_to(viewer).living()
    patient = get_object_or_404(people, pk=appointment.patient_id)
    audit.saw("print_appointment", by=viewer, patient_id=patient.pk)
    facts = appointment_facts(appointment, patient, viewer)
    letter = "patients/print_appointment.typ"
    return paper.show(letter, facts, name="letter", day=viewer.day)


def _form(request, patient):
    viewer = request.viewer
    return BookAppointmentForm(
        request.POST or None,
        members=Membership.objects.at_work(viewer, [viewer.organisation_id]),
        today=viewer.day,
        booked_at=lambda moment, member: _booked_at(viewer, patient, moment, member),
        initial={
            "place": viewer.organisation,
            "day": viewer.day + ONE_DAY,
            "with_member": viewer.membership_id,
        },
    )


def _who(patient, viewer):
    """The banner for those who read the record; for the desk the line of who it is."""
    who = {
        "person": identity(patient, viewer.day),
        "line": patient.banner_line(viewer.day),
        "instruction": patient.safety_instruction,
    }
    if Patient.objects.open_to(viewer).filter(pk=patient.pk).exists():
        who["banner"] = banner(patient, viewer)
    return who


def _booked_at(viewer, patient, moment, member):
    """Who is booked at this very time already: the person, the worker, or neither."""
    booked = Appointment.objects.visible_to(viewer).booked_at(moment)
    taken = booked.values_list("patient_id", "with_member_id")
    for person, worker in taken:
        if person == patient.pk:
            yield str(patient)
        if worker == member.pk:
            yield member.user.name
