"""Whose turn it is to prescribe: one name at every moment."""

from django.db import models
from django.db.models import Q

from accounts.models import Membership
from patients import rules
from patients.models.person import PersonRecord, organisation
from patients.querysets import TurnQuerySet


class PrescriberTurn(PersonRecord):
    """From this day on this member prescribes this line, until the next turn begins.

    There is no end column, so neither a gap nor an overlap can be written. Of somebody
    outside (prison, hospital, elsewhere) it says where, who told it, and how to ask; of
    one that began with a return, what was said of the medicine there.
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
    place = models.CharField(max_length=100, blank=True)
    told_by = models.CharField(max_length=100, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    told_on = models.DateField(null=True, blank=True)
    words_on_return = models.CharField(max_length=1000, blank=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "line", "n"], name="turn_once_in_its_line"
            ),
            models.CheckConstraint(
                condition=Q(membership__isnull=False, told_on=None)
                & ~Q(because__in=rules.words.OUTSIDE)
                | Q(
                    membership=None,
                    organisation=0,
                    because__in=rules.words.OUTSIDE,
                    told_on__isnull=False,
                )
                & ~Q(place="")
                & ~Q(told_by="")
                & ~Q(telephone=""),
                name="turn_of_a_member_or_of_whom_somebody_told",
            ),
        ]

    def __str__(self):
        return self.prescriber_name

    @property
    def is_outside(self):
        return self.because in rules.words.OUTSIDE

    def why_not_told(self, practice_id):
        """Why telling of a medicine cannot change who prescribes."""
        is_practices = self.organisation_id == practice_id
        return rules.turns.why_not_told(
            rules.words.TurnBecause(self.because),
            self.prescriber_name,
            self.place,
            is_practices=is_practices,
        )
