"""One emergency access as the privacy officer reads it: whom, why, what followed."""

from django.utils import timezone

from accounts.permissions import Permission
from accounts.viewer import Viewer
from audit.models import Access, Event
from core import clock
from patients.models import Patient, WorkItem
from patients.rules.grants import EmergencyReason, emergency_expires_at, time_left
from patients.rules.limits import Limits

MOST_SHOWN = 50
# The officer's sight of a name ends; that there was somebody stays.
UNSEEN = "Somebody whom you may not see now"
OUTCOMES = {
    "emergency_access_opened": "The record was opened",
    "emergency_access_refused": "Refused: the person wishes not to be seen by them",
}


def words_of_page(page: str) -> str:
    """A page in the words of the permission that opens it."""
    known = page in list(Permission)
    return Permission(page).sentence if known else page.replace("_", " ")


def records_of(item: WorkItem, viewer: Viewer) -> list[str]:
    """Who keeps the records that one number stands on; nobody is named."""
    compared = Event.objects.of_scheme(viewer).of_numbers(item.source_id).first()
    records = compared.facts["records"] if compared else []
    return [f"Record {pk}, kept by {_kept_by(*places)}" for pk, *places in records]


def _kept_by(service, practice):
    return " and ".join(name for name in (service, practice) if name != "None")


def alert_facts(item: WorkItem, viewer: Viewer) -> dict:
    """Nothing but the title where the trail tells no more."""
    if item.patient_id is None:
        return {}
    told = list(Event.objects.of_scheme(viewer).emergencies_of(item.patient_id))
    event = next((one for one in told if one.subject_id == str(item.source_id)), None)
    if event is None:
        return {}
    person = Patient.objects.visible_to(viewer).filter(pk=item.patient_id).first()
    opened = Access.objects.of_scheme(viewer).in_emergency(event).order_by("id")
    return {
        "person": person.banner_line(viewer.day) if person else UNSEEN,
        "began": _moment(event.at),
        "outcome": OUTCOMES[event.verb],
        "reason": EmergencyReason(event.facts["reason"]).label,
        "words": event.facts["words"],
        "end": _end(event, told),
        "opened": [
            f"{_moment(one.at)}: {words_of_page(one.what)}"
            for one in opened[:MOST_SHOWN]
        ],
    }


def _end(event, told):
    """How it ended, or how long it lasts yet; a refused one never began."""
    if event.verb != "emergency_access_opened":
        return ""
    over_at = emergency_expires_at(
        event.at, Limits(emergency_hours=event.facts["hours"])
    )
    ended = [
        one.at
        for one in told
        if one.verb == "emergency_access_ended"
        and one.membership_id == event.membership_id
        and event.at <= one.at < over_at
    ]
    if ended:
        return f"ended by them at {_moment(ended[0])}"
    now = clock.now()
    if now >= over_at:
        return f"ended by itself at {_moment(over_at)}"
    return f"still open, {time_left(over_at, now)} left"


def _moment(at):
    return f"{timezone.localtime(at):%d-%b-%Y %H:%M}"
