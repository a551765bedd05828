"""What was suggested and decided about where a person's care is given."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agreements.models.columns import membership
from agreements.querysets import SuitabilityQuerySet
from agreements.rules.suitability import Place
from patients.models import PersonRecord


class Suitability(PersonRecord):
    """One look at where a person's care suits: never written again, the newest holds.

    ``asked`` keeps the criteria as they read on that day, with the answers.
    """

    on_day = models.DateField()
    at = models.DateTimeField(db_default=Now())
    asked = models.JSONField(default=list)
    suggested = models.CharField(max_length=24, choices=Place.choices())
    reasons = models.JSONField(default=list)
    decided = models.CharField(max_length=24, choices=Place.choices())
    because = models.CharField(max_length=500, blank=True)
    author = membership()
    author_name = models.CharField(max_length=300)

    objects = SuitabilityQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient"], name="suitability_of_patient")]
        constraints = [
            models.CheckConstraint(
                condition=Q(suggested__in=list(Place), decided__in=list(Place)),
                name="suitability_place_known",
            ),
            models.CheckConstraint(
                condition=Q(decided=models.F("suggested")) | ~Q(because=""),
                name="suitability_says_why_it_differs",
            ),
        ]

    def __str__(self):
        return Place(self.decided).label

    @property
    def answers(self):
        return {row["code"]: row["answer"] for row in self.asked}
