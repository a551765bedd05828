"""Signing in, choosing a membership, signing out: by the front door."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.conftest import LONG_AGO, PAGE, PASSWORD
from core.clock import today

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"


def viewer_of(client):
    return client.get(PAGE).wsgi_request.viewer


# The demo


def test_demo_sign_in_takes_one_press(client, gp):
    url = reverse("accounts:demo_sign_in", args=["gp1"])

    response = client.post(f"{url}?next={PAGE}", follow=True)

    assert response.request["PATH_INFO"] == PAGE
    assert response.wsgi_request.viewer.membership_id == gp.pk


def test_demo_sign_in_is_not_there_outside_the_demo(client, gp, settings):
    settings.DEMO = False

    response = client.post(reverse("accounts:demo_sign_in", args=["gp1"]))

    assert response.status_code == 404
    assert viewer_of(client) is None


def test_demo_sign_in_is_for_the_people_of_the_demo_alone(client, make_member):
    make_member("somebody")

    response = client.post(reverse("accounts:demo_sign_in", args=["somebody"]))

    assert response.status_code == 404


def test_the_sign_in_page_offers_the_demo_s_people_in_demo_mode_only(
    client, gp, settings
):
    offered = client.get(SIGN_IN).content
    settings.DEMO = False
    not_offered = client.get(SIGN_IN).content

    assert b"Person gp1" in offered
    assert b"Millbrook Surgery" in offered
    assert b"Person gp1" not in not_offered


# Password and second factor


def test_password_and_code_open_the_page_that_was_wanted(
    client, gp, with_code_app, code_of
):
    secret = with_code_app(gp.user)
    response = client.get(PAGE)
    response = client.get(response.url)
    wanted = f"{SIGN_IN}?next={PAGE}"

    response = client.post(wanted, {"login": "GP1", "password": PASSWORD})
    response = client.post(response.url, {"code": code_of(secret)}, follow=True)

    assert response.request["PATH_INFO"] == PAGE
    assert response.wsgi_request.viewer.username == "gp1"


def test_a_password_alone_opens_nothing_but_the_second_factor_s_pages(client, gp):
    response = client.post(SIGN_IN, {"login": "gp1", "password": PASSWORD})
    response = client.get(response.url)

    assert response.url.startswith(reverse("accounts:list_second_factors"))
    assert client.get(response.url).status_code == 200
    assert viewer_of(client) is None
    assert settings.ACTING_COOKIE_NAME not in client.cookies


def test_a_password_and_a_wrong_code_open_nothing(client, gp, with_code_app):
    with_code_app(gp.user)
    client.post(SIGN_IN, {"login": "gp1", "password": PASSWORD})

    response = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert b"Enter the newest code" in response.content
    assert client.get(reverse("accounts:choose_membership")).url.startswith(SIGN_IN)
    assert viewer_of(client) is None


def test_a_code_is_good_once(gp, enter, client, code_of, with_code_app, monkeypatch):
    secret = with_code_app(gp.user)
    code = code_of(secret)
    for browser in (client, type(client)()):
        browser.post(SIGN_IN, {"login": "gp1", "password": PASSWORD})
        # another process: its cache knows nothing of the first one's
        monkeypatch.setattr(
            "allauth.mfa.totp.internal.auth.TOTP._mark_code_used", lambda *_: True
        )
        response = browser.post(reverse("mfa_authenticate"), {"code": code})

    assert response.status_code == 200
    assert b"or was used" in response.content


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere/x"])
def test_an_address_of_another_site_is_not_followed(client, gp, address):
    url = reverse("accounts:demo_sign_in", args=["gp1"])

    response = client.post(f"{url}?next={address}", follow=True)

    assert all("elsewhere" not in hop for hop, _ in response.redirect_chain[1:])
    assert response.request["PATH_INFO"] == "/"


def test_wrong_password_and_unknown_name_get_the_same_answer(client, gp):
    wrong = client.post(SIGN_IN, {"login": "gp1", "password": "x"})
    unknown = client.post(SIGN_IN, {"login": "nobody", "password": "x"})

    def without_the_form_s_own(response):
        words = response.content.decode()
        for name in ("csrfmiddlewaretoken", "submit_key"):
            words = "".join(part.partition('">')[2] for part in words.split(name))
        return words.replace("gp1", "NAME").replace("nobody", "NAME")

    assert wrong.status_code == unknown.status_code
    assert without_the_form_s_own(wrong) == without_the_form_s_own(unknown)


@pytest.mark.parametrize("name", ["gp1", "nobody", "invited", "leaver"])
def test_any_name_costs_exactly_one_hash(client, gp, make_member, monkeypatch, name):
    invited, leaver = make_member("invited").user, make_member("leaver").user
    invited.set_unusable_password()
    invited.save()
    leaver.is_active = False
    leaver.save()
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashed.append(1) or encode(self, password, salt),
    )

    client.post(SIGN_IN, {"login": name, "password": "wrong"})

    assert len(hashed) == 1


def test_any_name_costs_the_same_queries(client, gp):
    client.post(SIGN_IN, {"login": "gp1", "password": "x"})
    counts = []
    for name in ("gp1", "nobody"):
        with CaptureQueriesContext(connection) as queries:
            client.post(SIGN_IN, {"login": name, "password": "x"})
        counts.append(len(queries))

    assert counts[0] == counts[1]


# Choosing a membership


def test_one_of_several_memberships_is_chosen(locum, press_in, client):
    press_in(locum, client)
    page = client.get(reverse("accounts:choose_membership"))

    client.post(reverse("accounts:choose_membership"), {"membership": locum.pk})

    assert b"Harbour House" in page.content
    assert viewer_of(client).membership_id == locum.pk


def test_somebody_else_s_membership_cannot_be_chosen(locum, administrator, press_in):
    client = press_in(locum)

    client.post(reverse("accounts:choose_membership"), {"membership": administrator.pk})

    assert viewer_of(client) is None


def test_without_a_running_membership_a_page_says_so(make_member, press_in):
    member = make_member("gp1", ends_on=LONG_AGO)

    page = press_in(member).get(reverse("accounts:choose_membership"))

    assert b"no running membership" in page.content


def test_a_membership_that_begins_tomorrow_is_not_offered(make_member, press_in):
    member = make_member("gp1", starts_on=today() + timedelta(days=1))

    assert viewer_of(press_in(member)) is None


def test_a_lost_acting_session_is_not_replaced_by_going_back_to_the_start(gp, press_in):
    client = press_in(gp)
    del client.cookies[settings.ACTING_COOKIE_NAME]

    response = client.get(reverse("accounts:choose_membership"))

    assert response.url.startswith(SIGN_IN)
    assert viewer_of(client) is None


def test_switching_gives_another_membership_and_another_session(locum, press_in):
    client = press_in(locum)
    client.post(reverse("accounts:choose_membership"), {"membership": locum.pk})
    before = {name: cookie.value for name, cookie in client.cookies.items()}
    other = locum.user.memberships.get(role=Role.SPECIALIST)

    client.post(reverse("accounts:switch_membership"), {"membership": other.pk})

    assert viewer_of(client).membership_id == other.pk
    for name in (settings.ACTING_COOKIE_NAME, settings.SESSION_COOKIE_NAME):
        assert client.cookies[name].value != before[name]
    client.cookies[settings.ACTING_COOKIE_NAME] = before[settings.ACTING_COOKIE_NAME]
    assert viewer_of(client) is None


# Sessions


def test_a_planted_session_id_is_worth_nothing_after_any_way_in(
    gp, with_code_app, code_of, client
):
    secret = with_code_app(gp.user)
    client.get(SIGN_IN)
    client.post(SIGN_IN, {"login": "gp1", "password": PASSWORD})
    planted = client.cookies[settings.SESSION_COOKIE_NAME].value
    response = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    after_code = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.get(response.url)
    opened = client.cookies[settings.SESSION_COOKIE_NAME].value

    assert len({planted, after_code, opened}) == 3
    thief = type(client)()
    for known in (planted, after_code):
        thief.cookies[settings.SESSION_COOKIE_NAME] = known
        assert not thief.get(SIGN_IN).wsgi_request.user.is_authenticated


def test_each_cookie_is_kept_from_scripts_and_from_other_sites(gp, press_in):
    client = press_in(gp)

    for name in (settings.ACTING_COOKIE_NAME, settings.SESSION_COOKIE_NAME):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_signing_out_ends_everything_and_says_so(gp, press_in):
    client = press_in(gp)
    token = client.cookies[settings.ACTING_COOKIE_NAME].value

    response = client.post(reverse("accounts:sign_out"))
    page = client.get(response.url)

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert b"You have signed out" in page.content
    client.cookies[settings.ACTING_COOKIE_NAME] = token
    assert viewer_of(client) is None


@pytest.mark.role("unwalled")
def test_what_happens_at_the_door_is_written_down(gp, enter, told, client):
    client.post(SIGN_IN, {"login": "gp1", "password": "not it"})
    browser = enter(gp)
    browser.post(reverse("accounts:sign_out"))

    failed, entered, left = (
        told(verb)[0] for verb in ("sign_in_failed", "signed_in", "signed_out")
    )
    assert failed.user_id is None
    assert failed.subject_id == str(gp.user_id)
    assert "not it" not in str(failed.facts)
    assert (entered.user_id, entered.facts["how"]) == (gp.user_id, "password + totp")
    assert left.membership_id == gp.pk


def test_an_ordinary_page_pays_for_one_statement_of_sign_in(gp, press_in):
    client = press_in(gp)

    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)

    asked = [
        q["sql"]
        for q in queries
        if "SAVEPOINT" not in q["sql"] and "set_config" not in q["sql"]
    ]
    assert len(asked) == 1
    assert asked[0].startswith("EXECUTE open ")
