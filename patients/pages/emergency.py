"""The strip above a record that is open in an emergency: until when, and first things
first."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.viewer import Viewer
from patients.models import Patient
from patients.querysets.facts import emergency_facts

NONE_YET = "none recorded yet"


def emergency(patient: Patient, viewer: Viewer, medicine: list[str]) -> dict | None:
    """Nothing unless the viewer sees this person by emergency access."""
    if not viewer.is_in_emergency(patient.pk):
        return None
    running, prescribers, pharmacy = emergency_facts(patient, viewer)
    if running is None:
        return None
    expires_at, seconds = running
    ask = f": ask {_whom(pharmacy)}" if pharmacy else ""
    return {
        "until": _until(expires_at, seconds),
        "seconds": int(seconds),
        "end_url": f"{patient.get_absolute_url()}emergency/end/",
        "first": [
            ("Medicine", "; ".join(medicine) or NONE_YET),
            ("Last dose", f"{NONE_YET}{ask}"),
            ("Holds", f"{NONE_YET}{ask}"),
            ("Allergies", patient.allergies or "not asked"),
            ("Who prescribes", _prescribers(prescribers or ())),
        ],
    }


def _until(expires_at, seconds):
    """The hour, and the day where it is another; the demo's day says nothing here."""
    moment = timezone.localtime(datetime.fromisoformat(expires_at))
    today = (moment - timedelta(seconds=seconds)).date()
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%a %H:%M}"


def _prescribers(prescribers):
    told = [f"{name}, {_whom(place)}" for name, *place in prescribers]
    return "; ".join(told) or NONE_YET


def _whom(place):
    name, phone = place
    return f"{name}, {phone or 'no phone recorded yet'}"
