"""The letter of an appointment: it goes home, so it tells a stranger nothing."""

from django.utils import timezone

from accounts.viewer import Viewer
from core.paper import sender_of
from core.telling import tells
from core.templatetags.house import person_date
from patients.models import Appointment, Patient
from patients.pages.banner import called

TITLE = "Your appointment"
# Where the place's name would tell: they know it, and can ask.
NOT_NAMED = "The place that you know. Ring us if you are not sure."


def appointment_facts(
    appointment: Appointment, patient: Patient, viewer: Viewer
) -> dict:
    """To whom, when, where, with whom and whom to ring; nothing of what it is about."""
    begins = timezone.localtime(appointment.starts_at)
    phone = appointment.organisation.phone
    name, sender = called(patient), sender_of(viewer.neutral_name)
    when = [
        ["Day", f"{begins:%A} {person_date(begins)}"],
        ["Time", f"{begins:%H:%M}"],
        ["Where", _where(appointment)],
        ["With", appointment.with_member.user.name],
    ]
    ring = f"please ring {phone}" if phone else "please tell us"
    return {
        "title": TITLE,
        "sender": sender,
        "foot": "",
        "to": [name],
        "day": person_date(viewer.day),
        "dear": f"Dear {patient.preferred or patient.given or name},",
        "opening": "We look forward to seeing you.",
        "when": when,
        "closing": [f"If you cannot come, {ring}. We will find another time."],
    }


def _where(appointment):
    """The place, with its address where that is known, if neither tells."""
    place, at = appointment.place, appointment.organisation
    known = (at.address, at.postcode) if place == at.name else ()
    words = ", ".join(line for line in (place, *known) if line)
    return NOT_NAMED if tells(words) else words
