"""Staying, locking, unlocking: by the front door."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts import acting
from accounts.tests.conftest import PAGE, PASSWORD
from core import drafts
from core.models import Draft

LOCK, UNLOCK = "/account/lock/", "/account/unlock/"
FORM = "/account/switch/?draft=1"


def works(client):
    return client.get(PAGE).wsgi_request.viewer is not None


@pytest.mark.django_db
def test_locking_leads_to_unlock_and_back_to_the_same_page(gp, enter):
    client = enter(gp)

    response = client.post(LOCK, HTTP_REFERER=f"http://testserver{FORM}")
    page = client.get(response.url)

    assert b"Signed in as" in page.content
    assert not works(client)
    response = client.post(response.url, {"password": PASSWORD})
    assert response.url == FORM
    assert works(client)


@pytest.mark.django_db
def test_a_locked_page_leads_to_unlock_and_knows_the_way_back(gp, enter):
    client = enter(gp)
    client.post(LOCK)

    response = client.get(FORM)

    assert response.url == f"{UNLOCK}?next=%2Faccount%2Fswitch%2F%3Fdraft%3D1"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer", [{"password": "wrong"}, {"code": "000000"}, {"press": "yes"}, {}]
)
def test_a_wrong_proof_leaves_it_locked(gp, enter, answer):
    client = enter(gp)
    client.post(LOCK)

    response = client.post(UNLOCK, answer)

    assert response.status_code == 200
    assert not works(client)


@pytest.mark.django_db
def test_a_code_unlocks(gp, enter, code_of):
    client = enter(gp)
    client.post(LOCK)

    client.post(UNLOCK, {"code": code_of(client.secret, steps=1)})

    assert works(client)


@pytest.mark.django_db
def test_the_demo_unlocks_by_one_press(make_member, press_in):
    member = make_member("key1")
    member.user.set_unusable_password()
    member.user.save()
    client = press_in(member)
    client.post(LOCK)

    client.post(UNLOCK, {"press": "yes"})

    assert works(client)


@pytest.mark.django_db
def test_another_s_proof_does_not_unlock_a_session_in_the_same_browser(
    gp, make_member, enter
):
    client = enter(gp)
    client.post(LOCK)
    locked = client.cookies[settings.ACTING_COOKIE_NAME].value
    thief = enter(make_member("key1"))
    thief.cookies[settings.ACTING_COOKIE_NAME] = locked

    response = thief.post(UNLOCK, {"password": PASSWORD})

    assert response.status_code == 409
    assert not works(thief)


@pytest.mark.django_db
def test_the_start_is_no_way_round_a_lock(gp, enter):
    client = enter(gp)
    client.post(LOCK)

    response = client.get(reverse("accounts:choose_membership"))

    assert response.url.startswith(UNLOCK)
    assert not works(client)


@pytest.mark.django_db
def test_staying_is_possible_only_while_unlocked(gp, enter):
    client = enter(gp)
    assert client.post("/account/stay/").status_code == 204
    client.post(LOCK)

    assert client.post("/account/stay/").status_code == 401
    assert Client().post("/account/stay/").status_code == 401


@pytest.mark.django_db
def test_what_is_sent_about_a_person_from_a_locked_page_waits_as_a_draft(gp, enter):
    client, person = enter(gp), uuid4()
    url = reverse("patients:log_consultation", args=[person])
    client.post(LOCK)

    response = client.post(url, {"note": "Sleeps better"})

    assert response.url == f"{UNLOCK}?next={quote(url, safe='')}"
    client.post(UNLOCK, {"password": PASSWORD})
    token = client.cookies[settings.ACTING_COOKIE_NAME].value
    viewer, _ = acting.read_viewer(token)
    typed, _ = drafts.find(
        user_id=viewer.user_id, form="log_consultation", about=person
    )
    assert typed["note"] == "Sleeps better"


@pytest.mark.django_db
@pytest.mark.role("unwalled")
def test_a_password_is_never_kept_as_a_draft(gp, enter):
    client = enter(gp)
    client.post(LOCK)

    client.post(reverse("accounts:change_password"), {"password": "new words"})

    assert not Draft.objects.exists()


@pytest.mark.django_db
@pytest.mark.role("unwalled")
def test_locking_and_unlocking_are_written_down(gp, enter, told):
    client = enter(gp)
    client.post(LOCK)
    client.post(UNLOCK, {"password": PASSWORD})

    assert told("locked")[0].membership_id == gp.pk
    assert told("unlocked")[0].membership_id == gp.pk


# Time goes by: these commit, so that the owner can set the clock of a session back.


def _set_back(owner, column, interval):
    owner.execute(
        f"UPDATE accounts_actingsession SET {column} = {column} - interval '{interval}'"
    )


@pytest.mark.parametrize(("minutes", "is_open"), [(14, True), (15, False)])
def test_fifteen_minutes_without_a_request_lock(
    fresh_database, owner_cursor, gp, enter, minutes, is_open
):
    client = enter(gp)

    _set_back(owner_cursor, "seen_at", f"{minutes} minutes")

    assert works(client) is is_open


def test_staying_counts_as_being_seen(fresh_database, owner_cursor, gp, enter):
    client = enter(gp)
    _set_back(owner_cursor, "seen_at", "14 minutes")

    client.post("/account/stay/")
    _set_back(owner_cursor, "seen_at", "14 minutes")

    assert works(client)


def test_after_ten_hours_not_even_an_unlock_helps(
    fresh_database, owner_cursor, gp, enter
):
    client = enter(gp)
    client.post(LOCK)
    _set_back(owner_cursor, "expires_at", "10 hours")

    client.post(UNLOCK, {"password": PASSWORD})

    assert not works(client)


def test_the_sign_in_itself_ends_ten_hours_after_it_began_whatever_is_done(
    fresh_database, owner_cursor, gp, enter
):
    client = enter(gp)
    owner_cursor.execute("SELECT expire_date FROM django_session")
    began = owner_cursor.fetchone()
    client.post(LOCK)
    client.post(UNLOCK, {"password": PASSWORD})

    owner_cursor.execute("SELECT expire_date FROM django_session")

    assert owner_cursor.fetchone() == began
    owner_cursor.execute(
        "SELECT expire_date - now() BETWEEN interval '9:59' AND interval '10:00'"
        " FROM django_session"
    )
    assert owner_cursor.fetchone() == (True,)
