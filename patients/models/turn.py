"""Whose turn it is to prescribe: one name at every moment."""

from django.db import models

from accounts.models import Membership
from patients import rules
from patients.models.person import PersonRecord, organisation
from patients.querysets import TurnQuerySet


class PrescriberTurn(PersonRecord):
    """From this day on this member prescribes this line, until the next turn begins.

    There is no end column, so neither a gap nor an overlap can be written.
    """

    pharmacy_id = models.IntegerField()
    line = models.CharField(max_length=24, choices=rules.words.TreatmentLine.choices())
    n = models.IntegerField()
    starts_on = models.DateField()
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = organisation()
    prescriber_name = models.CharField(max_length=100)
    because = models.CharField(max_length=24, choices=rules.words.TurnBecause.choices())
    because_id = models.UUIDField(null=True, blank=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "line", "n"], name="turn_once_in_its_line"
            )
        ]
