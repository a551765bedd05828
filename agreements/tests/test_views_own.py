"""The person's own word, by the front door: a no is short, a yes is remembered."""

import pytest

from agreements.tests.test_views import sent_to_practice
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
