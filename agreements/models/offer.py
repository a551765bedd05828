"""What each practice of a scheme offers, and the scheme itself: no person in it."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from agreements.models.columns import membership
from agreements.models.duty import scheme
from agreements.querysets import OfferQuerySet
from agreements.rules.offers import Offered, OfferState
from patients.models.person import organisation


class Offer(models.Model):
    """How far a practice takes part from a day on; organisation 0 is the scheme itself.

    Rows are only added, numbered: what holds is the last one said that has begun.
    """

    scheme = scheme()
    organisation = organisation()
    n = models.IntegerField()
    state = models.CharField(max_length=12, choices=OfferState.choices())
    from_on = models.DateField()
    leaves_on = models.DateField(null=True)
    duties = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    set_by = membership()
    set_at = models.DateTimeField(db_default=Now())

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "organisation", "n"], name="offer_said_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(OfferState)), name="offer_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.LEAVING, leaves_on__gte=F("from_on"))
                | (~Q(state=OfferState.LEAVING) & Q(leaves_on=None)),
                name="offer_leaves_on_a_day",
            ),
        ]

    def __str__(self):
        return OfferState(self.state).label

    def as_said(self):
        """As much of it as the rules ask."""
        return Offered(
            OfferState(self.state), self.from_on, self.leaves_on, self.duties
        )
