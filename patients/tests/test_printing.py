"""The letter of an appointment: it goes home, and tells a stranger nothing."""

import re

import pytest

from core.telling import tells
from patients.models import Appointment, Patient
from patients.pages.letters import NOT_NAMED, appointment_facts
from patients.tests.test_views_appointments import CARL, book
from tests.paper import is_accessible, pages_of, title_of, words_of
from tests.test_words import unwanted

pytestmark = pytest.mark.slow
LETTER = re.compile(r'href="(/appointments/[0-9a-f-]{36}/print/)"')


def letters_of(caller, person):
    """The addresses of the letters that the page of booking leads to."""
    page = caller.get(f"{person}appointments/book/").content.decode()
    return LETTER.findall(page)


@pytest.fixture
def leon(call_as):
    return call_as("key1")


@pytest.fixture
def letter(leon):
    """Carl is booked with Leon, and the letter is printed."""
    carl = leon.find(CARL)
    book(leon, carl, time="10:20")
    return leon.get(letters_of(leon, carl)[-1])


@pytest.mark.capability(29)
def test_print_appointment_says_when_where_with_whom_and_whom_to_ring(letter):
    words = words_of(letter)

    assert "Dear Dunny," in words
    assert "10:20" in words
    assert "Harbour House, 1 Demonstration Road" in words
    assert "Leon Whitcombe" in words
    assert "please ring 01632" in words


@pytest.mark.capability(29)
def test_print_appointment_names_no_drug_or_alcohol_service(letter):
    words = words_of(letter)

    assert not tells(words)
    assert not unwanted().search(words)
    assert "keyworker" not in words.lower()
    assert "medicine" not in words.lower()
    assert title_of(letter.content) == "Your appointment"
    assert (pages_of(letter.content), is_accessible(letter.content)) == (1, True)


@pytest.mark.capability(29)
def test_print_appointment_has_a_name_that_names_nobody(letter):
    name = letter["Content-Disposition"]

    assert re.fullmatch(r'inline; filename="letter-\d{4}-\d\d-\d\d\.pdf"', name)
    assert letter["Cache-Control"] == "no-store"


@pytest.mark.capability(29)
@pytest.mark.parametrize(
    "place", ["Ashdale Alcohol Service", "The Drug Team, room 2", "Recovery Centre"]
)
def test_a_place_whose_name_tells_is_not_named(letter, act_as, place):
    viewer = act_as("key1")
    carl = Patient.objects.get(family="Dunmore", given="Carl")
    booked = Appointment.objects.filter(patient=carl).booked().last()
    booked.place = place

    facts = appointment_facts(booked, carl, viewer)

    assert ["Where", NOT_NAMED] in facts["when"]


def test_how_to_meet_the_person_safely_stands_beside_the_letter(leon, call_as, act_as):
    carl = leon.find(CARL)
    book(leon, carl)
    act_as("key1")
    Patient.objects.filter(family="Dunmore", given="Carl").update(
        safety_instruction="Post nothing, hand it over"
    )

    page = call_as("rec1").get(f"{carl}appointments/book/").content.decode()

    assert "<strong>Post nothing, hand it over" in page


def test_print_appointment_by_the_desk_which_reads_nothing_else(leon, call_as):
    carl = leon.find(CARL)
    book(leon, carl)
    desk = call_as("rec1")

    answers = [desk.get(one) for one in letters_of(desk, carl)]

    assert answers
    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.parametrize(("username", "status"), [("pharm1", 403), ("gp3", 404)])
def test_print_appointment_is_refused_to_others(leon, call_as, username, status):
    carl = leon.find(CARL)
    book(leon, carl)
    address = letters_of(leon, carl)[-1]

    assert call_as(username).get(address).status_code == status


def test_print_appointment_stops_when_it_is_cancelled(letter, leon, act_as):
    carl = leon.find(CARL)
    address = letters_of(leon, carl)[-1]
    act_as("key1")
    Appointment.objects.booked().update(state="we_cancelled")

    assert letters_of(leon, carl) == []
    assert leon.get(address).status_code == 404


def test_print_appointment_is_one_line_among_who_looked(letter, call_as):
    seen = call_as("su1").get("/my-record/").content.decode()

    assert letter.status_code == 200
    assert "printed the letter of your appointment" in seen
