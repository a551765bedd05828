"""Who prescribes, by the front door: two hands at once, and forms without a use."""

from datetime import timedelta

import pytest

from agreements.tests.test_views import (
    CARL,
    KEELEY,
    act,
    day_fields,
    sent_to_practice,
)
from core.clock import today
from patients.actions.sharing import take_off_practice
from patients.models import Patient
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
LINE = "prescribers/opioid_substitution/"
SUSPENDED = "Dr Yusuf is suspended."
NOT_AS_WELL = "Others prescribe at present: do not prescribe as well."


def words_of(answer):
    return answer.content.decode()


def typed_at(caller, address, **words):
    return fields_of(words_of(caller.get(address))) | words


def goes_inside(worker, person):
    told = {
        "because": "prison",
        "place": "HMP Dale",
        "who": "The healthcare team",
        "told_by": "Sam Lee, prison liaison",
        "telephone": "01632 960 444",
        **day_fields("told_on", today()),
        **day_fields("ask_again_on", today() + timedelta(days=7)),
    }
    assert "Saved." in words_of(worker.press(f"{person}{LINE}outside/", **told))


def test_cover_lost_leads_to_the_page_where_another_is_named(call_as):
    specialist = call_as("spec1")
    address = f"{specialist.find(KEELEY)}{LINE}cover/"
    specialist.post(address, typed_at(specialist, address, text="Suspended."))

    typed = typed_at(specialist, address, text="Suspended too.")
    answer = specialist.post(address, typed)

    assert answer.status_code == 409
    assert 'href="/shared-care/duty-prescriber/set/"' in words_of(answer)


def test_cover_lost_tells_a_practice_which_was_second_who_was_first(call_as, act_as):
    """Its sight of the person ended with the first hand's act."""
    gp, specialist = call_as("gp1"), call_as("spec1")
    address = f"{gp.find(CARL)}{LINE}cover/"
    typed = typed_at(gp, address, text=SUSPENDED)
    specialist.press(address, text="Dr Yusuf died last night.")
    act_as("spec1")
    take_off_practice(Patient.objects.get(pk=address.split("/")[2]))

    answer = gp.post(address, typed)

    page = words_of(answer)
    assert answer.status_code == 409
    assert "Prescriber replaced meanwhile: Dr Helen Okafor" in page
    assert "You see the person no longer." in page
    assert SUSPENDED in page
    assert "DUNMORE" not in page


def test_cover_lost_tells_a_colleague_who_was_second_who_was_first(call_as):
    first, second = call_as("spec1"), call_as("spec2")
    address = f"{first.find(CARL)}{LINE}cover/"
    typed = typed_at(second, address, text=SUSPENDED)
    first.press(address, text="Dr Yusuf died last night.")

    answer = second.post(address, typed)

    page = words_of(answer)
    assert answer.status_code == 409
    assert "Somebody else has changed who prescribes" in page
    assert "prescribes now, written down by Dr Helen Okafor" in page
    assert SUSPENDED in page


@pytest.mark.parametrize("page", ["", "cover/", "outside/", "return/"])
def test_who_prescribes_is_not_found_by_a_practice_that_was_never_asked(call_as, page):
    person = call_as("spec1").find(CARL)

    assert call_as("gp2").get(f"{person}{LINE}{page}").status_code == 404


def test_record_return_of_somebody_who_is_not_away_is_a_sentence_and_no_form(call_as):
    gp = call_as("gp1")
    person = gp.find(CARL)

    page = words_of(gp.get(f"{person}{LINE}return/"))

    assert "Nobody outside prescribes: there is nothing to return from." in page
    assert f'href="{person}prescribers/">See who prescribes' in page
    assert "What were you told of the medicine there?" not in page


def test_cover_lost_of_somebody_who_is_away_is_a_sentence_and_no_form(call_as):
    gp = call_as("gp1")
    person = gp.find(CARL)
    goes_inside(gp, person)

    page = words_of(gp.get(f"{person}{LINE}cover/"))

    assert "Nobody of ours prescribes this: there is nobody to follow." in page
    assert "Who is lost, and why?" not in page


@pytest.mark.parametrize("is_under_notice", [False, True])
def test_the_list_says_as_the_page_that_others_prescribe(call_as, is_under_notice):
    gp, specialist = call_as("gp1"), call_as("spec1")
    address = gp.get("/shared-care/").context["rows"][0]["url"]
    if is_under_notice:
        leaves = day_fields("notice_on", today() + timedelta(days=60))
        act(gp, address, "notice", text="Retiring", **leaves)()
    goes_inside(gp, gp.find(CARL))

    assert next_on_list(gp, address).startswith(NOT_AS_WELL)
    for side in (gp, specialist):
        assert next_on_list(side, address) == side.get(address).context["next"]
        inside = "The healthcare team, HMP Dale, prescribes at present."
        page = words_of(side.get(address))
        assert inside in page
        assert f'{LINE}return/">Say that the person is back</a>' in page


def test_a_practice_that_accepted_reads_on_its_list_that_others_prescribe(call_as):
    """It does not see the record in which that is told."""
    specialist, gp = call_as("spec1"), call_as("gp2")
    address = sent_to_practice(specialist)
    starts = day_fields("starts_on", today() + timedelta(days=7))
    act(gp, address, "accept", is_competent="on", **starts)()
    act(specialist, address, "agreed", how="in_person")()
    goes_inside(specialist, specialist.find(KEELEY))

    said = next_on_list(gp, address)

    assert said == "It starts when the person is back from where others prescribe."
    assert said == gp.get(address).context["next"]


def next_on_list(caller, address):
    rows = caller.get("/shared-care/").context["rows"]
    (row,) = [row for row in rows if row["url"] == address]
    return row["next"]
