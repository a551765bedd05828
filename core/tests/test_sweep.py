"""Sweeps: what fails is counted and logged by its key, and stops nothing else."""

import pytest
from celery import Celery
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection

from core import walls
from core.models import TaskRun
from core.sweep import RecordedTask, SweepFailed, sweep

pytestmark = pytest.mark.role("app_worker")

SECRET = "Carl told us"


def rows(*names):
    return [TaskRun(task=name) for name in names]


def save(row, *, by):
    row.save()
    if row.task.startswith("bad"):
        raise ValueError(SECRET)


def token():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.token', true)")
        return cursor.fetchone()[0]


@pytest.fixture
def task():
    """Registers a function as a task of an app like ours."""
    return Celery(task_cls=RecordedTask, set_as_current=False).task


@pytest.mark.django_db
def test_a_row_that_fails_stops_no_other_and_leaves_nothing_behind():
    with pytest.raises(SweepFailed, match="save: 1 failed, 2 done"):
        sweep(rows("a", "bad", "c"), save, by=None)

    assert list(TaskRun.objects.values_list("task", flat=True)) == ["a", "c"]


@pytest.mark.django_db
def test_the_log_tells_key_and_kind_but_none_of_the_words(caplog):
    with pytest.raises(SweepFailed):
        sweep(rows("bad"), save, by=None)

    assert "save on bad: ValueError at " in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.django_db
def test_a_sweep_that_is_out_of_time_stops():
    def out_of_time(row, *, by):
        raise SoftTimeLimitExceeded

    with pytest.raises(SoftTimeLimitExceeded):
        sweep(rows("a", "b"), out_of_time, by=None)


@pytest.mark.django_db
def test_each_row_is_done_under_the_token_of_the_sweep_and_nothing_after_it():
    seen = []

    with walls.sweeping_as("the system's own"):
        sweep(rows("a", "b"), lambda row, by: seen.append(token()), by=None)

    assert seen == ["the system's own"] * 2
    assert token() == ""


@pytest.mark.kills
def test_what_was_done_before_the_worker_died_stays_done(fresh_database, owner_cursor):
    def die_at_c(row, *, by):
        row.save()
        if row.task == "c":
            raise SystemExit

    with pytest.raises(SystemExit), walls.sweeping_as("token"):
        sweep(rows("a", "b", "c", "d"), die_at_c, by=None)

    owner_cursor.execute("SELECT task FROM core_taskrun ORDER BY task")
    assert owner_cursor.fetchall() == [("a",), ("b",)]


@pytest.mark.django_db
def test_a_task_gives_every_scheme_its_turn_and_counts_them_together(task):
    @task(name="two_schemes")
    def two_schemes():
        sweep(rows("bad", "a"), save, by=None)
        sweep(rows("b"), save, by=None)

    with pytest.raises(SweepFailed, match="two_schemes: 1 failed, 2 done"):
        two_schemes()

    run = TaskRun.objects.get(task="two_schemes")
    assert (run.done, run.failed) == (2, 1)


@pytest.mark.django_db
def test_a_task_that_breaks_off_is_recorded_without_its_words(task, caplog):
    @task(name="broken")
    def broken():
        raise ValueError(SECRET)

    with pytest.raises(SweepFailed) as failure:
        broken()

    assert TaskRun.objects.get(task="broken").failed == 1
    assert SECRET not in caplog.text + repr(failure.getrepr(chain=False))
    assert failure.value.__cause__ is failure.value.__context__ is None


@pytest.mark.django_db
def test_a_second_run_takes_the_place_of_the_first(task):
    @task(name="quiet")
    def quiet():
        sweep(rows("a"), save, by=None)

    quiet()
    quiet()

    run = TaskRun.objects.get(task="quiet")
    assert run.ran_at
    assert (run.done, run.failed) == (1, 0)
