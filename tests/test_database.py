"""The tests' own footing: whose connection they have, and that nothing is left."""

import pytest
from django.db import ProgrammingError, connection

from core.models import TaskRun


def who():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_test_is_connected_as_the_role_that_serves_requests():
    assert who() == "app_web"


@pytest.mark.django_db
@pytest.mark.role("app_worker")
def test_a_marker_connects_as_another_role():
    TaskRun.objects.record("some.task", done=3)

    assert who() == "app_worker"
    assert TaskRun.objects.get().done == 3


@pytest.mark.django_db
def test_what_a_test_wrote_is_gone_and_the_role_is_back():
    assert who() == "app_web"
    assert not TaskRun.objects.exists()


@pytest.mark.django_db
def test_the_web_may_not_write_what_the_worker_records():
    with pytest.raises(ProgrammingError, match="permission denied"):
        TaskRun.objects.record("some.task")


@pytest.mark.role("app_worker")
def test_a_test_that_commits_is_seen_by_another_connection(
    fresh_database, owner_cursor
):
    TaskRun.objects.record("some.task")

    owner_cursor.execute("SELECT task FROM core_taskrun")
    assert owner_cursor.fetchall() == [("some.task",)]


def test_what_was_committed_is_gone_with_the_database(owner_cursor):
    owner_cursor.execute("SELECT task FROM core_taskrun")

    assert owner_cursor.fetchall() == []
