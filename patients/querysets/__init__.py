"""How people and their rows are found."""

from patients.querysets.rows import (
    AppointmentQuerySet,
    CareLinkQuerySet,
    ConsultationQuerySet,
    EpisodeQuerySet,
    GrantQuerySet,
    HealthEventQuerySet,
    NameQuerySet,
    PatientQuerySet,
    PersonRecordQuerySet,
    PharmacyRecordQuerySet,
    TimelineQuerySet,
    WorkItemQuerySet,
)

__all__ = [
    "AppointmentQuerySet",
    "CareLinkQuerySet",
    "ConsultationQuerySet",
    "EpisodeQuerySet",
    "GrantQuerySet",
    "HealthEventQuerySet",
    "NameQuerySet",
    "PatientQuerySet",
    "PersonRecordQuerySet",
    "PharmacyRecordQuerySet",
    "TimelineQuerySet",
    "WorkItemQuerySet",
]
