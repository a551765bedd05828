"""An identity provider that speaks OpenID Connect, played on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tests.conftest import PAGE

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("openid_connect_login", args=["identity"])
ANSWER = reverse("openid_connect_callback", args=["identity"])
JOIN = reverse("accounts:join_identity")


class Played(BaseHTTPRequestHandler):
    """Says where it is, hands out a token and tells whose it is."""

    def answer(self):
        here = f"http://localhost:{self.server.server_port}"
        ends = ("authorization", "token", "userinfo")
        told = {f"{end}_endpoint": f"{here}/{end}" for end in ends}
        told |= {"issuer": here, "jwks_uri": f"{here}/jwks"}
        told |= {"access_token": "t", "token_type": "Bearer", "sub": "staff-40417"}
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


@pytest.fixture
def provider(settings):
    server = HTTPServer(("localhost", 0), Played)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OPENID_SERVER = f"http://localhost:{server.server_port}"
    app = {
        "provider_id": "identity",
        "name": "staff sign-in",
        "client_id": "c",
        "secret": "s",
        "settings": {"server_url": settings.OPENID_SERVER},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield server
    server.shutdown()
    server.server_close()


def go_there_and_back(client, response):
    """What the browser does at the provider's pages."""
    asked = parse_qs(urlsplit(response.url).query)
    return client.get(ANSWER, {"state": asked["state"][0], "code": "c"})


def works(client):
    return client.get(PAGE).wsgi_request.viewer is not None


@pytest.fixture
def joined(provider, gp, enter):
    client = enter(gp)
    go_there_and_back(client, client.post(JOIN))
    return client


def test_a_joined_identity_is_a_first_factor_and_leads_to_the_second(joined, code_of):
    client = Client()

    response = go_there_and_back(client, client.post(SIGN_IN, {"next": PAGE}))

    assert not works(client)
    assert response.url == reverse("mfa_authenticate")
    code = {"code": code_of(joined.secret, steps=1)}
    client.get(client.post(response.url, code).url)
    assert works(client)


def test_an_identity_that_nobody_joined_signs_nobody_in(provider, gp):
    client = Client()

    page = go_there_and_back(client, client.post(SIGN_IN))

    assert b"belongs to no account" in page.content
    assert not page.wsgi_request.user.is_authenticated


def test_joining_needs_somebody_who_has_shown_who_they_are(provider, gp):
    client = Client()

    assert client.post(JOIN).url.startswith("/account/sign-in/")
    assert client.post(SIGN_IN, {"process": "connect"}).status_code == 404


def test_a_removed_identity_signs_nobody_in(joined):
    joined.post(reverse("accounts:remove_identity"))

    page = go_there_and_back(Client(), Client().post(SIGN_IN))

    assert not page.wsgi_request.user.is_authenticated


def test_without_a_provider_nothing_leads_to_one(client, gp):
    assert client.post(SIGN_IN).status_code == 404
    assert (
        b"Sign in with your organisation" not in client.get("/account/sign-in/").content
    )
