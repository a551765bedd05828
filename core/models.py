"""Record, and the few tables that belong to no one."""

import secrets
import time
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from core.querysets import DraftQuerySet, SubmitKeyQuerySet, TaskRunQuerySet


def new_id() -> uuid.UUID:
    """A random identifier that sorts by when it was made (RFC 9562, version 7)."""
    milliseconds = time.time_ns() // 1_000_000
    bits = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return uuid.UUID(int=bits | 0b10 << 62 | secrets.randbits(62))


class Record(models.Model):
    """What every row of ours has: identifier, version, time of making."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.IntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class Clock(models.Model):
    """One row: by how many days the demo day runs ahead. Nought outside the demo."""

    id = models.SmallIntegerField(primary_key=True)
    offset_days = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="clock_is_one_row"),
            models.CheckConstraint(
                condition=Q(offset_days__gte=0), name="clock_never_runs_back"
            ),
        ]


class TaskRun(models.Model):
    """When a task of the timetable last ran, and how it went. No person is in it."""

    task = models.CharField(max_length=200, primary_key=True)
    ran_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    objects = TaskRunQuerySet.as_manager()

    class Meta:
        ordering = ["task"]

    def __str__(self):
        return self.task


class SubmitKey(models.Model):
    """One press of one button: the same key a second time is the same act."""

    key = models.UUIDField(primary_key=True)
    user_id = models.IntegerField()
    body_sha = models.CharField(max_length=64)
    result_url = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(db_default=Now())

    objects = SubmitKeyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="submit_key_made")]


class Draft(models.Model):
    """What someone was typing, sealed so that only they can read it again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user_id = models.IntegerField()
    form = models.CharField(max_length=60)
    about = models.UUIDField(null=True)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField(db_default=Now())
    kept_until = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kept_until"], name="draft_kept_until")]
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "form", "about"],
                name="draft_once_per_form",
                nulls_distinct=False,
            )
        ]
