"""Two windows of one account, each with another person: no entry goes astray."""

import re

import pytest

from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
CARL, MAREK = "999 526 0182", "999 016 6137"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture
def worker(call_as):
    return call_as("key1")


def open_form(worker, person):
    return fields_of(worker.get(f"{person}consultations/log/").content.decode())


def notes_of(worker, person):
    return worker.get(f"{person}timeline/").content.decode()


def test_each_window_saves_to_the_person_it_shows_in_whatever_order(worker):
    carl, marek = worker.find(CARL), worker.find(MAREK)
    of_carl, of_marek = open_form(worker, carl), open_form(worker, marek)
    worker.get(marek)

    for person, typed, notes in (
        (carl, of_carl, "Of Carl."),
        (marek, of_marek, "Of M."),
    ):
        said = {"notes": notes, "stimulants_not_asked": "on"}
        saved = worker.post(f"{person}consultations/log/", typed | said, follow=True)
        assert "Consultation saved." in saved.content.decode()

    assert (
        "Of Carl." in notes_of(worker, carl),
        "Of M." in notes_of(worker, carl),
    ) == (
        True,
        False,
    )
    assert "Of Carl." not in notes_of(worker, marek)
    assert "Of M." in notes_of(worker, marek)


def test_a_session_holds_no_person(worker):
    for number in (CARL, MAREK):
        person = worker.find(number)
        worker.get(person)
        open_form(worker, person)

    held = f"{dict(worker.session)} {worker.cookies.output()}"
    named = {worker.find(number).split("/")[2] for number in (CARL, MAREK)}
    assert not named & set(UUID.findall(held))


def test_a_form_is_sent_to_the_address_of_its_page_and_names_nobody(worker):
    carl = worker.find(CARL)
    page = worker.get(f"{carl}consultations/log/").content.decode()
    form = re.search(r'<form class="app-form"[^>]*>', page)[0]

    assert "action=" not in form
    words = fields_of(page)
    said = " ".join(str(v) for name, v in words.items() if name != "submit_key")
    assert not UUID.search(said)


def test_a_key_pressed_for_one_person_is_not_taken_for_another(worker):
    carl, marek = worker.find(CARL), worker.find(MAREK)
    typed = open_form(worker, carl) | {"stimulants_not_asked": "on", "notes": "Once."}
    worker.post(f"{carl}consultations/log/", typed, follow=True)

    worker.post(f"{marek}consultations/log/", typed, follow=True)

    assert "Once." in notes_of(worker, carl)
    assert "Once." not in notes_of(worker, marek)
