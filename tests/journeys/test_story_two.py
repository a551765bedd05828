"""Story 2: a specialist asks to share care; the GP asks back, accepts; it begins."""

import re
from datetime import timedelta

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

KEELEY = "FROST, Keeley"
IN_A_WEEK = timedelta(days=7)
SUITS = (
    "Steady dose for 16 weeks",
    "No injecting for 6 months",
    "Keeps appointments",
    "Has somewhere safe to keep medicine",
)
AGAINST = (
    "Needs a keyworker at the practice",
    "Under 18",
    "Current pregnancy",
    "Injectable medicine",
)


def open_keeley(person):
    person.page.get_by_label("Find a person").fill("999 159 0838")
    person.page.get_by_label("Find a person").press("Enter")
    person.press("link", KEELEY, person.page.locator("tbody"))
    person.page.wait_for_url("**/people/*/")


def decide(specialist, where="Practice", **said):
    """Answer the scheme's criteria and decide; what is not said is as it should be."""
    specialist.press("link", "Where care suits")
    for words in SUITS:
        answer(specialist, words, said.get(words, "Yes"))
    for words in AGAINST:
        answer(specialist, words, said.get(words, "No"))
    specialist.press("button", "Show what the criteria suggest")
    specialist.tick(where, specialist.row("Where does this person's care suit?"))


def answer(person, question, words):
    person.tick(words, person.row(question))


def fill_in_terms(specialist):
    specialist.choose(
        "Which GP do you ask?", "Dr Tom Penhale, GP, Station Road Practice"
    )
    specialist.type("What is monitored, and how often?", "Liver tests once a year")
    specialist.type(
        "Whom does the practice ring for advice?", "Dr Okafor, 07700 900112"
    )
    specialist.tick(
        "The service undertakes to take the care back when the practice asks"
    )


def request(specialist):
    """Keeley's care is asked for, at Station Road."""
    open_keeley(specialist)
    decide(specialist)
    specialist.press("button", "Save decision")
    specialist.press("link", "Ask a practice to share care")
    fill_in_terms(specialist)
    specialist.press("button", "Save and look at it")


def to_request(gp):
    gp.press("link", "Home")
    gp.press("link", re.compile(f"Open.*{KEELEY}"))


@pytest.mark.capability(8, 9, 11, 34)
def test_from_the_first_look_to_the_day_it_begins(visit, strike):
    specialist, gp = visit().sign_in_as("spec1"), visit().sign_in_as("gp2")
    decides_and_drafts(specialist)
    sends_what_is_whole(specialist)
    asks_and_is_answered(gp, specialist)
    starts_on = gp.today + IN_A_WEEK
    accepts(gp, starts_on)
    strike()
    person_says_yes(visit().sign_in_as("su2"))
    pharmacy_takes_part(visit().sign_in_as("pharm1"))
    strike()
    begins(specialist, gp, strike, starts_on)


def decides_and_drafts(specialist):
    open_keeley(specialist)
    decide(specialist)
    assert "Suggestion: practice" in specialist.words()
    assert specialist.look_at_two_sizes() == []
    specialist.press("button", "Save decision")
    specialist.press("link", "Ask a practice to share care")
    fill_in_terms(specialist)
    medicine = specialist.page.get_by_label("Medicine, as it is given now")
    assert medicine.input_value() == "Buprenorphine 12 mg daily"
    assert specialist.look_at_two_sizes() == []
    specialist.press("button", "Save and look at it")


def sends_what_is_whole(specialist):
    specialist.press("button", "Send request")
    assert "what to do if things go wrong" in specialist.words()
    specialist.page.go_back()
    specialist.press("link", "Change the request")
    specialist.type(
        "What does the practice do if things go wrong?", "3 missed doses: stop and call"
    )
    specialist.press("button", "Save and look at it")
    specialist.press("button", "Send request")
    assert "Waiting for Station Road Practice to answer" in specialist.words()
    assert "Dr Helen Okafor, Harbour House, prescribes" in specialist.words()
    assert specialist.look_at_two_sizes() == []


def asks_and_is_answered(gp, specialist):
    gp.press("link", "Home")
    assert "14 days left" in gp.words()
    to_request(gp)
    assert "(14 days)" in gp.words()
    assert "You see the record once shared care has begun" in gp.words()
    assert gp.look_at_two_sizes() == []
    gp.type("What do you need to know?", "When was liver function last checked?")
    gp.press("button", "Ask the question")
    assert "Waiting for Harbour House to answer a question" in gp.words()

    specialist.press("link", "Home")
    specialist.press("link", re.compile(f"Open.*{KEELEY}"))
    assert "When was liver function last checked?" in specialist.words()
    specialist.type("What is your answer?", "Forty days ago, normal.")
    specialist.press("button", "Send the answer")


