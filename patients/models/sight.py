"""Who may see a person: permission, grants, exclusions."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Membership, Organisation, User
from core.models import Record
from core.reach import Reach
from patients import rules
from patients.models.person import PersonRecord, organisation
from patients.querysets import (
    ConsentQuerySet,
    ExclusionQuerySet,
    GrantQuerySet,
    TeamRecordQuerySet,
)


class Consent(PersonRecord):
    """One permission to share: with whom, what, from when to when."""

    pharmacy_id = models.IntegerField()
    recipient = organisation()
    recipient_kind = models.CharField(
        max_length=16, choices=rules.sharing.RecipientKind.choices()
    )
    kind = models.CharField(max_length=16, choices=rules.sharing.ConsentKind.choices())
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=200, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient"], name="consent_of_patient"),
            models.Index(
                fields=["recipient", "until_on"],
                name="consent_with_an_end",
                condition=Q(until_on__isnull=False, withdrawn_on=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="consent_ends_after_start",
            )
        ]


class Grant(PersonRecord):
    """Sight of one person for one member, one login or one organisation."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reach = models.CharField(max_length=8, choices=Reach.choices())
    because = models.CharField(
        max_length=12, choices=rules.grants.GrantBecause.choices()
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["membership", "ends_on"], name="grant_of_member"),
            models.Index(fields=["patient"], name="grant_of_patient"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(membership__isnull=False, user=None, organisation=None)
                    | Q(membership=None, user__isnull=False, organisation=None)
                    | Q(membership=None, user=None, organisation__isnull=False)
                ),
                name="grant_to_exactly_one",
            ),
            models.CheckConstraint(
                condition=~Q(because=rules.grants.GrantBecause.BREAK_GLASS)
                | Q(expires_at__isnull=False),
                name="grant_in_emergency_expires",
            ),
        ]


class Exclusion(Record):
    """A person's wish that one member of staff never sees them. It beats all."""

    patient = models.ForeignKey(
        "patients.Patient",
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    scheme_id = models.IntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=500)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "patient"],
                condition=Q(ended_at=None),
                name="exclusion_once",
            )
        ]


class NoContact(PersonRecord):
    """Two people who must not meet. Written once for each, so that each side's wall
    guards its own row and neither tells of the other."""

    other_id = models.UUIDField()
    because = models.CharField(max_length=500)
    ended_on = models.DateField(null=True, blank=True)

    objects = TeamRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "other_id"],
                condition=Q(ended_on=None),
                name="no_contact_once",
            )
        ]
