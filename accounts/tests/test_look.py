"""How the pages of accounts look in a real browser: access, width, complaints."""

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.conftest import PASSWORD
from tests.look import resize, wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZES = [(1366, 768), (320, 640)]
OUTSIDE = ["/account/sign-in/", "/account/invitation/none/", "/account/sign-out/"]
OWN = ["/account/", "/account/switch/", "/account/lock/", "/account/sessions/"]
# These ask again who it is in the demo, where nobody gave a password: one press.
CONFIRMED = [
    "/account/second-factor/",
    "/account/second-factor/passkeys/add/",
    "/account/second-factor/app/add/",
    "/account/second-factor/recovery-codes/",
    "/account/password/change/",
]
PLACES = {
    "gp1": [*OWN, *CONFIRMED, "/cover/"],
    "admin1": ["/members/", "/members/?which=left", "/members/invite/", "/scheme/"],
    "coord1": [
        "/members/",
        "/scheme/",
        "/scheme/settings/review_weeks/change/",
        "/scheme/settings/names_shown_to_person/change/",
        "/scheme/places/find/?q=harbour",
        "/scheme/places/T1/change/",
        "/scheme/places/T2/add/",
    ],
}


@pytest.fixture
def page(fresh_database, browser, server):
    context = browser.new_context(base_url=server)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.complaints = []
    page.on("console", lambda said: said.type == "error" and complain(page, said))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def people(page, gp, locum, place, make_member, service, administrator):
    coordinator = make_member("coord1", Role.COORDINATOR, service)
    return {"gp1": gp, "admin1": administrator, "coord1": coordinator}


def complain(page, said):
    page.complaints.append(f"{said.text} {said.location}")


def complaints_of(page):
    """What axe, the width or the console has to say, at every size."""
    for size in SIZES:
        resize(page, size)
        yield from (f"{page.url} at {size[0]}: {words}" for words in wrong_with(page))
    yield from page.complaints
    page.complaints.clear()


def look_at(page, addresses):
    for address in addresses:
        page.goto(address)
        page.wait_for_function("document.body.classList.contains('js-enabled')")
        yield from complaints_of(page)


def test_the_pages_before_signing_in(page, people):
    said = list(look_at(page, OUTSIDE))

    # the browser itself says that the old link answered 410
    assert [line for line in said if "410" not in line] == []


@pytest.mark.parametrize("username", PLACES)
def test_the_pages_of(page, people, username):
    page.goto("/account/sign-in/")
    page.get_by_role("button", name=f"Person {username}").click()
    page.goto("/account/")

    acts = ("end_membership", "reset_sign_in") if username == "admin1" else ()
    other = people["gp1"].pk
    addresses = [reverse(f"accounts:{act}", args=[other]) for act in acts]

    assert list(look_at(page, [*PLACES[username], *addresses])) == []


def test_the_locked_page_and_the_second_step(page, people):
    page.goto("/account/sign-in/")
    page.get_by_label("Username").fill("gp1")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert list(complaints_of(page)) == []
    page.goto("/account/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Person gp1").click()
    page.goto("/account/lock/")
    page.locator("main").get_by_role("button", name="Lock").click()

    assert list(complaints_of(page)) == []


def test_a_password_manager_knows_whose_password_is_changed(page, people):
    said = []
    page.on("console", lambda words: said.append(words.text))
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Person gp1").click()

    page.goto("/account/password/change/")

    account = page.locator("form.app-form input[autocomplete=username]")
    assert account.input_value() == "gp1"
    assert not account.is_visible()
    assert [words for words in said if "username" in words.lower()] == []
