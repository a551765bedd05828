"""Referrals in the browser: from a screen to the triage list; onward by a target."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.working_days import add_working_days

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

CARL = "DUNMORE, Carl"
FOUND = "AUDIT-C 12 of 12: positive screen."
AUDIT_C = (
    "How often a drink with alcohol?",
    "Units on a typical day of drinking?",
    "How often six units or more, or eight for men?",
)


def add_somebody(gp):
    gp.press("link", "New person")
    gp.type("First name", "Tamsin")
    gp.press("button", "Make record")
    gp.page.wait_for_url("**/people/*/")


def screen(gp):
    gp.press("link", "Log consultation")
    gp.page.get_by_label(re.compile("Not asked today")).first.check()
    for label in AUDIT_C:
        gp.page.get_by_label(f"{label} AUDIT-C", exact=True).press("4")
    gp.press("button", "Save and refer")


def open_carl(worker):
    worker.page.get_by_label("Find a person").fill("999 526 0182")
    worker.page.get_by_label("Find a person").press("Enter")
    worker.press("link", CARL, worker.page.locator("tbody"))
    worker.page.wait_for_url("**/people/*/")


def refer_on(worker, reason="Panics on buses; text him."):
    worker.press("link", "Refer", worker.page.locator(".app-acts"), exact=True)
    worker.page.get_by_label(re.compile("Another service")).check()
    worker.choose(
        "Which service of the directory?", "Psychology: Ashdale Talking Therapies"
    )
    worker.type("Why do you refer, and what should they know?", reason)
    worker.page.get_by_label(re.compile("The person has agreed")).check()
    worker.press("button", "Send referral")


def move_to(person, day):
    person.go("/")
    while person.today < day:
        ahead = (day - person.today).days
        person.press("button", "Next week" if ahead >= 7 else "Next day")


def breaches(person):
    person.go("/referrals/")
    found = person.page.get_by_role("table", name=re.compile("Past their target"))
    return found.inner_text() if found.count() else ""


@pytest.mark.capability(3)
def test_a_positive_screen_becomes_a_referral_on_the_triage_list(visit):
    gp, lead = visit().sign_in_as("gp1"), visit().sign_in_as("lead1")
    add_somebody(gp)
    screen(gp)

    shown = gp.words()
    reason = gp.page.get_by_label("Why do you refer, and what should they know?")
    assert "Tamsin" in shown
    assert "Dr Amina Yusuf, GP, Millbrook Surgery" in shown
    assert FOUND in reason.input_value()
    assert gp.look_at_two_sizes() == []
    gp.page.get_by_label(re.compile("The person has agreed")).check()
    gp.press("button", "Send referral")
    assert "Sent to Harbour House." in gp.words()

    lead.go("/referrals/")
    line = lead.page.locator("tbody tr").filter(has_text="Tamsin").inner_text()
    assert "Source: GP, Millbrook Surgery" in line
    assert "Accept, ask a question or decline." in line
    assert lead.look_at_two_sizes() == []
    lead.press("link", re.compile("Tamsin"))
    assert FOUND in lead.words()
    assert lead.look_at_two_sizes() == []
    gp.page.reload()
    assert "Dawn Keogh" in gp.page.locator(".app-strip").inner_text()


@pytest.mark.capability(46)
def test_an_onward_referral_shows_its_clock_and_on_day_eleven_its_breach(visit):
    worker, partner = visit().sign_in_as("key1"), visit().sign_in_as("psy1")
    open_carl(worker)
    target = add_working_days(worker.today, 10)
    refer_on(worker)

    assert "10 working days left" in worker.words()
    assert "10 working days after sending" in worker.words()
    move_to(worker, target)
    assert CARL not in breaches(worker)
    worker.press("button", "Next day")

    assert CARL in breaches(worker)
    assert worker.look_at_two_sizes() == []
    assert CARL in breaches(partner)
    partner.press("link", CARL)
    assert "Panics on buses" in partner.words()
    assert "penicillin" not in partner.words()


@pytest.mark.capability(46)
def test_a_partner_takes_a_referral_to_its_outcome_and_the_sender_reads_it(visit):
    worker, partner = visit().sign_in_as("key1"), visit().sign_in_as("psy1")
    open_carl(worker)
    refer_on(worker)
    partner.go("/")
    partner.press("link", re.compile(f"Open referral.*{CARL}"))
    partner.press("link", CARL)

    partner.press("link", "Accept")
    assert partner.look_at_two_sizes() == []
    partner.press("button", "Accept")
    partner.press("link", "Book a first meeting")
    partner.type_day("Which day?", partner.today)
    partner.press("button", "Book")
    partner.press("link", "Record that they were seen")
    partner.press("button", "Record meeting")
    partner.press("link", "Close with what came of it")
    partner.tick("Helped")
    partner.type("In a sentence or two", "Six sessions planned and begun.")
    partner.press("button", "Close referral")

    assert "Closed. Whoever referred reads what came of it." in partner.words()
    worker.page.reload()
    assert "Closed: helped." in worker.words()
    assert "Six sessions planned and begun." in worker.words()
    assert "Seen within the target" not in worker.words()


def test_the_coordinator_keeps_the_directory(visit):
    keeper = visit().sign_in_as("coord1")
    keeper.press("link", "Directory")
    assert keeper.look_at_two_sizes() == []

    keeper.press("link", "Add a service")
    keeper.tick("Social prescribing")
    keeper.type("What is it called?", "Allotment group")
    keeper.press("button", "Save service")
    assert "Allotment group is in the directory from today." in keeper.words()

    keeper.press("link", "End Allotment group")
    keeper.press("button", "Offer it no longer")
    offered = keeper.page.locator("table").first.inner_text()
    assert "Allotment group" not in offered
    assert keeper.look_at_two_sizes() == []


def waiting_at_harbour_house(lead):
    _, page = lead.get("/referrals/")
    line = page.split("HADDAD, Noor")[0]
    return re.findall(r"/referrals/[0-9a-f-]{36}/", line)[-1]


def test_of_two_hands_at_once_one_wins_and_the_other_is_told_by_name(call):
    callers = [call(name) for name in ("lead1", "key1", "spec1")]
    address = waiting_at_harbour_house(callers[0])

    with ThreadPoolExecutor(len(callers)) as hands:
        answers = list(hands.map(lambda one: one.press(f"{address}accept/"), callers))

    lost = [page for status, page in answers if status == 409]
    assert sorted(status for status, _ in answers) == [200, 409, 409]
    for page in lost:
        assert re.search(
            r"cannot be accepted now\. Last: [\w ]+, [\w ]+, Harbour", page
        )
    _, page = callers[0].get(address)
    assert page.count("<strong>Accepted</strong>") == 1


def test_what_is_revoked_while_the_service_looks_is_told_and_nothing_half_done(call):
    gp, lead = call("gp1"), call("lead1")
    address = waiting_at_harbour_house(lead)
    lead.get(f"{address}accept/")

    gp.press(f"{address}revoke/", text="She would rather wait.")
    status, page = lead.press(f"{address}accept/")

    assert status in (404, 409)
    assert "Accepted. Next" not in page
    _, page = gp.get(address)
    assert "Millbrook Surgery revoked it." in page
