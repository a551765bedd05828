"""What the clock does for no app in particular."""

from celery import shared_task
from django.conf import settings

from core.models import TaskRun


@shared_task
def note_that_the_clock_runs():
    """Every five seconds. Leaves a mark, so that a clock that has stopped is seen."""
    TaskRun.objects.expect(settings.HOW_OFTEN)
