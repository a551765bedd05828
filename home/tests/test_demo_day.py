"""The demo itself: loaded once, its day moved, made anew by one press."""

from contextlib import closing, contextmanager
from io import StringIO
from select import select

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Membership
from accounts.permissions import Role
from core.clock import today
from home.actions import RESET
from home.demo.scheme import MEMBERS
from sharedcare import embedded, run
from tests.demo import press_in
from tests.world import connected

pytestmark = pytest.mark.slow


def test_loading_again_says_so_and_changes_nothing(demo):
    said = StringIO()
    before = Membership.objects.count()
    call_command("load_demo", stdout=said)
    call_command("load_demo", "--ground", stdout=said)

    assert said.getvalue().count("loaded already") == 2
    assert Membership.objects.count() == before


def test_nothing_is_loaded_outside_demo_mode(demo, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="Demo mode is off"):
        call_command("load_demo")


def test_what_falls_due_tomorrow_is_there_after_a_press(enter_as, demo):
    browser = enter_as("gp1")
    day = today()

    browser.post(reverse("home:move_day"))
    assert (today() - day).days == 1
    assert browser.get("/").context["count"] == demo["work"]["gp1"]["tomorrow"]


def test_the_day_moves_by_as_many_days_as_asked(enter_as):
    browser, day = enter_as("com1"), today()

    response = browser.post(reverse("home:move_day"), {"days": "7"})
    assert (response.status_code, (today() - day).days) == (302, 7)


@pytest.mark.parametrize("days", ["0", "121", "-1", "soon", "9999"])
def test_the_day_moves_neither_backward_nor_far(enter_as, days):
    day = today()

    response = enter_as("gp1").post(reverse("home:move_day"), {"days": days})
    assert (response.status_code, today()) == (409, day)


def test_neither_is_there_outside_demo_mode(enter_as, settings):
    browser, day = enter_as("gp1"), today()
    settings.DEMO = False

    for page in ("move_day", "reset_demo"):
        assert browser.post(reverse(f"home:{page}")).status_code == 404
    assert today() == day


def test_a_reset_is_refused_where_nobody_hears_it(enter_as):
    response = enter_as("gp1").post(reverse("home:reset_demo"))

    assert response.status_code == 409
    assert "load_demo" in response.content.decode()


@pytest.mark.capability("X15")
def test_one_press_asks_for_a_reset_of_whoever_hears(loaded_demo, hears, commits_in):
    with commits_in(loaded_demo):
        browser = press_in("gp1")
        response = browser.post(reverse("home:reset_demo"))

    assert response.url == reverse("home:await_reset")
    assert hears() == [RESET]


@pytest.fixture
def commits_in(django_db_blocker):
    """`commits_in(database)`: what is done there stays done."""

    @contextmanager
    def enter(database):
        with django_db_blocker.unblock(), connected(database, "app_web"):
            yield

    return enter


@pytest.fixture
def hears(cluster, loaded_demo):
    """In the place of the parent process: listens under its name; what was heard."""
    address = embedded.address("owner", cluster.sockets, loaded_demo)
    with closing(psycopg2.connect(address, application_name=run.RESET)) as line:
        line.autocommit = True
        line.cursor().execute(f"LISTEN {run.RESET}")

        def heard():
            select([line], [], [], 10)
            line.poll()
            return [notice.channel for notice in line.notifies]

        yield heard


@pytest.mark.capability("X15")
@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM])
def test_each_role_is_signed_in_by_one_press(demo, role):
    username = next(one.username for one in MEMBERS if one.role == role)

    page = press_in(username).get("/", follow=True)

    assert page.context["request"].viewer.role == role


def test_the_page_that_waits_looks_again_until_one_is_signed_out(enter_as):
    address = reverse("home:await_reset")
    browser = enter_as("gp1")

    waiting = browser.get(address)
    browser.cookies.clear()
    over = browser.get(address)
    assert (waiting.status_code, waiting.headers["Refresh"]) == (200, "1")
    assert over.url == reverse("account_login")
