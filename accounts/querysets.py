"""How schemes, organisations, people who sign in and their memberships are found."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class OrganisationQuerySet(models.QuerySet):
    """Named ways to ask for organisations."""

    def real(self):
        """Without organisation 0, which stands for none."""
        return self.exclude(pk=0)

    def open_on(self, day):
        return self.real().filter(Q(closed_on=None) | Q(closed_on__gt=day))

    def in_scheme(self, scheme_id):
        return self.filter(places__scheme_id=scheme_id, places__left_on=None)


class MembershipQuerySet(models.QuerySet):
    """Named ways to ask for memberships."""

    def running_on(self, day):
        return self.filter(starts_on__lte=day, ended_at=None).filter(
            Q(ends_on=None) | Q(ends_on__gte=day)
        )

    def of_scheme(self, viewer):
        return self.filter(scheme_id=viewer.scheme_id)

    def of_user(self, user):
        return self.filter(user=user).select_related("organisation", "scheme", "user")

    def of_usernames(self, usernames):
        """With all that a card says of a person, in the order of joining."""
        found = self.filter(user__username__in=usernames, user__is_active=True)
        return found.select_related("organisation", "user").order_by("id")

    def colleagues_of(self, viewer):
        """Those who work for the viewer's own organisation in the viewer's scheme."""
        return self.of_scheme(viewer).filter(organisation_id=viewer.organisation_id)


class InvitationQuerySet(models.QuerySet):
    """Links that can still be used."""

    def open(self):
        return self.filter(used_at=None, expires_at__gt=Now(), user__is_active=True)


class SettingQuerySet(models.QuerySet):
    """A scheme's dated values."""

    def in_force(self, scheme_id, day):
        """The newest value of each key on ``day``."""
        dated = self.filter(scheme_id=scheme_id, from_on__lte=day)
        return dated.order_by("key", "-from_on", "-id").distinct("key")
