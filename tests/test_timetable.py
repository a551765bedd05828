"""The timetable: every task is in it, says when it runs, and takes no arguments."""

import inspect
from datetime import timedelta

import pytest
from celery.beat import Scheduler
from celery.signals import beat_init
from django.db import connection

from core.models import TaskRun
from core.tasks import note_that_the_clock_runs
from sharedcare.celery import app
from sharedcare.timetable import TIMETABLE

TASKS = {task for task, _, _ in TIMETABLE}


@pytest.fixture(scope="module")
def registered():
    app.loader.import_default_modules()
    return {n: task for n, task in app.tasks.items() if not n.startswith("celery.")}


def test_every_task_is_in_the_timetable_and_nothing_else_is(registered):
    assert set(registered) == TASKS


def test_every_task_runs_without_arguments_and_says_what_it_does(registered):
    for task in registered.values():
        assert not inspect.signature(task.run).parameters, task.name
        assert task.__doc__, task.name


def test_every_line_has_a_sentence():
    assert all(sentence.endswith(".") for _, _, sentence in TIMETABLE)


def test_a_tick_that_a_dead_worker_held_comes_back_after_the_longest_task():
    timeout = app.conf.broker_transport_options["visibility_timeout"]

    assert app.conf.task_soft_time_limit < app.conf.task_time_limit < timeout
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost


def test_what_falls_due_with_a_day_is_looked_for_each_minute():
    sweeps = {task: when for task, when, _ in TIMETABLE if not task.startswith("core")}
    seldom = [task for task, when in sweeps.items() if when > timedelta(minutes=1)]

    assert seldom == ["accounts.tasks.clear_sessions_and_guesses"]


def test_every_task_is_due_as_the_clock_first_starts_and_then_by_its_interval():
    scheduler = Scheduler(app=app)

    due = {entry.task for entry in scheduler.schedule.values() if entry.is_due()[0]}
    assert due - {"celery.backend_cleanup"} == TASKS
    for entry in scheduler.schedule.values():
        assert not next(entry).is_due()[0]


@pytest.mark.django_db
@pytest.mark.role("app_worker")
def test_the_clock_notes_that_it_starts(monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)

    beat_init.send(sender=None)
    note_that_the_clock_runs()

    assert TaskRun.objects.age_of_start() is not None


@pytest.mark.django_db
@pytest.mark.role("app_worker")
def test_the_clock_leaves_a_mark_and_a_line_for_each_task_that_has_not_run():
    TaskRun.objects.create(task="no.longer.in.the.timetable")

    note_that_the_clock_runs()
    note_that_the_clock_runs()

    runs = TaskRun.objects.in_bulk()
    assert set(runs) == TASKS
    assert runs[note_that_the_clock_runs.name].ran_at
