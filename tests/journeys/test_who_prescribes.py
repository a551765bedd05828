"""Who prescribes is never in doubt: prison and the return, one lost, what is new."""

import re
from datetime import timedelta

import pytest

from tests.journeys.test_shared_care import (
    CARL,
    DUTY,
    GP,
    KEELEY,
    agreement_of,
    let_days_go_by,
    on,
    waiting,
    who_prescribes,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

LINE = "prescribers/opioid_substitution/"
A_WEEK = timedelta(days=7)


@pytest.mark.capability("N5")
def test_prison_and_the_return_are_told_on_every_page(visit):
    worker = visit().sign_in_as("key1")
    worker.page.get_by_label("Find a person").fill(CARL)
    worker.page.get_by_label("Find a person").press("Enter")
    worker.press("link", "DUNMORE, Carl", worker.page.locator("tbody"))
    worker.page.wait_for_url("**/people/*/")
    worker.press("link", "Who prescribes")
    assert worker.look_at_two_sizes() == []

    goes_inside(worker)

    told = "In prison: The healthcare team, HMP Dale, prescribes"
    assert told in worker.words()
    assert worker.look_at_two_sizes() == []
    comes_back(worker)
    assert f"{GP} prescribes from today, and is told so." in worker.words()
    assert "In prison:" not in worker.words()


def goes_inside(worker):
    worker.press("link", "In prison, in hospital or prescribed elsewhere")
    worker.press("button", "Save who prescribes")
    assert "Enter a telephone number at which they can be asked" in worker.words()
    assert worker.look_at_two_sizes() == []
    worker.tick("Prison")
    worker.type("What is the place called?", "HMP Dale")
    worker.type("Who prescribes there?", "The healthcare team")
    worker.type("Who told you?", "Sam Lee, prison liaison")
    worker.type("At which number can they be asked?", "01632 960 444")
    worker.type_day("When should we ask whether they are back?", worker.today + A_WEEK)
    worker.press("button", "Save who prescribes")


def comes_back(worker):
    worker.press("link", "They are back")
    worker.look()
    worker.type("What were you told of the medicine there?", "Methadone 40 mg, today")
    worker.press("button", "Save that they are back")


@pytest.mark.capability("N5")
def test_on_its_day_the_question_whether_they_are_back_is_on_the_list(call):
    worker = call("key1")
    person = worker.find(CARL)
    told = {
        "because": "hospital",
        "place": "Ashdale General",
        "who": "Ward 4",
        "told_by": "Carl's sister",
        "telephone": "01632 960 445",
        **on(worker.today, "told_on"),
        **on(worker.today + A_WEEK, "ask_again_on"),
    }
    worker.press(f"{person}{LINE}outside/", **told)
    asks = "Ask Ashdale General, 01632 960 445, whether they are back"

    let_days_go_by(worker, 7)

    assert asks in call("key1").get(person)[1]


@pytest.mark.capability("N5")
def test_one_lost_without_an_agreement_is_followed_at_once(call):
    specialist = call("spec1")
    person = specialist.find(KEELEY)

    specialist.press(f"{person}{LINE}cover/", text="Dr Okafor is ill")

    assert DUTY in who_prescribes(specialist, KEELEY)
    assert "You prescribe from today. Dr Okafor is ill" in waiting(call("spec2"))


@pytest.mark.capability(10)
def test_an_exclusion_that_comes_true_ends_nothing_and_is_seen_on_both_sides(
    call, strike
):
    gp, specialist = call("gp1"), call("spec1")
    address, person = agreement_of(gp), gp.find(CARL)
    answers = dict.fromkeys(("criterion-pregnancy", "criterion-under-18"), "no") | {
        "criterion-injectable": "yes"
    }
    said = {"decided": "practice", "because": "He asks to stay with me."}

    _, page = gp.post(f"{person}suitability/decide/", answers | said)

    assert "What is new is with the specialist today" in page
    strike()
    assert GP in who_prescribes(gp, CARL)
    for side in (gp, specialist):
        _, page = side.get(address)
        assert "New since the agreement: Injectable medicine." in page
        assert "no reduction until the specialist has decided" in page
    assert "New: Injectable medicine. Decide what follows" in waiting(specialist)
    decides(specialist, address)
    for side in (gp, specialist):
        assert "Oral again from Monday" in side.get(address)[1]
        assert not re.search("New since the agreement: Inj", side.get(address)[1])


def decides(specialist, address):
    status, page = specialist.post(
        f"{address}decide/", {"text": "Oral again from Monday"}
    )
    assert (status, "reductions wait no longer" in page) == (200, True)
    assert "New: Injectable medicine" not in waiting(specialist)
