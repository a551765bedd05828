"""One time in treatment, from opening to close."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Membership
from patients import rules
from patients.models.person import PersonRecord
from patients.querysets import EpisodeQuerySet


class Episode(PersonRecord):
    """One time in treatment with one service; at most one is open."""

    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.CharField(
        max_length=24, choices=rules.episode.CloseReason.choices(), blank=True
    )
    setting = models.CharField(max_length=20, choices=rules.episode.Setting.choices())
    package = models.CharField(max_length=100, blank=True)
    named_worker = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    core_facts = models.JSONField(default=dict)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient"], name="episode_of_patient")]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "service_id"],
                condition=Q(closed_on=None),
                name="episode_one_open",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="episode_closes_after_opening",
            ),
        ]
