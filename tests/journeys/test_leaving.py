"""A practice leaves: nobody is left behind, and it closes only then."""

import re
from datetime import timedelta

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

KEELEY, NUMBER = "FROST, Keeley", "999 159 0838"
STATION, SUCCESSOR = "Station Road Practice", "Dr Amina Yusuf"
IN_90_DAYS = timedelta(days=90)
TERMS = {
    "monitoring": "Liver tests once a year",
    "advice_contact": "Dr Okafor, 07700 900112",
    "if_things_go_wrong": "Stop and call",
    "undertakes_to_take_back": "on",
}
LEAVING = "Leaving: takes nobody new, and gives notice for a day"
CLOSED = "Closed: takes part no longer"


def on(day, name="starts_on"):
    return {f"{name}_{part}": getattr(day, part) for part in ("day", "month", "year")}


def ask(specialist, draft, who):
    """Draft a request to a GP and send it; its address."""
    lead = specialist.option(draft, who)
    specialist.press(draft, lead=lead, **TERMS)
    address = specialist.path
    specialist.post(f"{address}send/", {"override": "It suits them"})
    return address


def share(call, strike):
    """Keeley's care is shared with Station Road."""
    specialist, gp = call("spec1"), call("gp2")
    draft = f"{specialist.find(NUMBER)}agreements/draft/"
    address = ask(specialist, draft, "Dr Tom Penhale")
    gp.post(f"{address}accept/", {"is_competent": "on"} | on(gp.today))
    gp.post(f"{address}agreed/", {"how": "in_person"})
    strike()
    return address


def open_practice(coordinator):
    coordinator.press("link", "Practices")
    coordinator.press("link", STATION, exact=True)


def say(coordinator, state, **days):
    coordinator.press("link", "Change how far it takes part")
    coordinator.tick(state)
    for label, day in days.items():
        coordinator.type_day(label, day)
    coordinator.press("button", "Save")


@pytest.mark.capability(21)
def test_a_practice_that_leaves_closes_once_everybody_is_followed(visit, call, strike):
    address = share(call, strike)
    coordinator = visit().sign_in_as("coord1")
    leaves_on = coordinator.today + IN_90_DAYS
    is_marked(coordinator, leaves_on, strike)
    is_not_closed(coordinator)
    is_followed(visit().sign_in_as("spec1"), call, address, leaves_on)
    closes(coordinator, leaves_on)
    is_over(coordinator, call, strike)


def is_marked(coordinator, leaves_on, strike):
    open_practice(coordinator)
    assert coordinator.look_at_two_sizes() == []
    say(coordinator, LEAVING, **{"If it leaves, on which day?": leaves_on})
    strike()
    coordinator.page.reload()
    shown = coordinator.words()
    assert "1 person is prescribed for here, 1 of them without a successor" in shown
    assert "nobody asked yet" in shown
    assert KEELEY not in shown
    assert coordinator.look_at_two_sizes() == []


def is_not_closed(coordinator):
    assert "1 person has no new prescriber yet" in coordinator.words()
    coordinator.press("link", "Close")
    assert coordinator.look_at_two_sizes() == []
    coordinator.tick(CLOSED)
    coordinator.press("button", "Save")
    assert "closing waits until somebody has accepted" in coordinator.words()


def is_followed(specialist, call, address, leaves_on):
    specialist.press("link", "Shared care")
    specialist.press("link", "Who leaves")
    assert "1 person has no successor yet" in specialist.words()
    assert specialist.look_at_two_sizes() == []
    specialist.press("link", KEELEY)
    assert "Who follows: nobody asked yet" in specialist.words()
    caller, gp = call("spec1"), call("gp1")
    follower = ask(caller, f"{address}follow/", SUCCESSOR)
    gp.post(f"{follower}accept/", {"is_competent": "on"} | on(leaves_on))
    specialist.page.reload()
    assert "Millbrook Surgery has accepted" in specialist.words()
    assert specialist.look_at_two_sizes() == []
    caller.post(f"{follower}agreed/", {"how": "verbally"})


def closes(coordinator, leaves_on):
    open_practice(coordinator)
    assert "0 of them without a successor" in coordinator.words()
    say(coordinator, CLOSED, **{"From which day?": leaves_on})
    assert "Saved." in coordinator.words()


