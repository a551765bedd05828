"""Statements that are prepared once for each connection."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DataError, connection, transaction

from core.statements import Statement

PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE name = %s"
SUM = Statement("sum_of_two", "SELECT %(a)s + %(b)s * 2", a="integer", b="integer")
SHARE = Statement("share_of", "SELECT 7 %% %(parts)s", parts="integer")


def _is_prepared(statement):
    with connection.cursor() as cursor:
        cursor.execute(PREPARED, [statement.name])
        return cursor.fetchone()[0] == 1


@pytest.mark.django_db
def test_parameters_go_by_their_names():
    assert SUM.row({"b": 3, "a": 1}) == (7,)
    assert SUM.row({"a": 3, "b": 1}) == (5,)


@pytest.mark.django_db
def test_it_is_planned_once_for_each_connection(django_assert_num_queries):
    SUM.row({"a": 1, "b": 1})
    assert _is_prepared(SUM)
    with django_assert_num_queries(1):
        SUM.row({"a": 1, "b": 1})


@pytest.mark.django_db
def test_a_new_connection_prepares_anew():
    SUM.row({"a": 1, "b": 1})
    with ThreadPoolExecutor(1) as another:  # each thread has a connection of its own
        assert not another.submit(_is_prepared, SUM).result()
        assert another.submit(SUM.row, {"a": 1, "b": 1}).result() == (3,)
        another.submit(lambda: connection.close()).result()


@pytest.mark.django_db
def test_a_transaction_that_fails_takes_nothing_with_it():
    with pytest.raises(DataError), transaction.atomic():
        SHARE.row({"parts": 0})
    assert SHARE.row({"parts": 4}) == (3,)


@pytest.mark.django_db
def test_a_missing_parameter_is_an_error():
    with pytest.raises(KeyError):
        SUM.row({"a": 1})
