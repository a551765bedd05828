"""What the clock does for no app in particular."""

from celery import shared_task

from core.models import TaskRun


@shared_task(bind=True)
def note_that_the_clock_runs(self):
    """Every five seconds. Leaves a mark, so that a clock that has stopped is seen."""
    timetable = self.app.conf.beat_schedule.values()
    TaskRun.objects.expect([entry["task"] for entry in timetable])
