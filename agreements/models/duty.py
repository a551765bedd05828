"""Who takes over, and what the scheme asks of agreements: nothing about a person."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Organisation, Scheme
from agreements.models.columns import membership
from agreements.querysets import (
    CriterionQuerySet,
    DutyPrescriberQuerySet,
    DutyTableQuerySet,
)
from agreements.rules.suitability import CriterionKind


def scheme():
    """The scheme whose row it is."""
    return models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")


class DutyPrescriber(models.Model):
    """Who takes over for an organisation in a scheme, from a day until another does."""

    scheme = scheme()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    member = membership(db_index=False)
    from_on = models.DateField()
    named_by = membership()
    named_at = models.DateTimeField(db_default=Now())

    objects = DutyPrescriberQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "scheme", "from_on"], name="duty_prescriber_on"
            )
        ]


class Criterion(models.Model):
    """One criterion of a scheme for care in practice, from a day to a day."""

    scheme = scheme()
    code = models.SlugField(max_length=40, db_index=False)
    sentence = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=CriterionKind.choices())
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    set_by = membership()
    set_at = models.DateTimeField(db_default=Now())
    ended_by = membership(null=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], name="criterion_code_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(CriterionKind)), name="criterion_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")),
                name="criterion_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.sentence


class DutyTable(models.Model):
    """Who does what under an agreement: a version of the scheme's, only added."""

    scheme = scheme()
    version = models.IntegerField()
    rows = models.JSONField(default=list)
    from_on = models.DateField()
    set_by = membership()
    set_at = models.DateTimeField(db_default=Now())

    objects = DutyTableQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "version"], name="duty_table_version_once"
            )
        ]

    def __str__(self):
        return f"Version {self.version}"
