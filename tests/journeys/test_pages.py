"""Every page that a sign-in can walk to: it opens, quietly, at any size."""

import re

import pytest

from accounts.demo import WAITING
from tests.journeys.person import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_NOT_WALKED = ("/static/", "/account/sign-in", "/account/sign-out", "#")
LINKS = """() => [...document.querySelectorAll("a[href^='/']")]
  .map((a) => a.getAttribute("href"))"""
# What one page pattern looked like for one role it looks like for the next: the
# accessibility engine reads each once, the eye of the browser reads all.
read = set()


def pattern(address):
    return _ID.sub("…", address.partition("?")[0])


def links_of(person):
    """The addresses on this page, one for each pattern."""
    found = {}
    for address in person.page.evaluate(LINKS):
        if not address.startswith(_NOT_WALKED):
            found.setdefault(pattern(address), address)
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
        if name.count("/") <= 2:
            below |= {n: a for n, a in links_of(person).items() if n not in walked}
    return walked


def wrong_at(person, name, address):
    response = person.go(address)
    wrong = [] if response.ok else [f"{name}: {response.status}"]
    if name in read:
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
