"""How people and their rows are found."""

from patients.querysets.rows import (
    AppointmentQuerySet,
    CareLinkQuerySet,
    ConsultationQuerySet,
    EpisodeQuerySet,
    ExclusionQuerySet,
    GrantQuerySet,
    HealthEventQuerySet,
    MedicineToldQuerySet,
    NameQuerySet,
    PatientQuerySet,
    PersonRecordQuerySet,
    PharmacyRecordQuerySet,
    RemovableQuerySet,
    TeamRecordQuerySet,
    TimelineQuerySet,
    WorkItemQuerySet,
)

__all__ = [
    "AppointmentQuerySet",
    "CareLinkQuerySet",
    "ConsultationQuerySet",
    "EpisodeQuerySet",
    "ExclusionQuerySet",
    "GrantQuerySet",
    "HealthEventQuerySet",
    "MedicineToldQuerySet",
    "NameQuerySet",
    "PatientQuerySet",
    "PersonRecordQuerySet",
    "PharmacyRecordQuerySet",
    "RemovableQuerySet",
    "TeamRecordQuerySet",
    "TimelineQuerySet",
    "WorkItemQuerySet",
]
