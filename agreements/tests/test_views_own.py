"""The person's own word, by the front door: a no is short, a yes is remembered."""

from datetime import timedelta

import pytest

from agreements.tests.test_views import act, day_fields, sent_to_practice
from core.clock import today
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
OWN = "/my-agreement/"


@pytest.fixture
def person(call_as):
    """Keeley, of whom a practice has been asked; a pharmacy is to take part."""
    sent_to_practice(call_as("spec1"))
    return call_as("su2")


def page_of(person):
    return person.get(OWN).content.decode()


def say(person, **words):
    typed = fields_of(page_of(person)) | words
    return person.post(f"{OWN}agree/", typed, follow=True).content.decode()


def test_a_no_needs_no_answer_about_the_pharmacy(person):
    page = say(person, said="withdraw")

    assert "What you said is written down" in page


def test_a_yes_needs_each_answer_and_the_error_says_which_is_missing(person):
    page = say(person, said="agree", medicine="yes")

    errors = page.split("There is a problem")[1].split("</ul>")[0]
    assert "Choose yes or no: may the pharmacy know your health?" in errors
    assert "know your medicine" not in errors


def test_the_first_page_says_that_a_question_waits_until_it_is_answered(person):
    asked = person.get("/", follow=True).content.decode()
    say(person, said="withdraw")

    answered = person.get("/", follow=True).content.decode()

    assert "There is a question for you. Open My agreement" in asked
    assert "There is a question for you" not in answered


def test_what_never_began_says_so_and_who_took_it_back(call_as):
    specialist = call_as("spec1")
    agreement = sent_to_practice(specialist)
    person = call_as("su2")
    assert "stays the same on the day of the change" in page_of(person)
    act(specialist, agreement, "withdraw", text="She moves away.")()

    page = page_of(person)

    assert "Harbour House took it back. It never began" in page
    assert "on the day of the change" not in page
    assert "You do not see the record" not in page
    seen = call_as("gp2").get(agreement).content.decode()
    assert "You see the record once shared care has begun" not in seen
    assert "Print for the person" not in specialist.get(agreement).content.decode()


def test_whoever_has_said_yes_is_not_told_if_you_agree(person, call_as):
    say(person, said="agree", medicine="yes", health_summary="yes")
    gp = call_as("gp2")
    agreement = gp.get("/shared-care/").context["rows"][0]["url"]
    starts = day_fields("starts_on", today() + timedelta(days=7))
    act(gp, agreement, "accept", is_competent="on", **starts)()

    assert "if you agree" not in page_of(person)
