"""Tables of the person and of every fact that several apps read, split by noun."""

from patients.models.aim import Aim
from patients.models.appointment import Appointment
from patients.models.consultation import Consultation
from patients.models.episode import Closing, Episode
from patients.models.fact import (
    Condition,
    Flag,
    HealthEvent,
    MedicineTold,
    OtherMedicine,
)
from patients.models.person import Contact, Name, Patient, PersonRecord
from patients.models.sight import Consent, Exclusion, Grant, NoContact
from patients.models.timeline import TimelineEntry
from patients.models.turn import PrescriberTurn
from patients.models.work import CareLink, WorkItem

__all__ = [
    "Aim",
    "Appointment",
    "CareLink",
    "Closing",
    "Condition",
    "Consent",
    "Consultation",
    "Contact",
    "Episode",
    "Exclusion",
    "Flag",
    "Grant",
    "HealthEvent",
    "MedicineTold",
    "Name",
    "NoContact",
    "OtherMedicine",
    "Patient",
    "PersonRecord",
    "PrescriberTurn",
    "TimelineEntry",
    "WorkItem",
]
