"""An entry moved to the right person: both lists say again what is due."""

import pytest

pytestmark = pytest.mark.slow
CARL, KARL = "999 526 0182", "999 186 0916"
DOSE_2, DOSE_3, REVIEW = "Hepatitis B dose 2", "Hepatitis B dose 3", "12-week review"


@pytest.fixture
def gp(call_as):
    return call_as("gp1")


def tasks(gp, person):
    """The kinds of work that the case page shows as planned."""
    page = gp.get(person).content.decode().split("Next step")[1].split("</section>")[0]
    return [words for words in (DOSE_2, DOSE_3, REVIEW) if words in page]


def waiting(gp):
    items = gp.get("/").context["items"]
    return {item["why"] for item in items if item["name"] == "DUNMORE, Carl"}


def log_dose(gp, person):
    """Log a consultation with a second dose; the address of its entry."""
    said = {"stimulants_not_asked": "on", "vaccine_dose": "2"}
    return gp.press(f"{person}consultations/log/", **said).redirect_chain[-1][0]


def test_what_was_due_on_the_wrong_person_waits_again(gp):
    carl, before = gp.find(CARL), waiting(gp)
    assert {DOSE_2, REVIEW} <= before
    entry = log_dose(gp, carl)
    assert waiting(gp) == before - {DOSE_2, REVIEW}

    gp.press(f"{entry}move/", to=KARL, reason="Two names alike.")

    assert waiting(gp) == before
    assert tasks(gp, carl) == [DOSE_2, REVIEW]


def test_what_follows_waits_for_the_right_person(gp):
    carl, karl = gp.find(CARL), gp.find(KARL)
    entry = log_dose(gp, carl)

    gp.press(f"{entry}move/", to=KARL, reason="Two names alike.")

    assert tasks(gp, karl) == [DOSE_3, REVIEW]
