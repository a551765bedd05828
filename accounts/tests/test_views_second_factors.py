"""Setting up and changing one's second factor."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse

from accounts.tests.conftest import PAGE, PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"
MINE = reverse("accounts:list_second_factors")
ADD_APP = reverse("accounts:add_code_app")


@pytest.fixture
def half_in(client, gp):
    """A browser in which gp1 gave the password and has no second factor yet."""
    client.post(SIGN_IN, {"login": "gp1", "password": PASSWORD})
    return client


def test_a_code_app_is_set_up_on_the_way_in(half_in, code_of):
    page = half_in.get(f"{ADD_APP}?next={PAGE}")
    secret = page.context["form"].secret

    page = half_in.post(f"{ADD_APP}?next={PAGE}", {"code": code_of(secret)})
    onward = re.search(r'class="nhsuk-button" href="([^"]+)"', page.content.decode())
    response = half_in.get(onward[1], follow=True)

    assert len(page.context["codes"]) == 10
    assert response.request["PATH_INFO"] == PAGE


def test_the_square_for_the_camera_is_an_image_of_our_own(half_in):
    page = half_in.get(ADD_APP)
    address = re.search(r'src="([^"]+square.svg)"', page.content.decode())[1]

    square = half_in.get(address)

    assert square.headers["Content-Type"] == "image/svg+xml"
    assert b"<path" in square.content
    assert page.context["form"].secret == half_in.session["mfa.totp.secret"]


def test_a_wrong_code_sets_nothing_up(half_in):
    half_in.get(ADD_APP)

    half_in.post(ADD_APP, {"code": "000000"})

    assert not Authenticator.objects.exists()


def test_the_session_id_changes_when_a_second_factor_is_set_up(half_in, code_of):
    page = half_in.get(ADD_APP)
    before = half_in.cookies[settings.SESSION_COOKIE_NAME].value

    half_in.post(ADD_APP, {"code": code_of(page.context["form"].secret)})

    assert half_in.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_another_sign_in_by_password_alone_stays_shut_after_enrolment(half_in, code_of):
    other = type(half_in)()
    other.post(SIGN_IN, {"login": "gp1", "password": PASSWORD})
    page = half_in.get(ADD_APP)
    half_in.post(ADD_APP, {"code": code_of(page.context["form"].secret)})

    other.get(reverse("accounts:choose_membership"))

    assert settings.ACTING_COOKIE_NAME not in other.cookies


def test_secrets_are_sealed_in_the_table(half_in, code_of):
    secret = half_in.get(ADD_APP).context["form"].secret
    half_in.post(ADD_APP, {"code": code_of(secret)})

    kept = Authenticator.objects.get(type="totp").data["secret"]

    assert secret not in kept


def test_the_only_second_factor_cannot_be_removed(gp, enter):
    client = enter(gp)
    factor = Authenticator.objects.get()

    response = client.post(reverse("accounts:remove_second_factor", args=[factor.pk]))

    assert response.status_code == 409
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_another_s_second_factor_is_not_found(gp, make_member, enter):
    enter(gp)
    theirs = Authenticator.objects.get()
    client = enter(make_member("key1"))

    response = client.post(reverse("accounts:remove_second_factor", args=[theirs.pk]))

    assert response.status_code == 404


def test_a_recovery_code_signs_in_once(gp, enter, client):
    browser = enter(gp)
    page = browser.post(reverse("accounts:renew_recovery_codes"))
    code = page.context["codes"][0]
    for answer in (302, 200):
        client.post(SIGN_IN, {"login": "gp1", "password": PASSWORD})
        response = client.post(reverse("mfa_authenticate"), {"code": code})
        client.post(reverse("accounts:sign_out"))

        assert response.status_code == answer


def test_a_change_asks_again_who_it_is(gp, enter):
    client = enter(gp)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()

    response = client.get(MINE)
    client.post(response.url, {"code": "000000"})
    confirmed = client.post(response.url, {"password": PASSWORD})

    assert response.url.startswith(reverse("accounts:confirm_identity"))
    assert confirmed.url == MINE
    assert client.get(MINE).status_code == 200


def test_a_locked_session_shows_no_second_factor(gp, enter):
    client = enter(gp)
    client.post("/account/lock/")

    assert client.get(MINE).url.startswith("/account/unlock/")
