"""The timeline: one line for each thing that happened, written by every app."""

from django.db import models
from django.db.models.functions import Now

from core.reach import Reach
from patients import rules
from patients.models.person import Removable
from patients.querysets import TimelineQuerySet


class TimelineEntry(Removable):
    """One line of a person's story, newest first.

    It is read by those who read the record; where its reach is 'medicine', by the
    pharmacy too. ``reach`` is also how far its writer had to see.
    """

    pharmacy_id = models.IntegerField()
    on_day = models.DateField()
    at = models.DateTimeField(db_default=Now())
    reach = models.CharField(max_length=8, choices=Reach.choices())
    kind = models.CharField(max_length=24, choices=rules.words.TimelineKind.choices())
    title = models.CharField(max_length=200)
    detail = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=140)
    source_id = models.UUIDField(null=True, blank=True)

    objects = TimelineQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient", "-on_day", "-at"], name="timeline_newest"),
        ]
