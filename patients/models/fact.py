"""Facts about health that several apps read, each with its source and date."""

from django.db import models

from accounts.models import Membership
from patients import rules
from patients.models.person import PersonRecord, Removable
from patients.querysets import (
    HealthEventQuerySet,
    MedicineToldQuerySet,
    TeamRecordQuerySet,
)


class HealthEvent(Removable):
    """A vaccine dose, a test, a result: on a day, with when the next falls due."""

    kind = models.CharField(
        max_length=24, choices=rules.words.HealthEventKind.choices()
    )
    code = models.CharField(max_length=40, blank=True)
    on_day = models.DateField()
    result = models.CharField(max_length=100, blank=True)
    next_on = models.DateField(null=True, blank=True)
    consultation_id = models.UUIDField(null=True, blank=True)

    objects = HealthEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient", "kind"], name="health_event_of_patient")
        ]


class Condition(Removable):
    """Another condition: who looks after it, when it was and will be reviewed."""

    name = models.CharField(max_length=100)
    owner = models.CharField(max_length=100, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    told_by = models.CharField(max_length=100)
    told_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    consultation_id = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient"], name="condition_of_patient")]


class OtherMedicine(Removable):
    """A medicine from elsewhere, as told: never worked out here."""

    name = models.CharField(max_length=200)
    told_by = models.CharField(max_length=100)
    told_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    consultation_id = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient"], name="other_medicine_of_patient")]


class MedicineTold(PersonRecord):
    """The medicine of one treatment line as somebody told it, in words."""

    pharmacy_id = models.IntegerField()
    line = models.CharField(max_length=24, choices=rules.words.TreatmentLine.choices())
    turn_n = models.IntegerField()
    text = models.CharField(max_length=200)
    told_by = models.CharField(max_length=100)
    told_by_member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    told_on = models.DateField()

    objects = MedicineToldQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["patient", "line", "-told_on"], name="medicine_told_of_patient"
            )
        ]


class Flag(PersonRecord):
    """Something everyone on the case must see in words, until a day."""

    kind = models.CharField(max_length=24, choices=rules.words.FlagKind.choices())
    text = models.CharField(max_length=200)
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TeamRecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient"], name="flag_of_patient")]
