"""The demo in a database of its own, loaded once for each worker that asks for it.

`demo` connects a test to it and rolls back; `enter_as("gp1")` is a browser that one
press has signed in, and `call_as("gp1")` one that fills in forms. The demo's day is the
real one: nothing else in it depends on it.
"""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts import acting
from accounts.models import Membership
from core.clock import today
from home.demo.cast import the_cast
from home.demo.extras import the_extras
from home.demo.totals import totals
from tests.database import make_anew
from tests.journeys.caller import fields_of
from tests.world import connected


@pytest.fixture(scope="session")
def loaded_demo(cluster, database, django_db_setup, django_db_blocker):
    """The name of a database into which the demo was loaded by its own command."""
    name = f"{database}_demo"
    make_anew(cluster, name)
    with django_db_blocker.unblock():
        with connected(name, "app_owner"):
            call_command("load_demo", "--ground")
        with connected(name, "app_web"):
            call_command("load_demo")
    return name


@pytest.fixture
def demo(loaded_demo, django_db_blocker):
    """Connected to the demo as the test's role, and rolled back; its known totals."""
    role = connection.settings_dict["USER"]
    with (
        django_db_blocker.unblock(),
        connected(loaded_demo, role),
        transaction.atomic(),
    ):
        day = today()
        yield totals(the_cast(day), the_extras(day), day)
        transaction.set_rollback(True)


@pytest.fixture
def act_as(demo):
    """`act_as("gp1")`: they act until the test ends; their viewer."""

    def act(username):
        member = Membership.objects.get(user__username=username)
        token = acting.open_session(user_id=member.user_id, membership_id=member.pk)
        viewer, _ = acting.read_viewer(token)
        return viewer

    return act


@pytest.fixture
def enter_as(demo):
    """`enter_as("gp1")`: a browser in which one press has signed them in."""
    return press_in


class Caller(Client):
    """As tests/journeys/caller.py on the real server, but rolled back."""

    def find(self, nhs_number):
        """The address of the one person whom a search finds."""
        (found,) = self.get("/search/", {"q": nhs_number}).context["people"]
        return found["url"]

    def press(self, path, **words):
        """Open the form at ``path``, change these words of it, send it, and go on."""
        page = self.get(path).content.decode()
        return self.post(path, fields_of(page) | words, follow=True)


@pytest.fixture
def call_as(demo):
    """`call_as("gp1")`: a caller in whose browser one press has signed them in."""
    return lambda username: press_in(username, Caller())


def press_in(username, browser=None):
    browser = browser or Client()
    pressed = browser.post(reverse("accounts:demo_sign_in", args=[username]))
    browser.get(pressed.url)
    return browser
