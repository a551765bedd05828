"""Ending somebody's care: never for telling, and never by one alone."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

CARL = "DUNMORE, Carl"
PROPOSED = "Leon Whitcombe proposes to end care (ended by service)"


def open_carl(person):
    person.page.get_by_label("Find a person").fill("999 526 0182")
    person.page.get_by_label("Find a person").press("Enter")
    person.press("link", CARL, person.page.locator("tbody"))
    person.page.wait_for_url("**/people/*/")


def propose(worker, words="Threw a chair at reception; had been warned in writing."):
    open_carl(worker)
    worker.press("link", "Close episode")
    worker.tick("Ended by service")
    if words:
        worker.type("What has happened?", words)
    worker.press("button", "Close episode")


@pytest.mark.capability(77)
def test_care_goes_on_until_a_second_clinician_agrees(visit):
    first, second = visit().sign_in_as("key1"), visit().sign_in_as("lead1")
    propose(first)
    assert "The care goes on until a second clinician agrees" in first.words()
    assert "In treatment since" in first.words()
    assert PROPOSED in first.words()
    first.press("link", "Home")
    assert PROPOSED in first.words()
    first.press("link", re.compile(f"Answer.*{CARL}"))
    choices = [one.inner_text() for one in first.page.get_by_role("radio").all()]
    assert len(choices) == 1
    assert "I take it back" in first.words()

    second.press("link", "Home")
    line = second.page.locator("tbody tr").filter(has_text=PROPOSED)
    assert "Done" not in line.inner_text()
    second.press("link", re.compile(f"Answer.*{CARL}"), line)
    assert "Threw a chair" in second.words()
    assert second.look_at_two_sizes() == []
    second.tick("I agree: the care ends")
    second.type("Why?", "The team met; another service will see him.")
    second.press("button", "Save answer")

    assert "No open episode" in second.words()
    assert "Ending care: agreed" in second.words()
    first.press("link", "Home")
    assert PROPOSED not in first.words()


@pytest.mark.capability(77)
def test_a_reason_in_words_is_asked_and_telling_is_none(visit):
    worker = visit().sign_in_as("key1")

    propose(worker, words="")

    alert = worker.page.get_by_role("alert").inner_text()
    assert "Enter what has happened: a second clinician reads it" in alert
    assert "That somebody told of use is never a reason" in worker.words()
    reasons = [
        one.inner_text() for one in worker.page.locator(".nhsuk-radios__label").all()
    ]
    assert len(reasons) == 10
    assert not [
        one
        for one in reasons
        if re.search("use|told|disclos", one.replace("Completed occasional use", ""))
    ]


@pytest.mark.capability(77)
def test_what_stays_private_is_shown_and_given(visit):
    worker = visit().sign_in_as("key1")
    open_carl(worker)
    worker.press("link", "Log consultation")
    shown = worker.words()
    assert "will not lose you help" in shown
    assert "a child is at risk" in shown
    assert "serious harm" in shown

    worker.press("button", "All unchanged")
    worker.page.get_by_text("Brief advice", exact=True).click()
    worker.tick("What stays private")
    worker.press("button", "Save consultation")

    assert "Advice given: what stays private" in worker.words()
