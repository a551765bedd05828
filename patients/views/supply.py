"""Page: one person as their pharmacy sees them."""

from django.shortcuts import get_object_or_404, render

from accounts.permissions import Permission, requires
from core.templatetags.house import staff_date
from patients.models import (
    Consent,
    MedicineTold,
    Patient,
    PrescriberTurn,
    TimelineEntry,
)
from patients.pages import newer_words
from patients.rules.sharing import ConsentKind, SafeSupply
from patients.views.finding import showing

NONE_YET = "None recorded yet"
MOST_LINES = 20


@requires(Permission.SHOW_SUPPLY)
def show_supply(request, patient_id):
    """Consents and lines are behind both walls for whom no permission is live."""
    viewer = request.viewer
    people = Patient.objects.visible_to(viewer).supplied_to(viewer)
    patient = get_object_or_404(people, pk=patient_id)
    showing("show_supply", viewer, patient)
    consents = Consent.objects.visible_to(viewer).of(patient.pk).newest_first()
    lines = TimelineEntry.objects.visible_to(viewer).of(patient.pk).newest_first()
    facts = {
        "current": "Collections",
        "name": str(patient),
        "is_kept": patient.pk in viewer.supply_ids,
        "needs": _what_safe_supply_needs(patient, viewer),
        "shares": [_shared(one, viewer.day) for one in consents],
        "lines": [_line(one, viewer.day) for one in lines[:MOST_LINES]],
    }
    return render(request, "patients/show_supply.html", facts)


def _what_safe_supply_needs(patient, viewer):
    """Each word of the rule with what is known of it; unknown is said, not left out."""
    told = list(MedicineTold.objects.visible_to(viewer).of(patient.pk).newest())
    turns = PrescriberTurn.objects.visible_to(viewer).of(patient.pk)
    known = {
        SafeSupply.IDENTITY_AS_ON_THE_FORM: [patient.banner_line(viewer.day)],
        SafeSupply.MEDICINE: [
            f"{one.text}, as told by {one.told_by}, {staff_date(one.told_on)}"
            for one in told
        ]
        + list(newer_words(turns.said_on_return(viewer.day), told, viewer).values()),
        SafeSupply.PHONE_OF_PRESCRIBER: [
            f"{turn.prescriber_name}, {turn.place or turn.organisation.name},"
            f" {turn.telephone or turn.organisation.phone or 'no phone recorded yet'}"
            for turn in turns.newest_of_each_line(viewer.day)
        ],
    }
    return [(word.label, known.get(word) or [NONE_YET]) for word in SafeSupply]


def _shared(consent, day):
    what = ConsentKind(consent.kind).label
    if consent.withdrawn_on:
        return f"{what}: withdrawn {staff_date(consent.withdrawn_on, day)}"
    until = f" until {staff_date(consent.until_on, day)}" if consent.until_on else ""
    return f"{what}, since {staff_date(consent.from_on, day)}{until}"


def _line(entry, day):
    return f"{staff_date(entry.on_day, day)}: {entry.title}"
