"""Every page that a sign-in can walk to: it opens, quietly, at any size."""

import os

import pytest
from django.urls import resolve

from accounts.demo import WAITING
from tests.journeys.person import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_NOT_WALKED = ("/static/", "/account/sign-in", "/account/sign-out", "#")
LINKS = """() => [...document.querySelectorAll("a[href^='/']")]
  .map((a) => a.getAttribute("href"))"""


@pytest.fixture(scope="session")
def is_unread(tmp_path_factory):
    """`is_unread(name)`: nobody has read this page in this run, and now somebody does.

    What one page looked like for one role it looks like for the next: of all workers
    one has the accessibility engine read it, the eye of the browser reads all."""
    of_run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        of_run = of_run.parent  # a worker's own lies in that of the run
    read = of_run / "read"
    read.mkdir(exist_ok=True)

    def take(name):
        try:
            (read / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return take


def path_of(address):
    return address.partition("?")[0].partition("#")[0]


def links_of(person):
    """The addresses on this page, one for each page that there is."""
    found = {}
    for address in person.page.evaluate(LINKS):
        if not address.startswith(_NOT_WALKED):
            found.setdefault(resolve(path_of(address)).view_name, address)
    return found


def walk(person, is_unread):
    """Each page of the menu, and one level below it."""
    below = links_of(person)
    walked = {}
    while below:
        name, address = below.popitem()
        if name in walked:
            continue
        walked[name] = wrong_at(person, name, address, is_unread)
        if path_of(address).count("/") <= 2:
            below |= {n: a for n, a in links_of(person).items() if n not in walked}
    return walked


def wrong_at(person, name, address, is_unread):
    """What is wrong there; a paper is read by the tests of paper."""
    response = person.go(address)
    wrong = [] if response.ok else [f"{name}: {response.status}"]
    is_page = "html" in response.headers["content-type"]
    if is_page and is_unread(name):
        return wrong + person.look_at_two_sizes()
    return wrong + person.take_complaints()


@pytest.mark.capability("X6", "X15")
@pytest.mark.parametrize("username", WAITING)
def test_every_page_of_a_sign_in_opens_and_is_accessible(visit, username, is_unread):
    person = visit(PHONE).sign_in_as(username)
    if person.page.get_by_role("button", name="Work here").count():
        person.press("button", "Work here")

    walked = walk(person, is_unread)

    assert walked
    assert "\n".join(words for wrong in walked.values() for words in wrong) == ""


def test_the_sign_in_page_is_accessible(visit):
    person = visit()
    person.go("/account/sign-in/")

    assert person.look_at_two_sizes() == []
