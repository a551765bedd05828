"""The consultation and the case, as a GP sees them: all is kept, and in sight."""

import pytest

from tests.journeys.person import DESKTOP
from tests.journeys.test_story_one import CARL, open_form

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]
SIX = ("Manager", "Status", "Plan in force", "Next step", "Risks", "Last contacts")


@pytest.mark.capability(2, 54)
def test_brief_advice_opens_in_place_and_what_was_typed_stays(visit):
    gp = visit().sign_in_as("gp1")
    open_form(gp)
    gp.tick("Not asked today Stimulants")
    gp.type("Notes", "Sleeps badly since March.")
    opened = gp.page.get_by_text("Brief advice", exact=True)

    opened.click()
    gp.tick("Crack pipe safety")
    gp.tick("Mixing with alcohol")
    gp.tick("Crack pipes")
    opened.click()
    assert gp.page.get_by_label("Crack pipe safety").is_hidden()
    notes = gp.page.get_by_label("Notes", exact=True)
    assert notes.input_value() == "Sleeps badly since March."

    gp.press("button", "Save consultation")
    for words in (
        "Advice given: crack pipe safety, mixing with alcohol",
        "Given: 1 crack pipes",
        "Sleeps badly since March.",
    ):
        assert words in gp.words()


@pytest.mark.capability(37)
def test_a_case_is_one_press_from_home_and_all_of_it_in_sight(visit):
    gp = visit(DESKTOP).sign_in_as("gp1")

    gp.press("link", CARL)

    assert gp.presses == 1
    tops = {
        words: gp.page.get_by_text(words, exact=True).first.bounding_box()["y"]
        for words in SIX
    }
    _, height = DESKTOP
    assert {words: top for words, top in tops.items() if top > height} == {}
