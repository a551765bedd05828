"""Named ways to ask for advice threads, and for what was said under them."""

from django.db import models
from django.db.models import Case, F, Q, Value, When

from accounts.permissions import Permission
from agreements.rules.advice import AdviceState
from patients.querysets import sight


def _seen(viewer):
    """About a person: by those who keep the record, and the specialist who was asked.
    About nobody: by the two sides and, where it is discussed, by the scheme's GPs."""
    sides = Q(specialist_id__in=viewer.stands_for)
    sides |= Q(patient=None, asker_id__in=viewer.stands_for)
    seen = sight.team(viewer) | sides
    if viewer.may(Permission.LIST_DISCUSSIONS):
        seen |= Q(is_discussion=True)
    return sight.walled(viewer, seen)


class AdviceThreadQuerySet(models.QuerySet):
    """Questions."""

    def visible_to(self, viewer):
        return self.filter(_seen(viewer))

    def of_member(self, viewer):
        """Asked by, or of, the viewer or whom they cover."""
        asked = Q(asker_id__in=viewer.stands_for)
        return self.filter(asked | Q(specialist_id__in=viewer.stands_for))

    def discussions(self):
        return self.filter(is_discussion=True)

    def about(self, patient):
        return self.filter(patient=patient)

    def not_closed(self):
        return self.exclude(state=AdviceState.CLOSED)

    def open_first(self):
        """What waits longest, then what was answered or closed last."""
        is_open = Q(state=AdviceState.OPEN)
        return self.order_by(
            Case(When(is_open, then=Value(0)), default=Value(1)),
            Case(When(is_open, then=F("asked_at"))),
            "-asked_at",
        )

    def with_names(self):
        return self.select_related(
            "asker__user", "asker__organisation", "specialist__user"
        )


class AdviceMessageQuerySet(models.QuerySet):
    """What was said under questions."""

    def visible_to(self, viewer):
        return self.filter(_seen(viewer))

    def of_thread(self, thread):
        """In the order in which it was said."""
        return self.filter(thread=thread).order_by("n")
