"""Named ways to ask what practices offer, and for how many they prescribe."""

from django.db import models

from agreements.querysets.facts import HELD, HeldRow
from agreements.rules.offers import OfferState, offered_on

# The number that stands for the scheme itself among its practices.
SCHEME_ITSELF = 0


class OfferQuerySet(models.QuerySet):
    """What practices offer."""

    def of(self, scheme_id, organisation_id):
        """All that was said of one practice, in the order in which it was said."""
        said = self.filter(scheme_id=scheme_id, organisation_id=organisation_id)
        return said.order_by("n").select_related("set_by__user")

    def of_scheme(self, scheme_id):
        """All that was said in a scheme, in that order."""
        return self.filter(scheme_id=scheme_id).order_by("organisation", "n")

    def in_force(self, scheme_id, day):
        """What holds on a day, by organisation; of those of whom nothing was said,
        nothing."""
        said = {}
        for row in self.of_scheme(scheme_id).filter(from_on__lte=day):
            said[row.organisation_id] = row
        return said

    def offered(self, scheme_id, organisation_id, day):
        """What one practice offers on a day."""
        rows = self.of(scheme_id, organisation_id)
        return offered_on([row.as_said() for row in rows], day)

    def leaving(self, scheme_id, day):
        """The leaving day of each that leaves, by organisation."""
        return {
            organisation: row.leaves_on
            for organisation, row in self.in_force(scheme_id, day).items()
            if row.state == OfferState.LEAVING
        }

    def held(self, practice=SCHEME_ITSELF):
        """For whom a practice, or all of the scheme's, prescribes, without a name of
        anybody: for the coordinator alone, as the database sees to it."""
        return [HeldRow(*row) for row in HELD.answer({"practice": practice})]
