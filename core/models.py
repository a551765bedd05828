"""Tables that every app stands on."""

from django.db import models
from django.db.models.functions import Now


class TaskRunQuerySet(models.QuerySet):
    def with_age(self):
        return self.annotate(age=Now() - models.F("ran_at"))

    def expect(self, tasks):
        """One row for each task of the timetable, so that one which never ran shows."""
        self.exclude(task__in=tasks).delete()
        unknown = [self.model(task=task) for task in tasks]
        self.bulk_create(unknown, ignore_conflicts=True)

    def record(self, task, *, done=0, failed=0):
        """The latest run of a task takes the place of the one before."""
        run = self.model(task=task, ran_at=Now(), done=done, failed=failed)
        self.bulk_create(
            [run],
            update_conflicts=True,
            unique_fields=["task"],
            update_fields=["ran_at", "done", "failed"],
        )


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
