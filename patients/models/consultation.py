"""Consultations and contact notes: what was said and done, never rewritten."""

from django.db import models
from django.db.models import Q

from accounts.models import Membership
from core.addresses import address_of
from patients import rules
from patients.models.person import Removable
from patients.querysets import ConsultationQuerySet


class Consultation(Removable):
    """One entry by one author on one day; an amendment is a further entry.

    Its answers are one document (docs/adr/0003): they are read, compared and kept as
    a whole, and nothing of it is ever changed.
    """

    episode_id = models.UUIDField(null=True, blank=True)
    on_day = models.DateField()
    form = models.CharField(max_length=16, choices=rules.words.EntryForm.choices())
    kind = models.CharField(
        max_length=24, choices=rules.consultation.Kind.choices(), blank=True
    )
    place = models.CharField(max_length=20, choices=rules.consultation.Place.choices())
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=100)
    behaviours = models.JSONField(default=list)
    items = models.JSONField(default=list)
    plan = models.JSONField(default=list)
    notes = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    amends = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendment",
    )
    reason = models.CharField(max_length=500, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient", "-on_day"], name="consultation_of_patient")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amends=None) | ~Q(reason=""),
                name="consultation_amended_with_reason",
            )
        ]

    def get_absolute_url(self):
        return address_of("patients:show_consultation", self.pk)

    def answers(self):
        """The items as the rules know them; a contact note has none."""
        return rules.documents.answers_of(self.items)

    def entry(self):
        """The consultation as the rules know it; a contact note has no kind."""
        words = rules.consultation
        return words.Entry(
            on_day=self.on_day,
            place=words.Place(self.place),
            kind=words.Kind(self.kind),
            behaviours=tuple(words.Behaviour(word) for word in self.behaviours),
            author=self.author_name,
            items=tuple(self.answers()),
            notes=self.notes,
            plan=tuple(rules.documents.plan_of(self.plan)),
            next_review_on=self.next_on,
        )
