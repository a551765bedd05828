"""Where care suits, through the front door: nothing unknown is said as true."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from agreements.actions.suitability import criteria_in_force
from agreements.models import Suitability
from agreements.pages.suitability import known_answers, recorded_words
from agreements.tests.test_paper import PDF_LINK, squeezed
from agreements.tests.test_views import KEELEY, act, draft
from patients.models import Patient
from tests.paper import words_of

pytestmark = pytest.mark.slow


def criteria_of(caller):
    """The page that asks about Keeley, and the field of each sentence asked."""
    address = f"{caller.find(KEELEY)}suitability/decide/"
    asked = caller.get(address).context["form"].criteria
    return address, {one.sentence: f"criterion-{one.code}" for one in asked}


def test_the_practice_reads_what_is_not_known_apart_from_what_is_excluded(call_as):
    specialist = call_as("spec1")
    address, field = criteria_of(specialist)
    said = {field["Current pregnancy"]: "yes", field["Injectable medicine"]: "unknown"}
    specialist.press(address, **said, decided="specialist")
    agreement = draft(specialist)
    act(specialist, agreement, "send", override="She asks for it.")()

    page = call_as("gp2").get(agreement).content.decode()

    assert "Excluded: Current pregnancy. Not known: " in page
    (unknown,) = [
        words.partition(" Dr Helen")[0] for words in page.split("Not known: ")[1:]
    ]
    assert "Injectable medicine" in unknown
    assert "Current pregnancy" not in unknown
    letter = squeezed(words_of(specialist.get(PDF_LINK.findall(page)[-1])))
    assert f"Excluded: Current pregnancy. Not known: {unknown}" in letter


def test_a_birth_date_that_is_known_stops_no_request(call_as):
    specialist = call_as("spec1")

    stops = specialist.get(draft(specialist)).context["stops"]

    named = {sentence for stop in stops for sentence, _answer in stop.values}
    assert "Current pregnancy" in named
    assert "Under 18" not in named


def hint_of(page, field):
    """What is read beside a question, and which answer stands ticked."""
    form = page.context["form"]
    return form.fields[field].help_text, form[field].value()


def test_under_18_is_answered_from_the_record_and_may_be_changed(call_as):
    specialist = call_as("spec1")
    address, field = criteria_of(specialist)
    page = specialist.get(address)

    words, ticked = hint_of(page, field["Under 18"])

    assert words.startswith("From the record: 38 years old, born ")
    assert ticked == "no"
    assert words in page.content.decode()
    assert "Under 18" not in " ".join(page.context["suggestion"].reasons)
    specialist.press(address, **{field["Under 18"]: "unknown"}, decided="specialist")
    assert hint_of(specialist.get(address), field["Under 18"])[1] == "unknown"


def test_pregnancy_as_last_recorded_is_read_and_not_ticked(call_as):
    specialist = call_as("spec1")
    address, field = criteria_of(specialist)

    words, ticked = hint_of(specialist.get(address), field["Current pregnancy"])

    assert re.fullmatch(r"Consultation: no, \w{3} \d\d-\w{3}(-\d{4})?", words)
    assert ticked == "unknown"


def test_what_was_decided_on_an_earlier_day_is_read_and_not_ticked(call_as, act_as):
    specialist = call_as("spec1")
    address, field = criteria_of(specialist)
    steady = field["Steady dose for 16 weeks"]
    specialist.press(address, **{steady: "yes"}, decided="specialist")
    assert hint_of(specialist.get(address), steady) == ("", "yes")

    person, later = address.split("/")[2], act_as("spec1")
    later = replace(later, day=later.day + timedelta(days=9))
    newest = Suitability.objects.visible_to(later).of(person).newest()
    told = (Patient.objects.get(pk=person), criteria_in_force(later), newest, later)

    code = steady.removeprefix("criterion-")
    assert recorded_words(*told)[code].startswith("Decided before: yes, ")
    assert code not in known_answers(*told)
