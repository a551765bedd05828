"""Consultations and contact notes: what was said and done, never rewritten."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Membership
from patients import rules
from patients.models.person import PersonRecord
from patients.querysets import ConsultationQuerySet


class Consultation(PersonRecord):
    """One entry by one author on one day; an amendment is a further entry."""

    episode_id = models.UUIDField(null=True, blank=True)
    on_day = models.DateField()
    form = models.CharField(max_length=16, choices=rules.EntryForm.choices())
    kind = models.CharField(max_length=24, choices=rules.Kind.choices())
    place = models.CharField(max_length=20, choices=rules.Place.choices())
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=100)
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
        return reverse("patients:show_consultation", args=[self.pk])


class ConsultationItem(PersonRecord):
    """One answer of an entry: a substance, a score, a fact, advice, a step."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="items"
    )
    kind = models.CharField(max_length=16, choices=rules.ItemKind.choices())
    code = models.CharField(max_length=40)
    word = models.CharField(max_length=40, blank=True)
    number = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "kind", "code"], name="item_once_in_an_entry"
            )
        ]
