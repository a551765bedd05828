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


def ask_in_general(gp, text, **more):
    doctor = option_of(words_of(gp.get("/advice/ask/")), "Dr Helen Okafor")
    said = {"specialist": doctor, "text": text, "is_discussion": "on"} | more
    return words_of(gp.press("/advice/ask/", **said))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("How is Carl Dunmore?", "carl, dunmore"),
        ("What of dunmore carl, opioid?", "dunmore, carl"),
        ("Mr Dunmores dose", "dunmores"),
    ],
)
def test_a_question_about_nobody_that_names_somebody_known_is_asked_again(
    call_as, text, named
):
    page = ask_in_general(call_as("gp1"), text)

    assert f"This may name somebody you know: {named}" in page
    assert "names nobody" in page
    assert "Your question is sent" not in page


def test_an_ordinary_word_passes_with_a_tick_and_no_other_name_with_it(call_as):
    gp = call_as("gp1")

    page = ask_in_general(gp, "Carl and Dunmore", ordinary=["carl"])
    assert "This may name somebody you know: dunmore" in page
    page = ask_in_general(gp, "A carl of old", ordinary=["carl", "gone"])

    assert "Your question is sent" in page


def test_the_name_of_nobody_known_and_clinical_words_pass_at_once(call_as):
    assert "Your question is sent" in ask_in_general(call_as("gp1"), QUESTION)


def test_a_reply_that_names_somebody_known_is_asked_again_too(call_as):
    gp, doctor = call_as("gp1"), call_as("spec1")
    ask_in_general(gp, QUESTION)
    thread = gp.get("/advice/").context["rows"][0]["url"]

    page = words_of(doctor.press(f"{thread}give/", text="As with Carl"))

    assert "This may name somebody you know: carl" in page


def test_a_question_about_somebody_may_name_them(call_as):
    gp = call_as("gp1")
    there = f"{gp.find(CARL)}advice/ask/"
    doctor = option_of(words_of(gp.get(there)), "Dr Helen Okafor")

    page = words_of(gp.press(there, specialist=doctor, text="How is Carl Dunmore?"))

    assert "Your question is sent" in page


def test_half_of_a_double_name_is_asked_about_too(call_as, act_as):
    gp = call_as("gp1")
    page = ask_in_general(gp, "Is Hartley on too much?")
    assert "This may name somebody" not in page
    act_as("gp1")
    Patient.objects.filter(given="Carl", family="Dunmore").update(
        family="Dunmore-Hartley"
    )

    page = ask_in_general(gp, "Is Hartley on too much?")

    assert "This may name somebody you know: hartley" in page
