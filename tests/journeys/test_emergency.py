"""Emergency access: a GP, a person in front of them, and a record that is closed."""

import re
from datetime import date

import pytest

from tests.journeys.person import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

KEELEY, BORN = "999 159 0838", date(1988, 11, 2)
STRANGER = "999 016 6137"
WHY = "Found unconscious at the bus station"
# The day is named where the four hours pass midnight.
UNTIL = r"Emergency access until (\w{3} )?\d\d:\d\d"


def search(gp, typed):
    gp.page.get_by_label("Find a person").fill(typed)
    gp.page.get_by_label("Find a person").press("Enter")
    gp.page.get_by_role("heading", name="People found").wait_for()


def ask(gp, number, born=BORN, words=WHY):
    gp.go("/emergency/")
    gp.type_day("Date of birth", born)
    gp.type("NHS number", number)
    if words:
        gp.tick("Life or serious harm")
        gp.type("What is happening?", words)
    gp.press("button", "Open the record")


def strip(gp):
    return gp.page.get_by_role("region", name="Emergency access")


def without_what_was_typed(page):
    return re.sub(r'(value|id|name)="[^"]*"', "", page)


@pytest.mark.capability("X2")
def test_from_the_search_to_the_record_in_three_steps_and_to_its_end(visit):
    gp = visit().sign_in_as("gp2")
    search(gp, KEELEY)
    assert "Nobody whom you may see" in gp.words()
    gp.press("link", "Emergency access")
    assert gp.look_at_two_sizes() == []

    ask(gp, KEELEY)

    assert "FROST, Keeley" in gp.words()
    shown = strip(gp).inner_text()
    assert re.search(rf"{UNTIL}, 3 h 59 min left", shown)
    for words in (
        "Buprenorphine 12 mg daily · collects at Cobden Street Pharmacy",
        "Last dose\nnone recorded yet: ask Cobden Street Pharmacy, 01632 960020",
        "Holds\nnone recorded yet: ask Cobden",
        "Allergies\nnot asked",
        "Dr Helen Okafor, Harbour House, 01632 960010",
    ):
        assert words in shown
    assert gp.look_at_two_sizes() == []

    case = gp.path
    for page in ("timeline/", "substances/", "consultations/log/", "permissions/"):
        gp.go(f"{case}{page}")
        assert "Emergency access until" in strip(gp).inner_text()

    gp.press("button", "End it now", strip(gp))
    assert "Emergency access has ended." in gp.words()
    assert gp.go(case).status == 404


@pytest.mark.capability("X2")
def test_the_privacy_officer_finds_it_unread_and_reviews_it(visit):
    gp = visit().sign_in_as("gp2")
    ask(gp, KEELEY)
    gp.go(f"{gp.path}timeline/")

    officer = visit().sign_in_as("priv1")
    officer.press("link", "Alerts")
    line = officer.page.locator("li").filter(has_text="Dr Tom Penhale")
    assert "Unread" in line.inner_text()
    officer.press("link", "Review", line)

    said = officer.words()
    for words in (
        "FROST, Keeley",
        f"Life or serious harm: {WHY}",
        "still open, 3 h 59",
    ):
        assert words in said
    assert re.search(
        r"Open a person's case page\s+.*Read a person's timeline", said, re.DOTALL
    )
    assert officer.look_at_two_sizes() == []
    officer.press("link", "Alerts")
    assert "Unread" not in line.inner_text()

    officer.press("link", "Review", line)
    officer.type("What came of your review?", "An ambulance was called. In order.")
    officer.press("button", "Save review")
    assert not line.count()


@pytest.mark.capability("X2")
def test_no_answer_tells_of_anybody_before_a_reason_is_given(visit):
    """Known, unknown and of another scheme: the pages are the same, word for word."""
    gp = visit().sign_in_as("gp2")

    pages = []
    for number in (KEELEY, STRANGER, "999 390 9963"):
        ask(gp, number, words="")
        assert "Choose the reason" in gp.words()
        pages.append(without_what_was_typed(gp.page.content()))

    assert len(set(pages)) == 1
    ask(gp, "999 390 9963", date(1983, 8, 30))
    other_scheme = gp.words()
    ask(gp, KEELEY, date(1988, 11, 3))
    assert "No record was opened." in gp.words()
    assert gp.words() == other_scheme


def leave(cluster, demo_database, seconds):
    """Let the running emergency access end in so many seconds."""
    cluster.execute(
        demo_database,
        "UPDATE patients_grant SET expires_at = now() + interval"
        f" '{seconds} s' WHERE because = 'break_glass' AND expires_at > now()",
    )


@pytest.mark.capability("X2")
def test_it_counts_down_and_closes_the_page_by_itself(visit, cluster, demo_database):
    gp = visit().sign_in_as("gp2")
    gp.page.clock.install()
    ask(gp, KEELEY)
    leave(cluster, demo_database, 600)
    gp.page.reload()
    assert re.search(r"9 min 5\d s left", strip(gp).inner_text())

    gp.page.clock.run_for(60_000)
    assert "8 min 59 s left" in strip(gp).inner_text()

    leave(cluster, demo_database, 0)
    gp.page.clock.run_for(541_000)
    gp.page.get_by_text("This page is not here").wait_for()
    assert "Keeley" not in gp.page.content()


@pytest.mark.capability("X2")
def test_without_a_script_on_a_phone_it_says_until_when(visit):
    gp = visit(PHONE, java_script_enabled=False).sign_in_as("gp2")

    ask(gp, KEELEY)

    shown = strip(gp).inner_text()
    assert re.search(rf"{UNTIL}\. What you open", shown)
    gp.press("button", "End it now", strip(gp))
    assert "Emergency access has ended." in gp.words()
