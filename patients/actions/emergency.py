"""Emergency access: opening a record that is closed to one, and saying why."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal
from patients.models import Patient
from patients.rules.grants import EmergencyReason
from patients.rules.limits import Limits
from patients.rules.names import search_key
from patients.rules.worklist import HARM_ORDER, WorkKind


@dataclass(frozen=True)
class Sought:
    """Exactly one person: by number and birth, or by name, birth and postcode."""

    born_on: date
    nhs_number: str = ""
    family: str = ""
    given: str = ""
    postcode: str = ""

    def as_keys(self) -> dict:
        return {
            "born_on": self.born_on.isoformat(),
            "nhs_number": self.nhs_number,
            "family": search_key(self.family),
            "given": search_key(self.given),
            "postcode": self.postcode,
        }


def request_emergency_access(
    *, sought: Sought, reason: EmergencyReason, words: str, limits: Limits, by: Viewer
) -> UUID | None:
    """Open the record of the person sought for some hours; the privacy officer is told.

    The record is open from the next request on. None if nobody is opened: no such
    person in the scheme, or one who wishes not to be seen by the viewer; the two are
    not told apart. A record that is open already is not opened for longer.

    Units: ``limits`` says for how many hours, and how often a day.
    Raises: Refusal if the viewer has used it as often as a day allows.
    """
    alert = {
        "kind": WorkKind.PRIVACY_ALERT,
        "harm": HARM_ORDER[WorkKind.PRIVACY_ALERT],
        "title": f"Emergency access: {by.signature}",
        "refused": f"Emergency access refused by an exclusion: {by.signature}",
    }
    outcome, person = _break_glass(sought, reason, words, limits, alert)
    if outcome == "used_up":
        raise Refusal(
            "You have used emergency access as often as a day allows. "
            "Telephone the service that looks after the person."
        )
    return person


@transaction.atomic
def end_emergency_access(*, patient: Patient, by: Viewer) -> None:
    """End one's own emergency access to a person from the next request on.

    Safe to repeat: nothing is written where none runs.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.end_emergency(%s)", [patient.pk])
        (has_ended,) = cursor.fetchone()
    if has_ended:
        audit.record("emergency_access_ended", by=by, patient_id=patient.pk)


def _break_glass(sought, reason, words, limits, alert):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome, person FROM ctx.break_glass(%s, %s, %s, %s, %s, %s)",
            [
                json.dumps(sought.as_keys()),
                reason,
                words,
                limits.emergency_hours,
                limits.emergency_uses_a_day,
                json.dumps(alert),
            ],
        )
        return cursor.fetchone()
