"""The health page."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from core.models import TaskRun
from core.querysets import STARTS

EACH_MINUTE = "agreements.tasks.tell_of_reviews"


@pytest.mark.django_db
@pytest.mark.role("app_worker")
def test_health_tells_how_long_ago_each_task_ran(client):
    TaskRun.objects.expect(["reminders.send", "seals.close"])
    TaskRun.objects.record("seals.close", done=4, failed=1)

    response = client.get("/health/")

    assert response.status_code == 200
    first, waiting, ran = response.content.decode().splitlines()
    assert first == "database ok"
    assert waiting == "reminders.send: has not run yet"
    assert re.fullmatch(r"seals.close: \d+ s ago, 4 done, 1 failed", ran)


def set_back(task, **ago):
    TaskRun.objects.filter(task=task).update(ran_at=Now() - timedelta(**ago))


@pytest.mark.django_db
@pytest.mark.role("app_worker")
@pytest.mark.parametrize(
    ("started", "ran", "is_late"),
    [
        ({"hours": 2}, None, True),
        ({"hours": 2}, {"minutes": 5}, True),
        ({"hours": 2}, {"minutes": 2}, False),
        ({"minutes": 2}, None, False),
        ({"minutes": 2}, {"hours": 5}, False),
    ],
)
def test_health_calls_late_what_missed_its_turn_since_the_clock_started(
    client, started, ran, is_late
):
    TaskRun.objects.note_start()
    set_back(STARTS, **started)
    TaskRun.objects.expect([EACH_MINUTE])
    if ran:
        TaskRun.objects.record(EACH_MINUTE)
        set_back(EACH_MINUTE, **ran)

    said = client.get("/health/").content.decode().splitlines()

    (line,) = [one for one in said if one.startswith(EACH_MINUTE)]
    assert line.startswith(f"{EACH_MINUTE}: late, ") == is_late
    assert not any(one.startswith(f"{STARTS}: late") for one in said)


def test_health_says_so_when_the_database_does_not_answer(
    client, fresh_database, monkeypatch
):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", "gone")

    response = client.get("/health/")

    assert response.status_code == 503
    assert b"The database does not answer" in response.content
