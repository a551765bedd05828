"""What was done to agreements, who has seen it, and words from outside the record."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agreements.models.agreement import Agreement
from agreements.models.columns import membership
from agreements.querysets import (
    ActQuerySet,
    PartQuerySet,
    SeenQuerySet,
    WordQuerySet,
)
from agreements.rules.states import Party, State, Verb
from patients.models import PersonRecord
from patients.models.person import organisation
from patients.rules.sharing import ConsentKind


def agreement():
    """The agreement that a row is about."""
    return models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class AgreementAct(PersonRecord):
    """One thing done to an agreement: dated, signed, and never written again.

    ``named_on`` is the day that a notice named, which may name another later. Two hands
    at once write one number; one of them wins.
    """

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="acts", db_index=False
    )
    n = models.IntegerField()
    verb = models.CharField(max_length=16, choices=Verb.choices())
    before = models.CharField(max_length=16, choices=State.choices())
    after = models.CharField(max_length=16, choices=State.choices())
    by = membership()
    signature = models.CharField(max_length=300)
    on_day = models.DateField()
    at = models.DateTimeField(db_default=Now())
    named_on = models.DateField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    shown_to = organisation()

    objects = ActQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient"], name="act_of_patient")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "n"], name="agreement_act_once"
            ),
            models.CheckConstraint(
                condition=Q(verb__in=list(Verb)), name="agreement_act_verb_known"
            ),
        ]


class ActSeen(PersonRecord):
    """That somebody of a side has read an agreement as it stood after its nth act."""

    agreement = agreement()
    n = models.IntegerField()
    by = membership()
    signature = models.CharField(max_length=300)
    at = models.DateTimeField(db_default=Now())
    shown_to = organisation()

    objects = SeenQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient"], name="act_seen_of_patient")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "n", "by"], name="agreement_act_seen_once"
            )
        ]


class Word(PersonRecord):
    """What the person or the pharmacy says of an agreement, signed in.

    Neither may write the agreement itself: the clock makes an act of their word within
    a minute (``taken_at``), or says in ``not_taken`` why it came to nothing.
    """

    agreement = agreement()
    party = models.CharField(max_length=12, choices=Party.choices())
    verb = models.CharField(max_length=16, choices=Verb.choices())
    permits = ArrayField(models.CharField(max_length=20), default=list)
    refuses = ArrayField(models.CharField(max_length=20), default=list)
    text = models.CharField(max_length=500, blank=True)
    by = membership()
    signature = models.CharField(max_length=300)
    on_day = models.DateField()
    at = models.DateTimeField(db_default=Now())
    pharmacy = organisation()
    taken_at = models.DateTimeField(null=True)
    not_taken = models.CharField(max_length=200, blank=True)

    objects = WordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient"], name="word_of_patient"),
            models.Index(
                fields=["scheme_id"],
                name="word_to_take",
                condition=Q(taken_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(party=Party.PERSON, verb__in=[Verb.AGREE, Verb.WITHDRAW])
                | Q(party=Party.PHARMACY, verb=Verb.TAKE_PART),
                name="agreement_word_of_its_party",
            ),
            models.CheckConstraint(
                condition=Q(permits__contained_by=list(ConsentKind))
                & Q(refuses__contained_by=list(ConsentKind)),
                name="agreement_word_permits_what_is_known",
            ),
        ]

    def __str__(self):
        return f"{Verb(self.verb).label}, {self.signature}"


class PharmacyPart(PersonRecord):
    """What the pharmacy reads of an agreement: its own part, and nothing else.

    ``pharmacy`` is where the person collects now, and moves with them: the part is read
    by the pharmacy that was asked for as long as the two are one.
    """

    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, related_name="+"
    )
    pharmacy = organisation()
    asked_pharmacy = organisation()
    line = models.CharField(max_length=24)
    medicine = models.CharField(max_length=500)
    duties = models.JSONField(default=list)
    advice_contact = models.CharField(max_length=200)
    starts_on = models.DateField()

    objects = PartQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient"], name="part_of_patient"),
            models.Index(fields=["pharmacy"], name="part_of_pharmacy"),
        ]
