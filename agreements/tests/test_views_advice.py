"""Advice by the front door, where another hand has acted while somebody wrote."""

import pytest

from agreements.tests.test_views import CARL, option_of
from patients.actions.sharing import take_off_practice
from patients.models import Patient
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
QUESTION = "How soon after a missed week may a dose be raised?"
REPLY = "We waited until 03/04/2026 with one of ours."


def words_of(answer):
    return answer.content.decode()


def test_a_reply_to_mend_is_given_back_where_the_question_was_closed_meanwhile(call_as):
    gp, colleague = call_as("gp1"), call_as("gp2")
    doctor = option_of(words_of(gp.get("/advice/ask/")), "Dr Helen Okafor")
    asked = {"specialist": doctor, "text": QUESTION, "is_discussion": "on"}
    thread = gp.press("/advice/ask/", **asked).request["PATH_INFO"]
    typed = fields_of(words_of(colleague.get(thread))) | {"text": REPLY}
    gp.post(f"{thread}close/", {"shown": "open"})

    answer = colleague.post(f"{thread}give/", typed)

    page = words_of(answer)
    assert answer.status_code == 409
    assert "This question is closed. Whoever asked can ask again." in page
    assert REPLY in page


def test_whoever_asks_about_somebody_no_longer_theirs_is_told_and_loses_no_word(
    call_as, act_as
):
    gp, specialist = call_as("gp1"), call_as("spec1")
    person = gp.find(CARL)
    page = words_of(gp.get(f"{person}advice/ask/"))
    typed = fields_of(page) | {"text": QUESTION}
    typed["specialist"] = option_of(page, "Dr Helen Okafor")
    cover = f"{person}prescribers/opioid_substitution/cover/"
    specialist.press(cover, text="Dr Yusuf died last night.")
    act_as("spec1")
    take_off_practice(Patient.objects.get(pk=person.split("/")[2]))

    answer = gp.post(f"{person}advice/ask/", typed)

    page = words_of(answer)
    assert answer.status_code == 409
    assert "Prescriber replaced meanwhile: Dr Helen Okafor" in page
    assert QUESTION in page
