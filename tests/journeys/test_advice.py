"""Advice: asked of a named specialist, answered, and on the timeline; discussions."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.caller import fields_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

CARL = "999 526 0182"
OKAFOR = "Dr Helen Okafor"
ASKS = "He wakes at four with cramps. Is it the dose, and would you split it?"
ADVISES = "Ask first when he drinks it. I would not split it before a trough is seen."
IN_GENERAL = "Do you ask for an ECG before a dose above 80 mg?"


def rows(page):
    """The rows of a table, as a reader hears them."""
    found = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def row_with(caller, path, words):
    (row,) = [row for row in rows(caller.get(path)[1]) if words in row]
    return row


def ask(caller, address, text, **more):
    asked = caller.option(address, OKAFOR)
    status, page = caller.press(address, specialist=asked, text=text, **more)
    assert status == 200, page
    return caller.path


def lines(caller, person):
    _, page = caller.get(f"{person}timeline/?kind=task")
    told = re.sub(r"<[^>]+>", " ", page.partition("app-timeline")[2])
    return " ".join(told.split())


@pytest.mark.capability(14)
def test_a_question_about_a_person_goes_to_the_specialist_and_comes_back(call):
    gp, specialist = call("gp1"), call("spec1")
    person = gp.find(CARL)

    thread = ask(gp, f"{person}advice/ask/", ASKS)

    waiting = row_with(specialist, "/", "Give advice to Dr Amina Yusuf")
    assert "DUNMORE, Carl" in waiting
    assert "asked less than a minute ago" in row_with(specialist, "/advice/", ASKS)
    opened = re.search(r'href="(/advice/waiting/[^"]+)"', specialist.get("/")[1])[1]
    _, page = specialist.get(opened)
    assert specialist.path == thread
    assert ASKS in page
    assert "999 526 0182" in page

    specialist.post("/demo/next-day/", {"days": 2})
    assert "asked 2 days ago" in row_with(specialist, "/advice/", ASKS)
    specialist.press(f"{thread}give/", text=ADVISES)

    assert "Give advice" not in specialist.get("/")[1]
    assert "DUNMORE, Carl" in row_with(gp, "/", f"Advice from {OKAFOR}")
    mine = row_with(gp, "/advice/", ASKS)
    assert "Answered" in mine
    assert "answered after 2 days" in mine
    told = lines(gp, person)
    assert f"Asked {OKAFOR} for advice {ASKS}" in told
    assert f"{OKAFOR} gave advice {ADVISES}" in told

    gp.press(f"{thread}close/")
    assert f"Advice from {OKAFOR}" not in gp.get("/")[1]
    assert "Closed" in row_with(gp, "/advice/", ASKS)


@pytest.mark.capability(14)
def test_a_question_about_nobody_is_read_by_its_two_sides_alone(call):
    gp, specialist, other = call("gp1"), call("spec1"), call("nurse1")

    thread = ask(gp, "/advice/ask/", IN_GENERAL)

    assert "About no one person" in row_with(specialist, "/", "Give advice to")
    assert other.get(thread)[0] == call("gp2").get(thread)[0] == 404
    specialist.press(f"{thread}give/", text="Yes, and after each large step.")
    assert "Yes, and after each large step." in gp.get(thread)[1]
    gp.press(f"{thread}ask/", text="And below it?")
    assert "Waiting" in row_with(specialist, "/advice/", IN_GENERAL)


@pytest.mark.capability(14)
def test_gps_discuss_among_themselves_what_names_nobody(call):
    gp, colleague, worker = call("gp1"), call("gp2"), call("key1")

    thread = ask(gp, "/advice/ask/", IN_GENERAL, is_discussion="on")

    assert IN_GENERAL in call("nurse1").get("/advice/discussions/")[1]
    assert worker.get("/advice/discussions/")[0] == 403
    assert worker.get(thread)[0] == call("gpN").get(thread)[0] == 404
    colleague.press(f"{thread}give/", text="We do, from 100 mg on.")
    _, page = gp.get(thread)
    assert "Dr Tom Penhale, GP, Station Road" in page
    assert "Reply from Dr Tom Penhale" in gp.get("/")[1]
    assert "Give advice to" in call("spec1").get("/")[1]


def test_replies_at_once_all_stand_numbered(call):
    gp = call("gp1")
    thread = ask(gp, "/advice/ask/", IN_GENERAL, is_discussion="on")
    callers = [call(name) for name in ("gp2", "gp3", "spec1", "spec2")]
    forms = [fields_of(caller.get(thread)[1]) for caller in callers]

    with ThreadPoolExecutor(len(callers)) as hands:
        answers = list(
            hands.map(
                lambda one: one[0].post(f"{thread}give/", one[1] | {"text": "We do."}),
                zip(callers, forms, strict=True),
            )
        )

    assert {status for status, _ in answers} == {200}
    said = re.findall(r"<strong>(\d)\. (\w+)</strong>", gp.get(thread)[1])
    assert [int(n) for n, _ in said] == [1, 2, 3, 4, 5]
    assert sorted(did for _, did in said) == ["Advice", "Asked", *["Reply"] * 3]


def test_what_names_somebody_is_not_sent_and_stays_typed(call):
    gp = call("gp1")
    before = gp.get("/advice/")[1]
    asked = gp.option("/advice/ask/", OKAFOR)

    text = "What of 999 526 0182, born 14/03/1979?"
    _, page = gp.press("/advice/ask/", specialist=asked, text=text)

    assert "Take out the NHS number" in page
    assert "Take out the date of birth" in page
    assert text in page
    assert rows(gp.get("/advice/")[1]) == rows(before)


@pytest.mark.browser
def test_the_pages_of_advice_are_accessible_at_two_sizes(visit):
    gp = visit().sign_in_as("gp1")
    gp.press("link", "DUNMORE, Carl")
    gp.press("link", "Ask for advice")
    wrong = gp.look_at_two_sizes()
    gp.page.get_by_label("Whom do you ask?").select_option(index=1)
    gp.type("What do you want to know?", ASKS)
    gp.press("button", "Send the question")
    wrong += gp.look_at_two_sizes()
    gp.go("/advice/")
    wrong += gp.look_at_two_sizes()
    gp.go("/advice/ask/")
    wrong += gp.look_at_two_sizes()
    gp.go("/advice/discussions/")
    wrong += gp.look_at_two_sizes()
    gp.press("link", "Read")
    wrong += gp.look_at_two_sizes()

    assert wrong == []
