"""One's own sign-ins and password: by the front door."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts.tests.conftest import PAGE, PASSWORD

pytestmark = pytest.mark.django_db
SESSIONS = reverse("accounts:list_sessions")
PASSWORD_PAGE = reverse("accounts:change_password")


def works(client):
    return client.get(PAGE).wsgi_request.viewer is not None


@pytest.fixture
def two_places(gp, press_in):
    """The same person, signed in here and there."""
    here, there = Client(HTTP_USER_AGENT="Firefox/9 (Windows)"), Client()
    return press_in(gp, here), press_in(gp, there)


def test_the_list_shows_each_sign_in_and_which_is_this_one(two_places):
    here, _ = two_places

    page = here.get(SESSIONS).content.decode()

    assert "Firefox on Windows" in page
    assert page.count("This one") == 1
    assert len(here.get(SESSIONS).context["sessions"]) == 2


def test_ending_one_ends_what_was_opened_on_it(two_places):
    here, there = two_places
    other = UserSession.objects.get(session_key=there.session.session_key)

    here.post(reverse("accounts:end_session", args=[other.pk]))

    assert works(here)
    assert not works(there)


def test_another_s_sign_in_is_not_found(two_places, make_member, press_in):
    here, _ = two_places
    stranger = press_in(make_member("key1"))
    theirs = UserSession.objects.get(session_key=here.session.session_key)

    response = stranger.post(reverse("accounts:end_session", args=[theirs.pk]))

    assert response.status_code == 404
    assert works(here)


def test_a_changed_password_ends_every_sign_in(gp, enter, press_in):
    client, elsewhere = enter(gp), press_in(gp)

    client.post(PASSWORD_PAGE, {"password": "three other plain words"})

    assert not works(client)
    assert not works(elsewhere)
    gp.user.refresh_from_db()
    assert gp.user.check_password("three other plain words")


def test_the_account_page_leads_to_all_of_it(gp, press_in):
    page = press_in(gp).get(reverse("accounts:show_account")).content.decode()

    for verb in ("list_sessions", "change_password", "list_second_factors"):
        assert reverse(f"accounts:{verb}") in page
    assert PASSWORD not in page
