"""A contact note written in the caseload itself, without opening the person."""

import re
from datetime import timedelta

import pytest

from tests.journeys.person import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

OMAR = "KIRKBY, Omar"
OPEN = re.compile(f"Log contact.*{OMAR}")
OPENED = ".app-work__form"


def open_note(worker):
    worker.go("/caseload/?whose=mine")
    worker.presses = 0
    worker.press("link", OPEN)
    worker.page.locator(OPENED).wait_for()


def row_of(worker):
    return worker.page.locator("tbody", has_text=OMAR).first


def has_focus(worker, locator):
    return locator.evaluate("it => it === document.activeElement")


@pytest.mark.capability("N3", "X6")
def test_a_call_and_the_next_date_are_logged_in_the_row(visit):
    worker = visit().sign_in_as("key1")
    day = worker.today + timedelta(days=3)
    open_note(worker)
    assert worker.look() == []

    worker.tick("Call")
    worker.tick("No answer")
    worker.type("Note", "Rang twice.")
    worker.type_day("When is the next contact?", day)
    worker.press("button", "Save contact")

    worker.page.get_by_role("status").get_by_text("Saved").wait_for()
    assert worker.path == "/caseload/"
    assert worker.page.locator(OPENED).count() == 0
    assert worker.page.locator("tbody", has_text=OMAR).count() == 1
    assert f"Next contact {day:%a %d-%b}" in row_of(worker).inner_text()
    assert has_focus(worker, row_of(worker).get_by_role("link", name=OPEN))
    assert worker.presses <= 5
    worker.press("link", OMAR)
    assert "Rang twice." in worker.words()


def test_what_is_wrong_is_said_in_the_row_and_nothing_is_lost(visit):
    worker = visit(PHONE).sign_in_as("key1")
    open_note(worker)
    worker.type("Note", "Rang twice.")

    worker.press("button", "Save contact")

    said = worker.page.locator(".nhsuk-error-summary")
    said.wait_for()
    assert "Choose how contact was made or tried" in said.inner_text()
    assert has_focus(worker, said)
    assert worker.page.locator(OPENED).count() == 1
    note = worker.page.get_by_label("Note", exact=True)
    assert note.input_value() == "Rang twice."
    assert worker.look() == []


def test_the_keyboard_opens_once_and_escape_goes_back(visit):
    worker = visit().sign_in_as("key1")
    worker.go("/caseload/?whose=mine")
    opener = row_of(worker).get_by_role("link", name=OPEN)

    opener.focus()
    worker.page.keyboard.press("Enter")
    worker.page.locator(OPENED).wait_for()
    first = worker.page.locator(f"{OPENED} input:not([type=hidden])").first
    assert has_focus(worker, first)
    opener.focus()
    worker.page.keyboard.press("Enter")
    assert has_focus(worker, first)
    assert worker.page.locator(OPENED).count() == 1

    worker.page.keyboard.press("Escape")
    assert worker.page.locator(OPENED).count() == 0
    assert has_focus(worker, opener)


ANOTHER = re.compile("Log contact")


def test_opening_another_row_closes_the_first_and_keeps_its_words(visit):
    worker = visit().sign_in_as("key1")
    open_note(worker)
    worker.type("Note", "Half a sentence")
    others = worker.page.locator("tbody[id]").filter(has_not_text=OMAR)

    worker.press("link", ANOTHER, within=others.first)

    row_of(worker).get_by_text("What you typed is kept as a draft").wait_for()
    worker.page.locator(OPENED).wait_for()  # one, or it says that there are two
    worker.press("link", OPEN)
    row_of(worker).locator("xpath=following-sibling::tbody[1]").get_by_label(
        "Note", exact=True
    ).wait_for()
    assert worker.page.locator(OPENED).count() == 1
    note = worker.page.get_by_label("Note", exact=True)
    assert note.input_value() == "Half a sentence"


def test_a_row_closed_with_nothing_typed_says_nothing(visit):
    worker = visit().sign_in_as("key1")
    open_note(worker)
    others = worker.page.locator("tbody[id]").filter(has_not_text=OMAR)

    worker.press("link", ANOTHER, within=others.first)

    others.first.locator("xpath=following-sibling::tbody[1]").locator("form").wait_for()
    assert worker.page.locator(OPENED).count() == 1
    assert worker.page.get_by_text("kept as a draft").count() == 0


def test_cancel_closes_and_the_words_wait_as_a_draft(visit):
    worker = visit().sign_in_as("key1")
    open_note(worker)
    worker.type("Note", "Half a sentence")
    worker.page.get_by_text("saved as draft").wait_for()

    worker.press("link", "Cancel")
    assert worker.page.locator(OPENED).count() == 0
    worker.press("link", OPEN)

    note = worker.page.get_by_label("Note", exact=True)
    note.wait_for()
    assert note.input_value() == "Half a sentence"


def test_who_is_signed_out_meanwhile_is_led_to_sign_in(visit):
    worker = visit().sign_in_as("key1")
    worker.go("/caseload/?whose=mine")
    worker.context.clear_cookies()

    worker.press("link", OPEN)

    worker.page.wait_for_url("**/account/sign-in/**")


def test_without_a_script_the_link_leads_to_the_same_form(visit):
    worker = visit(java_script_enabled=False).sign_in_as("key1")
    worker.go("/caseload/?whose=mine")

    worker.press("link", OPEN)

    assert re.search("/people/.*/contacts/log/", worker.path)
    worker.tick("Call")
    worker.tick("Spoke")
    worker.press("button", "Save contact")
    assert "Contact saved." in worker.words()
