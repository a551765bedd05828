"""Where an answer fails: the page stays, with all that was typed."""

import pytest

from tests.journeys.test_in_place import open_note
from tests.journeys.test_story_one import open_form

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

SORRY = "Could not be worked out just now"


def fail(route):
    route.fulfill(status=500, body="")


def lose(route):
    route.abort()


@pytest.mark.parametrize("broken", [fail, lose], ids=["fails", "lost"])
def test_a_failed_live_answer_leaves_the_consultation_as_it_was_typed(visit, broken):
    gp = visit().sign_in_as("gp1")
    open_form(gp)
    where = gp.path
    gp.page.route(
        "**/*", lambda route: broken(route) if is_live(route) else route.continue_()
    )
    gp.type("Notes", "Sleeps badly since March.")

    gp.choose("Hepatitis B vaccine given today?", "Dose 2")

    gp.page.locator(".app-live").get_by_text(SORRY).wait_for()
    assert gp.path == where
    notes = gp.page.get_by_label("Notes", exact=True)
    assert notes.input_value() == "Sleeps badly since March."
    gp.take_complaints()


def is_live(route):
    return route.request.headers.get("hx-request") == "true"


def test_who_is_signed_out_meanwhile_keeps_the_page_that_was_typed_in(visit):
    gp = visit().sign_in_as("gp1")
    open_form(gp)
    where = gp.path
    gp.type("Notes", "Sleeps badly since March.")
    gp.context.clear_cookies()

    gp.choose("Hepatitis B vaccine given today?", "Dose 2")

    gp.page.locator(".app-live").get_by_text(SORRY).wait_for()
    assert gp.path == where
    gp.take_complaints()


def test_a_contact_that_could_not_be_saved_keeps_its_words_in_the_row(visit):
    worker = visit().sign_in_as("key1")
    open_note(worker)
    worker.page.route("**/contacts/log/", fail)
    worker.tick("Call")
    worker.tick("No answer")
    worker.type("Note", "Rang twice.")

    worker.press("button", "Save contact")

    worker.page.get_by_text("not saved: something went wrong. Try again").wait_for()
    assert worker.path == "/caseload/"
    note = worker.page.get_by_label("Note", exact=True)
    assert note.input_value() == "Rang twice."
    worker.take_complaints()
