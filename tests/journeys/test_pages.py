"""Every page that a sign-in can walk to: it opens, quietly, at any size."""

import pytest
from django.urls import resolve

from accounts.demo import WAITING
from tests.journeys.person import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_NOT_WALKED = ("/static/", "/account/sign-in", "/account/sign-out", "#")
LINKS = """() => [...document.querySelectorAll("a[href^='/']")]
  .map((a) => a.getAttribute("href"))"""
# What one page looked like for one role it looks like for the next: the accessibility
# engine reads each once, the eye of the browser reads all.
read = set()


def path_of(address):
    return address.partition("?")[0].partition("#")[0]


def links_of(person):
    """The addresses on this page, one for each page that there is."""
    found = {}
    for address in person.page.evaluate(LINKS):
        if not address.startswith(_NOT_WALKED):
            found.setdefault(resolve(path_of(address)).view_name, address)
    return found


def walk(person):
    """Each page of the menu, and one level below it."""
    below = links_of(person)
    walked = {}
    while below:
        name, address = below.popitem()
        if name in walked:
            continue
        walked[name] = wrong_at(person, name, address)
        if path_of(address).count("/") <= 2:
            below |= {n: a for n, a in links_of(person).items() if n not in walked}
    return walked


def wrong_at(person, name, address):
    """What is wrong there; a paper is read by the tests of paper."""
    response = person.go(address)
    wrong = [] if response.ok else [f"{name}: {response.status}"]
    if name in read or "html" not in response.headers["content-type"]:
        return wrong + person.take_complaints()
    read.add(name)
    return wrong + person.look_at_two_sizes()


@pytest.mark.capability("X6", "X15")
@pytest.mark.parametrize("username", WAITING)
def test_every_page_of_a_sign_in_opens_and_is_accessible(visit, username):
    person = visit(PHONE).sign_in_as(username)
    if person.page.get_by_role("button", name="Work here").count():
        person.press("button", "Work here")

    walked = walk(person)

    assert walked
    assert "\n".join(words for wrong in walked.values() for words in wrong) == ""


def test_the_sign_in_page_is_accessible(visit):
    person = visit()
    person.go("/account/sign-in/")

    assert person.look_at_two_sizes() == []
