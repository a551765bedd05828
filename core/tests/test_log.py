"""An unhandled error leaves one entry in the log, and nothing of any person in it."""

import io
import logging
from uuid import UUID

import pytest
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from core.log import Wordless
from core.policy import open_to_all
from sharedcare.urls import urlpatterns as ours

PERSON = UUID(int=7)
WORDS = "Carl Dunmore drinks"


@open_to_all("A page of this test, which cannot be answered")
@login_not_required
def fail_to_save(request, patient_id):
    try:
        int(request.POST["notes"])
    except ValueError as error:
        raise LookupError(f"{WORDS} and {patient_id}") from error


urlpatterns = [
    *ours,
    path("people/<uuid:patient_id>/fail/", fail_to_save, name="fail_to_save"),
]


@pytest.fixture
def log():
    """What the handler of the settings writes, in place of stderr."""
    written = io.StringIO()
    handlers = logging.getLogger("django").handlers
    (handler,) = (one for one in handlers if isinstance(one.formatter, Wordless))
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.fixture
def logged(client, log):
    client.raise_request_exception = False
    address = f"/people/{PERSON}/fail/?q=Dunmore"
    assert client.post(address, {"notes": WORDS}).status_code == 500
    return log.getvalue()


pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def test_an_error_leaves_one_entry_with_its_route_and_its_way(logged):
    assert logged.count("ERROR") == 1
    assert "500 POST fail_to_save" in logged
    assert "LookupError" in logged
    assert "ValueError" in logged
    assert "in fail_to_save" in logged


@pytest.mark.parametrize("word", ["Dunmore", "drinks", str(PERSON), "csrf"])
def test_nothing_of_a_person_is_in_the_entry(logged, word):
    assert word not in logged


def test_a_page_that_is_not_there_leaves_none(client, log):
    assert client.get("/nowhere/").status_code in (302, 404)
    assert log.getvalue() == ""
