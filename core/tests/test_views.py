"""The health page."""

import re

import pytest
from django.db import connection

from core.models import TaskRun


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


def test_health_says_so_when_the_database_does_not_answer(
    client, fresh_database, monkeypatch
):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", "gone")

    response = client.get("/health/")

    assert response.status_code == 503
    assert b"The database does not answer" in response.content