def is_over(coordinator, call, strike):
    specialist = call("spec1")
    specialist.post("/demo/next-day/", {"days": "90"})
    strike()
    _, page = specialist.get(specialist.find(NUMBER))
    assert re.search(rf"{SUCCESSOR}[^<]*prescribes \(opioid substitution\)", page)
    open_practice(coordinator)
    shown = coordinator.words()
    assert "0 people are prescribed for here" in shown
    assert re.search(r"Closed\s+since", shown, re.IGNORECASE)
    drawn = coordinator.page.locator("svg.app-picture text").all_text_contents()
    assert {"Open", "Leaving", "Closed", "today"} <= set(drawn)
    assert coordinator.look_at_two_sizes() == []


@pytest.mark.capability(21)
def test_a_colleague_takes_the_lead_by_a_press_of_their_own(visit, call, strike):
    address = share(call, strike)
    gp, administrator = call("gp3"), call("coord1")
    status, page = gp.get(address)
    assert (status, "Take the lead" in page) == (200, False)

    lead_level(administrator)
    colleague = visit().sign_in_as("gp3")
    colleague.go(address)
    colleague.press("link", "Take the lead")
    colleague.tick("This is within my competence, and I take on the prescribing")
    colleague.press("button", "Take the lead from today")

    assert "You lead it, and prescribe from today." in colleague.words()
    assert "Dr Lucy Abara, Station Road Practice, prescribes" in colleague.words()


def lead_level(coordinator):
    """Dr Abara is at the level that leads."""
    _, page = coordinator.get("/members/?q=Lucy+Abara")
    path = re.search(r'href="([^"]*level[^"]*)"', page)[1]
    coordinator.press(path, level=coordinator.option(path, "Level 2"))


@pytest.mark.capability(21)
def test_the_commissioner_reads_the_history_and_no_count(visit, call, strike):
    share(call, strike)
    commissioner = visit().sign_in_as("com1")

    open_practice(commissioner)

    shown = commissioner.words()
    assert "History" in shown
    assert "prescribed for here" not in shown
    assert KEELEY not in shown
    assert "Change how far it takes part" not in shown


@pytest.mark.capability(21)
def test_a_person_moves_and_the_draft_to_the_new_practice_opens(visit, call, strike):
    address = share(call, strike)
    specialist = visit().sign_in_as("spec1")
    specialist.go(address)
    specialist.press("link", "The person moves to another practice")
    moves_on = specialist.today + timedelta(days=14)
    specialist.type_day("From which day is the person with another practice?", moves_on)
    specialist.type("Where to, and why?", "To Millside, nearer work")
    specialist.press("button", "The person moves on that day")

    assert specialist.path == f"{address}follow/"
    medicine = specialist.page.get_by_label("Medicine, as it is given now")
    assert medicine.input_value() == "Buprenorphine 12 mg daily"
    assert specialist.look_at_two_sizes() == []


@pytest.mark.capability(21)
def test_a_gp_names_their_own_last_day_and_takes_it_back(visit, call, strike):
    address = share(call, strike)
    gp = visit().sign_in_as("gp2")
    gp.go("/shared-care/leaving/tell/")
    assert "1 person, 1 without a successor" in gp.words()
    assert gp.look_at_two_sizes() == []

    names(gp, gp.today - timedelta(days=1))
    assert "Your last day must be today or later" in gp.words()
    assert gp.look_at_two_sizes() == []
    names(gp, gp.today + timedelta(days=10))
    assert gp.path == "/shared-care/leaving/"
    assert "The coordinator is told" in gp.words()
    strike()

    is_told(visit().sign_in_as("coord1"))
    stays(gp)
    strike()
    gp.go(address)
    gp.press("link", "Take the notice back")
    gp.type("Why?", "I stay until the spring")
    gp.press("button", "Take the notice back")
    assert "The notice is taken back. You prescribe on." in gp.words()


def names(gp, last_day):
    gp.tick("I leave")
    gp.type_day("Which is your last day?", last_day)
    gp.press("button", "Save")


def is_told(coordinator):
    shown = coordinator.words()
    assert "Dr Tom Penhale, Station Road Practice, leaves: their last day is" in shown
    assert KEELEY not in shown


def stays(gp):
    gp.page.reload()
    assert "notice for" in gp.words()
    gp.press("link", "Change it, or take it back")
    assert gp.look_at_two_sizes() == []
    gp.press("button", "Take it back")
    assert "Your last day is taken back" in gp.words()
    assert gp.look_at_two_sizes() == []
