"""Referrals, what was done to each, and the directory of services."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Membership, Scheme
from core.addresses import address_of
from core.models import Record
from patients.models import PersonRecord
from patients.models.person import organisation
from referrals.querysets import (
    ActQuerySet,
    DirectoryServiceQuerySet,
    ReferralQuerySet,
)
from referrals.rules.clock import Sent
from referrals.rules.states import FINAL, Outcome, ReferralKind, Side, State, Verb
from referrals.rules.words import ServiceKind, Told


def membership(**options):
    """A column that names a member."""
    return models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", **options
    )


class DirectoryService(Record):
    """Somewhere to refer on to, from a day until another; changed by a row after it.

    With an organisation, its members answer; with none, whoever refers writes down
    what it told.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=ServiceKind.choices())
    name = models.CharField(max_length=100)
    organisation = organisation()
    telephone = models.CharField(max_length=30, blank=True)
    target_working_days = models.SmallIntegerField(null=True, blank=True)
    from_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    written_by = membership()
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = DirectoryServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "name"],
                condition=Q(ended_on=None),
                name="directory_service_once",
            ),
            models.UniqueConstraint(
                fields=["follows"], name="directory_service_changed_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(ServiceKind)),
                name="directory_service_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(target_working_days=None) | Q(target_working_days__gte=1),
                name="directory_service_target_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("from_on")),
                name="directory_service_ends_after_start",
            ),
        ]

    def __str__(self):
        return self.name


# What each state of a referral needs, kept by the database.
OF_REFERRAL = [
    models.UniqueConstraint(
        fields=["patient", "kind", "asked_organisation", "asked_name"],
        condition=~Q(state__in=FINAL),
        name="referral_open_once",
    ),
    models.CheckConstraint(
        condition=Q(kind__in=list(ReferralKind), state__in=list(State)),
        name="referral_kind_and_state_known",
    ),
    models.CheckConstraint(
        condition=Q(kind=ReferralKind.ONWARD, service_asked__isnull=False)
        | ~Q(kind=ReferralKind.ONWARD) & ~Q(asked_organisation=0),
        name="referral_asks_somebody",
    ),
    models.CheckConstraint(
        condition=~Q(asked_organisation=F("from_organisation")),
        name="referral_asks_another",
    ),
    models.CheckConstraint(condition=~Q(reason=""), name="referral_says_why"),
    models.CheckConstraint(
        condition=~Q(state=State.BOOKED) | Q(booked_for_on__isnull=False),
        name="referral_booked_for_a_day",
    ),
    models.CheckConstraint(
        condition=~Q(state=State.SEEN) | Q(seen_on__isnull=False),
        name="referral_seen_on_a_day",
    ),
    models.CheckConstraint(
        condition=~Q(state=State.CLOSED) | Q(outcome__in=list(Outcome)),
        name="referral_closed_with_an_outcome",
    ),
    models.CheckConstraint(
        condition=Q(state__in=FINAL, closed_on__isnull=False)
        | ~Q(state__in=FINAL) & Q(closed_on=None),
        name="referral_over_on_a_day",
    ),
    models.CheckConstraint(
        condition=Q(target_working_days__gte=1, target_on__gt=F("sent_on")),
        name="referral_has_a_target",
    ),
]


class Referral(PersonRecord):
    """That somebody is sent to another service, with what is known of them.

    ``shown_to`` is the organisation asked for as long as it sees the referral;
    ``settled_n`` the newest act whose consequences its own hand could not reach.
    """

    kind = models.CharField(max_length=16, choices=ReferralKind.choices())
    service_asked = models.ForeignKey(
        DirectoryService, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_organisation = organisation()
    asked_name = models.CharField(max_length=100)
    shown_to = organisation()
    from_member = membership()
    from_organisation = organisation()
    source = models.CharField(max_length=40)
    signature = models.CharField(max_length=300)
    consultation_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=2000)
    agreed_on = models.DateField()
    state = models.CharField(max_length=16, choices=State.choices(), default=State.SENT)
    sent_on = models.DateField()
    sent_at = models.DateTimeField(db_default=Now())
    target_working_days = models.SmallIntegerField()
    target_on = models.DateField()
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=300, blank=True)
    booked_for_on = models.DateField(null=True)
    seen_on = models.DateField(null=True)
    outcome = models.CharField(max_length=24, choices=Outcome.choices(), blank=True)
    closed_on = models.DateField(null=True)
    last_n = models.IntegerField(default=0)
    settled_n = models.IntegerField(default=0)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient"], name="referral_of_patient"),
            models.Index(
                fields=["asked_organisation", "state", "target_on"],
                name="referral_came_in",
            ),
            models.Index(
                fields=["from_organisation", "state", "target_on"],
                name="referral_sent_out",
            ),
            models.Index(
                fields=["scheme_id", "target_on"],
                name="referral_open",
                condition=~Q(state__in=FINAL),
            ),
            models.Index(
                fields=["scheme_id"],
                name="referral_unsettled",
                condition=Q(settled_n__lt=F("last_n")),
            ),
        ]
        constraints = OF_REFERRAL

    def __str__(self):
        return f"Referral to {self.asked_name}"

    def get_absolute_url(self):
        return address_of("referrals:show_referral", self.pk)

    @property
    def service_signs_in(self):
        """Whether the service has somebody who answers here."""
        return self.asked_organisation_id != 0

    def side_of(self, viewer):
        """On which side the viewer stands; None on neither."""
        sides = {
            self.asked_organisation_id: Side.SERVICE,
            self.from_organisation_id: Side.REFERRER,
        }
        return sides.get(viewer.organisation_id)

    def on_the_clock(self):
        """As much of it as its clock depends on."""
        return Sent(
            state=State(self.state),
            sent_on=self.sent_on,
            target_working_days=self.target_working_days,
            seen_on=self.seen_on,
        )

    def told(self):
        """As much of it as its sentence depends on."""
        return Told(
            state=State(self.state),
            service=self.asked_name,
            referrer=self.from_organisation.name,
            target_on=self.target_on,
            booked_for_on=self.booked_for_on,
            seen_on=self.seen_on,
            outcome=self.outcome,
        )


class ReferralAct(PersonRecord):
    """One thing done to a referral: dated, signed, and never written again.

    Two hands at once write one number; one of them wins.
    """

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="acts", db_index=False
    )
    n = models.IntegerField()
    verb = models.CharField(max_length=16, choices=Verb.choices())
    before = models.CharField(max_length=16, choices=State.choices())
    after = models.CharField(max_length=16, choices=State.choices())
    by = membership()
    signature = models.CharField(max_length=300)
    is_as_told = models.BooleanField(default=False)
    on_day = models.DateField()
    at = models.DateTimeField(db_default=Now())
    named_on = models.DateField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    shown_to = organisation()

    objects = ActQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient"], name="referral_act_of_patient")]
        constraints = [
            models.UniqueConstraint(fields=["referral", "n"], name="referral_act_once"),
            models.CheckConstraint(
                condition=Q(verb__in=list(Verb)), name="referral_act_verb_known"
            ),
        ]