def accepts(gp, starts_on):
    to_request(gp)
    assert "Forty days ago, normal." in gp.words()
    gp.type_day("From which day does the practice prescribe?", starts_on)
    gp.press("button", "Accept")
    assert "Confirm that this is within your competence" in gp.words()
    gp.tick("This is within my competence, and I take on the prescribing")
    gp.press("button", "Accept")
    assert "It starts only when the person has agreed" in gp.words()


def person_says_yes(person):
    person.press("link", "My agreement")
    assert "3 missed doses" not in person.words()
    assert "Buprenorphine 12 mg daily" in person.words()
    assert person.look_at_two_sizes() == []
    person.tick(
        "Yes", person.row("May the pharmacy know your medicine and missed doses?")
    )
    person.tick("No", person.row("May the pharmacy know about your health and risks?"))
    person.tick("I agree")
    person.press("button", "Save what I say")
    assert re.search(r"You said on [\w ]+ that you agree\.", person.words())


def pharmacy_takes_part(pharmacist):
    pharmacist.press("link", "Shared care")
    shown = pharmacist.words()
    assert KEELEY in shown
    assert "Buprenorphine 12 mg daily" in shown
    assert "Liver tests" not in shown
    assert pharmacist.look_at_two_sizes() == []
    pharmacist.press("button", re.compile(f"Accept our part.*{KEELEY}"))
    assert "Imran Sheikh" in pharmacist.words()


def begins(specialist, gp, strike, starts_on):
    gp.press("link", "Shared care")
    gp.press("link", KEELEY)
    assert "The person agreed" in gp.words()
    assert "The pharmacy took its part" in gp.words()
    assert "Dr Helen Okafor, Harbour House, until then" in gp.words()
    for _ in range(7):
        gp.press("button", re.compile("Next day"))
    assert gp.today == starts_on
    strike()

    gp.press("link", "Shared care")
    gp.press("link", KEELEY)
    assert "Dr Tom Penhale, Station Road Practice, prescribes" in gp.words()
    assert gp.look_at_two_sizes() == []
    open_keeley(specialist)
    assert "Dr Tom Penhale, Station Road Practice, prescribes" in specialist.words()
    assert "Active with Station Road Practice" in specialist.words()
    story = specialist.words()
    for line in ("accepted to share care", "Agreed to share care", "began"):
        assert line in story


@pytest.mark.capability(11)
def test_whoever_may_not_accept_has_no_button_and_no_way(visit):
    specialist, other = visit().sign_in_as("spec1"), visit().sign_in_as("gp3")
    request(specialist)
    specialist.press("link", "Change the request")
    specialist.type("What does the practice do if things go wrong?", "Stop and call")
    specialist.press("button", "Save and look at it")
    specialist.press("button", "Send request")
    path = specialist.path

    other.go(path)
    assert "Ask a question" in other.words()
    assert other.page.get_by_role("button", name="Accept").count() == 0
    assert other.go(f"{path}accept/").status == 403

    open_keeley(specialist)
    specialist.press("link", "Where care suits")
    specialist.press("link", "Ask a practice to share care")
    fill_in_terms(specialist)
    specialist.press("button", "Save and look at it")
    assert (
        "An agreement about opioid substitution is open already" in specialist.words()
    )


@pytest.mark.capability(9, 10)
def test_an_exclusion_stops_a_request_until_a_specialist_says_why(visit):
    specialist, gp = visit().sign_in_as("spec1"), visit().sign_in_as("gp2")
    open_keeley(specialist)
    decide(specialist, **{"Current pregnancy": "Yes"})
    assert "Suggestion: specialist" in specialist.words()
    specialist.press("button", "Save decision")
    assert "say why you decide so" in specialist.words()
    specialist.type(
        "Why, if it differs from what the criteria suggest?", "The midwife is there"
    )
    specialist.press("button", "Save decision")
    specialist.press("link", "Ask a practice to share care")
    fill_in_terms(specialist)
    specialist.type("What does the practice do if things go wrong?", "Stop and call")
    specialist.press("button", "Save and look at it")
    specialist.press("button", "Send request")
    assert "Excluded by the scheme: Current pregnancy" in specialist.words()

    specialist.page.go_back()
    specialist.type("Why is it sent all the same?", "The clinic is next door")
    specialist.press("button", "Send request")
    to_request(gp)
    assert "Excluded: Current pregnancy" in gp.words()
    assert "The clinic is next door" in gp.words()
