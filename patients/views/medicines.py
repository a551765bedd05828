"""Pages: the medicine as told; substances and medicine over time."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.models import Membership
from accounts.permissions import Permission, requires
from core.once import once
from patients.actions import turns as actions
from patients.forms.medicine import TellMedicineForm
from patients.models import Consultation, MedicineTold, PrescriberTurn
from patients.pages import banner, newer_words
from patients.pages.picture import draw_uses, use_rows
from patients.views.finding import open_patient, showing

# As many entries as a picture can tell apart.
MOST_ENTRIES = 24


@requires(Permission.TELL_MEDICINE)
@once
def tell_medicine(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    form = TellMedicineForm(
        request.POST or None,
        prescribers=Membership.objects.prescribers(viewer),
        today=viewer.day,
        standing={one.line: one for one in _told(patient, viewer).newest()},
        turns={turn.line: turn for turn in _turns(patient, viewer)},
        practice_id=patient.practice_id,
        newer=_said_on_return(patient, viewer),
        initial={"told_on": viewer.day},
    )
    if form.is_valid() and form.is_looked_at():
        said = form.cleaned_data
        del said["looked_at"]
        actions.tell_medicine(patient=patient, by=viewer, **said)
        messages.success(request, "Medicine saved as it was told.")
        return redirect(patient)
    showing("tell_medicine", viewer, patient)
    facts = {"form": form, "banner": banner(patient, viewer)}
    return render(request, "patients/tell_medicine.html", facts)


def _told(patient, viewer):
    return MedicineTold.objects.visible_to(viewer).of(patient.pk)


def _said_on_return(patient, viewer):
    """By line, what was said of the medicine on a return and not told anew yet."""
    turns = PrescriberTurn.objects.visible_to(viewer).of(patient.pk)
    told = _told(patient, viewer).newest()
    newer = newer_words(turns.said_on_return(viewer.day), told, viewer)
    return {line: words for (_person, line), words in newer.items()}


def _turns(patient, viewer):
    turns = PrescriberTurn.objects.visible_to(viewer).of(patient.pk)
    return turns.newest_of_each_line(viewer.day).select_related("membership__user")


@requires(Permission.SHOW_SUBSTANCES)
def show_substances(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    showing("show_substances", viewer, patient)
    entries = Consultation.objects.visible_to(viewer).of(patient.pk).standing()
    told = _told(patient, viewer).order_by("told_on")
    newest = entries.exclude(kind="").newest_first()[:MOST_ENTRIES]
    days = [(entry.on_day, entry.answers()) for entry in reversed(newest)]
    medicines = list(told.values_list("told_on", "text", "told_by"))
    facts = {
        "banner": banner(patient, viewer),
        "picture": draw_uses(days, medicines),
        "rows": use_rows(days, medicines, viewer.day),
    }
    return render(request, "patients/show_substances.html", facts)
