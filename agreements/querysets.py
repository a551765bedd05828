"""How agreements are found. The first wall is ``visible_to``."""

from django.db import models
from django.db.models import F, Q

from agreements.rules.states import LIVE, RUNNING, WAITING, State
from core.reach import Reach
from patients.querysets import PersonRecordQuerySet, sight


def _seen(viewer, sent, asked):
    """By those who keep the record; once sent, by the practice asked and the person."""
    outside = Q(**{f"{asked}__in": viewer.orgs(Reach.RECORD)})
    outside |= Q(patient_id__in=viewer.own_ids)
    return sight.walled(viewer, sight.team(viewer) | sent & outside)


class AgreementQuerySet(PersonRecordQuerySet):
    """Named ways to ask for agreements."""

    def visible_to(self, viewer):
        sent = Q(sent_on__isnull=False)
        return self.filter(_seen(viewer, sent, "asked_organisation_id"))

    def live(self):
        return self.filter(state__in=LIVE)

    def running(self):
        return self.filter(state__in=RUNNING)

    def accepted(self):
        return self.filter(state=State.ACCEPTED)

    def agreed_with_person(self):
        return self.filter(agreed_on__isnull=False)

    def starting_by(self, day):
        return self.accepted().filter(starts_on__lte=day)

    def notice_come_by(self, day):
        return self.filter(state=State.NOTICE_GIVEN, notice_on__lte=day)

    def reply_overdue_on(self, day):
        return self.filter(state__in=WAITING, reply_by_on__lt=day)

    def review_due_by(self, day):
        return self.running().filter(review_due_on__lte=day)

    def unsettled(self):
        """Where an act has left something that its own hand could not reach."""
        return self.filter(settled_n__lt=F("last_n"))


class ActQuerySet(PersonRecordQuerySet):
    """What was done to agreements."""

    def visible_to(self, viewer):
        shown = ~Q(shown_to=0)
        return self.filter(_seen(viewer, shown, "shown_to_id"))


class DutyPrescriberQuerySet(models.QuerySet):
    """Who takes over, in each organisation."""

    def on(self, organisation_id, scheme_id, day):
        """The one named last by that day."""
        named = self.filter(organisation_id=organisation_id, scheme_id=scheme_id)
        return named.filter(from_on__lte=day).order_by("from_on", "id").last()
