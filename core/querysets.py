"""How drafts, submit keys and the runs of the timetable are found."""

from django.db import connection, models
from django.db.models.functions import Now

# The mark that the clock itself leaves as it starts, among those of its tasks.
STARTS = "the clock started"


class DraftQuerySet(models.QuerySet):
    """Asked for by their author, and by the clock once their time is over."""

    def of(self, user_id, form, about):
        return self.filter(user_id=user_id, form=form, about=about)

    def outlived(self, moment):
        return self.filter(kept_until__lt=moment)


class TaskRunQuerySet(models.QuerySet):
    """The timetable's tasks, and when each last ran."""

    def with_age(self):
        return self.annotate(age=Now() - models.F("ran_at"))

    def note_start(self):
        """The clock starts: from now on a task may be late."""
        self.record(STARTS)

    def age_of_start(self):
        """How long the clock is at work; None if it never started."""
        start = self.with_age().filter(task=STARTS)
        return start.values_list("age", flat=True).first()

    def expect(self, tasks):
        """One row for each task of the timetable, so that one which never ran shows."""
        self.exclude(task__in=[STARTS, *tasks]).delete()
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


class SubmitKeyQuerySet(models.QuerySet):
    """Each key is taken once."""

    def take(self, taken):
        """True for whoever comes first; anyone else waits until the first is done."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_submitkey (key, user_id, body_sha, result_url)"
                " VALUES (%s, %s, %s, '') ON CONFLICT DO NOTHING",
                [taken.key, taken.user_id, taken.body_sha],
            )
            return cursor.rowcount == 1
