"""The Celery app, which keeps the timetable."""

import os
from datetime import UTC, datetime

from celery import Celery
from celery.signals import beat_init
from django.apps import apps
from django.conf import settings
from django.db import connection

from sharedcare.timetable import TIMETABLE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sharedcare.settings")
os.environ.setdefault("SHAREDCARE_PROCESS", "worker")

# A task of which the clock knows no run is due at once.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def _configuration():
    """Messages are ticks that carry nothing. One that is lost comes again with the
    next tick, and one that comes twice does no harm."""
    return {
        "broker_url": settings.REDIS_URL,
        "broker_connection_retry_on_startup": True,
        "broker_transport_options": {"visibility_timeout": 3600},
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_ignore_result": True,
        "task_soft_time_limit": 90,
        "task_time_limit": 120,
        "worker_prefetch_multiplier": 1,
        "worker_soft_shutdown_timeout": 30,
        "timezone": settings.TIME_ZONE,
        "beat_schedule": {task: _entry(task, when) for task, when, _ in TIMETABLE},
    }


def _entry(task, when):
    options = {"expires": 3600}
    return {
        "task": task,
        "schedule": when,
        "options": options,
        "last_run_at": LONG_AGO,
    }


app = Celery("sharedcare", task_cls="core.sweep:RecordedTask")
app.add_defaults(_configuration)
app.autodiscover_tasks()


@beat_init.connect
def note_the_start(**_):
    """From now on a task may be late; the models are there only once beat begins."""
    apps.get_model("core.TaskRun").objects.note_start()
    connection.close()
