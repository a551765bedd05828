"""The aim: what the person wants now, and apart from it in the long term."""

from django.db import models

from accounts.models import Membership
from patients import rules
from patients.models.person import PersonRecord
from patients.querysets import AimQuerySet


class Aim(PersonRecord):
    """What a person wants, from a day on. The newest stands; the earlier ones stay."""

    n = models.IntegerField()
    present = models.CharField(max_length=12, choices=rules.aim.PresentAim.choices())
    words = models.CharField(max_length=300)
    long_term = models.CharField(max_length=200, blank=True)
    long_term_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    from_on = models.DateField()
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=100)

    objects = AimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "n"], name="aim_one_after_another"
            )
        ]

    def facts(self):
        """What pages show of it."""
        shown = ("present", "words", "long_term", "long_term_on", "reason")
        names = (*shown, "from_on", "author_name")
        return {name: getattr(self, name) for name in names}
