"""Opening an episode: none where one is open, and whose it is unless told."""

import pytest

from accounts.models import Membership
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
CARL, KEELEY = "999 526 0182", "999 159 0838"


def test_where_an_episode_is_open_no_form_is_shown(call_as):
    worker = call_as("key1")

    page = worker.get(f"{worker.find(CARL)}episodes/open/")

    assert page.status_code == 200
    assert "An episode is open already" in page.content.decode()
    assert "app-form" not in page.content.decode()


def test_the_named_worker_is_whoever_opens_it_unless_another_is_chosen(call_as, act_as):
    worker = call_as("key1")
    added = worker.press("/people/add/", preferred="Somebody new")
    person = added.request["PATH_INFO"]

    page = worker.get(f"{person}episodes/open/").content.decode()

    act_as("key1")
    own = Membership.objects.get(user__username="key1")
    assert fields_of(page)["named_worker"] == str(own.pk)
    assert ">Choose</option>" in page
    assert "---------" not in page
