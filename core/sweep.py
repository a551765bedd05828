"""One action over many rows, safely; and the mark that each task leaves.

What is logged of an error is its type and its place in the code, never its words: they
may hold what a person told us.
"""

import logging
from collections import Counter
from contextvars import ContextVar
from traceback import extract_tb

from celery import Task
from celery.exceptions import SoftTimeLimitExceeded

from core import walls
from core.models import TaskRun

logger = logging.getLogger(__name__)
# What the task that is running has done, and what has failed.
_tally = ContextVar("tally", default=None)


class SweepFailed(Exception):
    """Something could not be done; the log says what, and the next run tries again."""


def sweep(rows, action, *, by) -> None:
    """Do one action to each row in a transaction of its own, under the token that
    `walls.sweeping_as` names.

    A row that fails is logged by its key and does not stop the others.
    Raises: SweepFailed at the end if a row failed; within a task, at the task's end,
    so that the next scheme has its turn too.
    """
    tally = Counter() if _tally.get() is None else _tally.get()
    with walls.swept_transaction():
        waiting = list(rows)
    for row in waiting:
        try:
            with walls.swept_transaction():
                action(row, by=by)
            tally["done"] += 1
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            tally["failed"] += 1
            logger.error("%s on %s: %s", action.__name__, row.pk, _kind(error))
    if tally is not _tally.get():
        _report(action.__name__, tally)


class RecordedTask(Task):
    """A task of the timetable: leaves a TaskRun, and fails if anything in it did."""

    def __call__(self, *args, **kwargs):
        tally = Counter()
        mine = _tally.set(tally)
        try:
            super().__call__(*args, **kwargs)
        except Exception as error:
            tally["failed"] += 1
            logger.error("%s: %s", self.name, _kind(error))
        finally:
            _tally.reset(mine)
        TaskRun.objects.record(self.name, **tally)
        _report(self.name, tally)


def _report(name, tally):
    if tally["failed"]:
        raise SweepFailed(f"{name}: {tally['failed']} failed, {tally['done']} done")


def _kind(error):
    place = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {place.filename}:{place.lineno}"
