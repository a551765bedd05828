"""Signing in by the front door."""

import pytest
from django.conf import settings
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_demo_signs_in_by_one_press(client, gp):
    url = reverse("accounts:demo_sign_in", args=["gp1"])

    response = client.post(f"{url}?next=/account/lock/", follow=True)

    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/account/lock/"
    assert response.wsgi_request.viewer.name == gp.user.name
    assert client.cookies[settings.ACTING_COOKIE_NAME]["httponly"]


def test_the_sign_in_page(client, gp):
    response = client.get(reverse("account_login"))

    assert b"Person gp1" in response.content
