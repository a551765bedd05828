"""One time in treatment, from opening to close."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Membership, User
from patients import rules
from patients.models.person import PersonRecord
from patients.querysets import ClosingQuerySet, EpisodeQuerySet


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


class Closing(PersonRecord):
    """A proposal to end somebody's care, which goes on until a second one agrees."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField()
    reason = models.CharField(
        max_length=24, choices=rules.episode.CloseReason.choices()
    )
    note = models.CharField(max_length=1000)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_name = models.CharField(max_length=200)
    proposed_at = models.DateTimeField(db_default=Now())
    answer = models.CharField(
        max_length=12, choices=rules.episode.ClosingAnswer.choices(), blank=True
    )
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=500, blank=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient"], name="closing_of_patient")]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(answer=""),
                name="closing_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None)
                | Q(answer__gt="", answered_by__isnull=False),
                name="closing_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["agreed", "refused"])
                | ~Q(answered_by=F("proposed_by")),
                name="closing_answered_by_another",
            ),
        ]

    def __str__(self):
        return f"{rules.episode.CloseReason(self.reason).label} on {self.closed_on}"
