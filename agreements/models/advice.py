"""Questions to a named specialist, about a person or about nobody, and the answers."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agreements.models.columns import membership
from agreements.querysets import AdviceMessageQuerySet, AdviceThreadQuerySet
from agreements.rules.advice import LONGEST, AdviceState, AdviceVerb
from core.addresses import address_of
from core.models import Record
from patients.models import Patient

# The organisations of whoever it is about; of nobody, none.
ABOUT_NOBODY = Q(patient=None, service_id=0, practice_id=0)


def patient():
    """Whom it is about, or nobody."""
    return models.ForeignKey(
        Patient,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )


class AdviceThread(Record):
    """One question to one specialist, and all that was said of it since.

    ``asked_at`` is when the last question was asked, ``answered_at`` when that was
    first answered by the specialist. The GPs of the scheme read a discussion too.
    """

    patient = patient()
    scheme_id = models.IntegerField()
    service_id = models.IntegerField(default=0)
    practice_id = models.IntegerField(default=0)
    asker = membership()
    specialist = membership()
    is_discussion = models.BooleanField(default=False)
    question = models.CharField(max_length=LONGEST)
    state = models.CharField(
        max_length=12, choices=AdviceState.choices(), default=AdviceState.OPEN
    )
    asked_on = models.DateField()
    asked_at = models.DateTimeField(db_default=Now())
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    last_n = models.IntegerField(default=0)

    objects = AdviceThreadQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["patient"],
                name="advice_of_patient",
                condition=Q(patient__isnull=False),
            ),
            models.Index(
                fields=["scheme_id", "asked_at"],
                name="advice_in_discussion",
                condition=Q(is_discussion=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id", "scheme_id", "asker", "specialist", "is_discussion"],
                name="advice_and_its_sides",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(AdviceState)), name="advice_state_known"
            ),
            models.CheckConstraint(
                condition=Q(patient__isnull=False, is_discussion=False) | ABOUT_NOBODY,
                name="advice_discusses_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(asker=models.F("specialist")),
                name="advice_of_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=AdviceState.ANSWERED)
                | Q(answered_on__isnull=False, answered_at__isnull=False),
                name="advice_answered_at_a_moment",
            ),
        ]

    def __str__(self):
        return f"Advice: {AdviceState(self.state).label.lower()}"

    def get_absolute_url(self):
        return address_of("agreements:show_advice", self.pk)

    def columns(self):
        """What a message carries for the second wall: whose it is."""
        return {
            "patient_id": self.patient_id,
            "scheme_id": self.scheme_id,
            "service_id": self.service_id,
            "practice_id": self.practice_id,
            "asker_id": self.asker_id,
            "specialist_id": self.specialist_id,
            "is_discussion": self.is_discussion,
        }


class AdviceMessage(Record):
    """One thing said under a question: numbered, signed, never changed."""

    thread = models.ForeignKey(
        AdviceThread, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    patient = patient()
    scheme_id = models.IntegerField()
    service_id = models.IntegerField(default=0)
    practice_id = models.IntegerField(default=0)
    asker = membership(db_index=False)
    specialist = membership(db_index=False)
    is_discussion = models.BooleanField(default=False)
    n = models.IntegerField()
    verb = models.CharField(max_length=8, choices=AdviceVerb.choices())
    text = models.CharField(max_length=LONGEST, blank=True)
    by = membership(db_index=False)
    signature = models.CharField(max_length=300)
    on_day = models.DateField()
    at = models.DateTimeField(db_default=Now())

    objects = AdviceMessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["patient"],
                name="advice_message_of_patient",
                condition=Q(patient__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thread", "n"], name="advice_message_once"),
            models.CheckConstraint(
                condition=Q(verb__in=list(AdviceVerb)),
                name="advice_message_verb_known",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(verb=AdviceVerb.CLOSE),
                name="advice_message_says_something",
            ),
            models.CheckConstraint(
                condition=Q(patient__isnull=False, is_discussion=False) | ABOUT_NOBODY,
                name="advice_message_discusses_nobody",
            ),
        ]
