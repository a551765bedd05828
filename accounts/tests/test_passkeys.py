"""Passkeys, in a real browser with an authenticator that it plays itself."""

import time

import pytest

from accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.browser
PLAYED = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
FORM = "/account/switch/?draft=1"


@pytest.fixture
def page(fresh_database, browser, server):
    """A page whose browser has an authenticator; it must not complain of anything."""
    context = browser.new_context(base_url=server)
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" else None,
    )
    authenticator = context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": PLAYED})
    yield page
    context.close()
    assert not complaints


@pytest.fixture
def with_passkey(page, gp):
    """Somebody who signed in by password and made a passkey on the way."""
    page.goto(f"/account/sign-in/?next={FORM}")
    page.get_by_label("Username").fill("gp1")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Make a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(f"**{FORM}")
    return page


def test_a_passkey_is_made_on_the_way_in_and_signs_in_by_one_press(with_passkey):
    page = with_passkey
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"/account/sign-in/?next={FORM}")

    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url(f"**{FORM}")


def test_from_locked_to_the_same_form_in_one_press_and_a_touch(with_passkey):
    page = with_passkey
    page.get_by_role("button", name="Lock").click()
    page.get_by_role("heading", name="Locked").wait_for()
    began = time.monotonic()

    page.get_by_role("button", name="Unlock with passkey").click()
    page.wait_for_url(f"**{FORM}")

    assert time.monotonic() - began < 5


def test_a_passkey_is_the_second_factor_after_a_password(with_passkey):
    page = with_passkey
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"/account/sign-in/?next={FORM}")
    page.get_by_label("Username").fill("gp1")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    page.get_by_role("button", name="Use your passkey").click()

    page.wait_for_url(f"**{FORM}")
