"""An agreement to share care: one row with a state."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agreements import rules
from agreements.models.columns import membership
from agreements.querysets import SOONEST, STANDS, AgreementQuerySet
from agreements.rules.states import (
    CAME_TO_NOTHING,
    FINAL,
    LIVE,
    RUNNING,
    Standing,
    State,
)
from core.addresses import address_of
from core.vocabulary import Vocabulary
from patients.models import PersonRecord
from patients.models.person import organisation
from patients.rules.words import TreatmentLine


class HowAgreed(Vocabulary):
    """How the person said yes."""

    SIGNED_IN = "signed_in"
    IN_PERSON = "in_person"
    VERBALLY = "verbally"


# One live agreement of a person and line, and beside it one that is to follow: nothing
# that could run is ever double.
ONE_OF_A_LINE = (
    models.UniqueConstraint(
        fields=["patient", "line"],
        condition=Q(state__in=LIVE, follows=None),
        name="agreement_one_live",
    ),
    models.UniqueConstraint(
        fields=["patient", "line"],
        condition=Q(state__in=LIVE, follows__isnull=False),
        name="agreement_one_to_follow",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=RUNNING) | Q(follows=None),
        name="agreement_runs_after_none",
    ),
)
# What the row needs in each state, so that nothing half done can be written.
NEEDS = (
    models.CheckConstraint(
        condition=Q(state__in=list(State)), name="agreement_state_known"
    ),
    models.CheckConstraint(
        condition=~Q(asked_organisation=0), name="agreement_asks_somebody"
    ),
    models.CheckConstraint(
        condition=Q(state__in=[State.DRAFT, State.WITHDRAWN])
        | Q(sent_on__isnull=False, reply_by_on__isnull=False),
        name="agreement_sent_on_a_day",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=[State.ACCEPTED, State.ACTIVE, State.NOTICE_GIVEN])
        | Q(starts_on__isnull=False, gp__isnull=False),
        name="agreement_accepted_from_a_day",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=[State.ACTIVE, State.NOTICE_GIVEN])
        | Q(agreed_on__isnull=False, review_due_on__isnull=False),
        name="agreement_runs_with_the_person",
    ),
    models.CheckConstraint(
        condition=~Q(state=State.NOTICE_GIVEN) | Q(notice_on__isnull=False),
        name="agreement_notice_names_a_day",
    ),
    models.CheckConstraint(
        condition=Q(agreed_on=None, agreed_by=None, agreed_how="")
        | Q(
            agreed_on__isnull=False,
            agreed_by__isnull=False,
            agreed_how__in=list(HowAgreed),
        ),
        name="agreement_agreed_how_and_by_whom",
    ),
    models.CheckConstraint(
        condition=Q(review_weeks__gt=0), name="agreement_is_reviewed"
    ),
)


class Agreement(PersonRecord):
    """That a practice prescribes for one person in one line, on these terms.

    ``gp`` is the lead who is asked, then whoever accepted; ``deputies`` are members.
    ``is_held`` while reductions wait for what the specialist decides. ``follows`` is
    the agreement under notice after which this one is to begin: it runs only once that
    is over and the column is empty. ``last_n`` is its newest act; ``settled_n`` the
    newest whose consequences are done on the lists that its own hand could not reach.
    """

    line = models.CharField(max_length=24, choices=TreatmentLine.choices())
    specialist = membership()
    asked_organisation = organisation()
    gp = membership(null=True)
    deputies = ArrayField(models.IntegerField(), default=list)
    keyworker = membership(null=True)
    pharmacy = organisation()
    terms = models.JSONField(default=dict)
    state = models.CharField(
        max_length=16, choices=State.choices(), default=State.DRAFT
    )
    sent_on = models.DateField(null=True)
    reply_by_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    notice_on = models.DateField(null=True)
    review_weeks = models.SmallIntegerField()
    review_due_on = models.DateField(null=True)
    agreed_how = models.CharField(
        max_length=12, choices=HowAgreed.choices(), blank=True
    )
    agreed_by = membership(null=True)
    agreed_on = models.DateField(null=True)
    is_held = models.BooleanField(default=False)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    last_n = models.IntegerField(default=0)
    settled_n = models.IntegerField(default=0)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient"], name="agreement_of_patient"),
            models.Index(
                fields=["asked_organisation", "state"], name="agreement_of_asked"
            ),
            models.Index(fields=["service_id", "state"], name="agreement_of_service"),
            models.Index(
                fields=["scheme_id", "state"],
                name="agreement_live",
                condition=Q(state__in=LIVE),
            ),
            models.Index(
                "service_id",
                *SOONEST,
                name="agreement_next_of_service",
                condition=Q(state__in=LIVE),
            ),
            models.Index(
                "asked_organisation",
                *SOONEST,
                name="agreement_next_of_asked",
                condition=Q(state__in=LIVE),
            ),
            models.Index(
                fields=["scheme_id"],
                name="agreement_unsettled",
                condition=Q(settled_n__lt=F("last_n")),
            ),
            models.Index(
                fields=["follows"],
                name="agreement_of_followed",
                condition=Q(follows__isnull=False),
            ),
        ]
        constraints = [
            *ONE_OF_A_LINE,
            *NEEDS,
        ]

    def __str__(self):
        return f"{TreatmentLine(self.line).label}: {State(self.state).label.lower()}"

    @property
    def is_over(self):
        return self.state in FINAL

    @property
    def came_to_nothing(self):
        """Over without having begun."""
        return self.state in CAME_TO_NOTHING

    @property
    def follows_from(self):
        """The notice day of what it follows, as that stands; None if it follows none.

        The practice that is asked does not see that agreement, so its day stands here.
        """
        told = self.terms.get("follows_from")
        return date.fromisoformat(told) if told and self.follows_id else None

    def standing(self, today, limits, *, is_outside=False, has_died=False):
        """As much of it as its next act depends on."""
        told = {name: getattr(self, name) for name in STANDS}
        return standing_of(
            told, today, limits, is_outside=is_outside, has_died=has_died
        )

    def get_absolute_url(self):
        return address_of("agreements:show_agreement", self.pk)


def standing_of(told, today, limits, *, is_outside=False, has_died=False):
    """The same, of a list's row: ``told`` are the columns that tell it, by name."""
    columns = dict(told)
    starts_on, agreed_on = columns["starts_on"], columns.pop("agreed_on")
    return Standing(
        state=State(columns.pop("state")),
        today=today,
        lapses_after=starts_on and rules.clock.lapses_after(starts_on, limits),
        has_person_agreed=agreed_on is not None,
        is_outside=is_outside,
        has_died=has_died,
        **columns,
    )
