"""How people and their rows are found."""

from patients.querysets.lists import (
    AppointmentQuerySet,
    CareLinkQuerySet,
    WorkItemQuerySet,
)
from patients.querysets.rows import (
    AimQuerySet,
    ClosingQuerySet,
    ConsentQuerySet,
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
    TurnQuerySet,
)

__all__ = [
    "AimQuerySet",
    "AppointmentQuerySet",
    "CareLinkQuerySet",
    "ClosingQuerySet",
    "ConsentQuerySet",
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
    "TurnQuerySet",
    "WorkItemQuerySet",
]
