"""How referrals are found. The first wall is ``visible_to``."""

from django.db import models
from django.db.models import F, Q

from patients.querysets import PersonRecordQuerySet, sight
from referrals.rules.states import FINAL, UNSEEN, State


def _seen(viewer):
    """By those who keep the record; while it is open, by the organisation asked."""
    shown = Q(shown_to_id__in=viewer.answers_for)
    return sight.walled(viewer, sight.team(viewer) | shown)


class ReferralQuerySet(PersonRecordQuerySet):
    """Named ways to ask for referrals."""

    def visible_to(self, viewer):
        """And by the person, who reads where it stands and none of the acts."""
        own = sight.walled(viewer, Q(patient_id__in=viewer.own_ids))
        return self.filter(_seen(viewer) | own)

    def open(self):
        return self.exclude(state__in=FINAL)

    def over(self):
        return self.filter(state__in=FINAL)

    def came_in(self, viewer):
        return self.filter(asked_organisation_id=viewer.organisation_id)

    def sent_out(self, viewer):
        return self.filter(from_organisation_id=viewer.organisation_id)

    def of_side(self, viewer):
        """Sent by the viewer's organisation, or to it."""
        return self.came_in(viewer) | self.sent_out(viewer)

    def past_target_on(self, day):
        """The breach list: the person lives, was not seen, and the day has gone."""
        late = self.filter(state__in=UNSEEN, target_on__lt=day)
        return late.filter(patient__died_on=None)

    def overtaken_by_a_death(self):
        """Open though the person has died, or stopped though they live."""
        living = Q(patient__died_on=None)
        return self.filter(
            ~living & ~Q(state__in=FINAL) | living & Q(state=State.STOPPED)
        )

    def longest_first(self):
        return self.order_by("target_on", "patient__family_key", "id")

    def newest_first(self):
        return self.order_by("-closed_on", "-sent_on", "id")

    def unsettled(self):
        """Where an act has left something that its own hand could not reach."""
        return self.filter(settled_n__lt=F("last_n"))

    def lines(self):
        """What a row of a list is drawn from, in one read."""
        return self.select_related("patient", "asked_organisation", "from_organisation")


class ActQuerySet(PersonRecordQuerySet):
    """What was done to referrals."""

    def visible_to(self, viewer):
        return self.filter(_seen(viewer))


class DirectoryServiceQuerySet(models.QuerySet):
    """The directory, as it stands on a day."""

    def of_scheme(self, viewer):
        return self.filter(scheme_id=viewer.scheme_id)

    def open_on(self, day):
        return self.filter(from_on__lte=day).filter(
            Q(ended_on=None) | Q(ended_on__gt=day)
        )

    def in_order(self):
        return self.select_related("organisation").order_by("kind", "name", "from_on")
