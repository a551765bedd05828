"""Story 1: a GP logs a consultation with Carl, the patient in the room."""

import re
from datetime import timedelta

import pytest

from tests.journeys.person import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

CARL = "DUNMORE, Carl"
BANNER = re.compile(
    r"DUNMORE, Carl\s+Born 14-Mar-1979 \(\d+\)\s+Male\s+NHS 999 526 0182"
)
CLIPBOARD = ["clipboard-read", "clipboard-write"]
WEEKS_12 = timedelta(days=84)


def first_of_home(person):
    return person.page.locator("tbody tr").first.inner_text()


def open_form(gp):
    gp.press("link", CARL)
    gp.press("link", "Log consultation")


def tell_of_use(gp):
    gp.tick("No change", gp.row("Heroin"))
    gp.tick("Less", gp.row("Crack"))
    gp.type("Days used Crack", "4")


def score_the_drinking(gp):
    """Each answer begins with its number, so a key chooses it."""
    for label, points in (
        ("How often a drink with alcohol?", "3"),
        ("Units on a typical day of drinking?", "1"),
        ("How often six units or more, or eight for men?", "0"),
    ):
        gp.page.get_by_label(f"{label} AUDIT-C", exact=True).press(points)


def fill_in_the_story(gp):
    tell_of_use(gp)
    score_the_drinking(gp)
    gp.page.get_by_text("AUDIT-C: 4 of 12", exact=True).wait_for()
    gp.type("Tobacco: how many a day?", "15")
    gp.tick("Yes", gp.row("Naloxone"))
    gp.choose("Hepatitis B vaccine given today?", "Dose 2")
    gp.page.get_by_text(re.compile(r"Dose 3 due \d\d-\w{3}-\d{4}")).wait_for()
    gp.page.get_by_text("Brief advice", exact=True).click()
    gp.presses += 1
    gp.tick("Crack pipe safety")
    gp.tick("Mixing with alcohol")
    gp.type("What happens next? Next step", "See key1 for sleep")


def facts_that_must_not_move(gp):
    """Status, medicine and bookings, as the case page shows them."""
    page = gp.page
    status = page.locator("dt:text-is('Status') + dd").inner_text()
    medicine = page.locator(".app-banner__care").inner_text()
    return status, medicine, page.get_by_text("Next appointment").inner_text()


def carls_address(gp):
    return gp.page.get_by_role("link", name=CARL).first.get_attribute("href")


def see_the_summary(gp):
    assert BANNER.search(gp.words())
    for words in (
        "Allergies: penicillin (rash)",
        "Similar name: DUNMORE, Karl",
        "Methadone 60 mg daily, supervised · collects at Cobden Street Pharmacy"
        " · as told by Dr Yusuf",
        "Leon Whitcombe",
        "Well. Collects every day.",
    ):
        assert words in gp.words()


def copy_summary(gp):
    gp.press("button", "Copy summary")
    gp.page.get_by_text("Copied").wait_for()
    copied = gp.page.evaluate("navigator.clipboard.readText()")
    for line in (
        "Crack: less, 4 of 28 days",
        "Advice given: crack pipe safety, mixing with alcohol",
        "Plan: See key1 for sleep (Leon Whitcombe)",
    ):
        assert line in copied


@pytest.mark.capability(2, 8, 37, 54, 77, 93, "X5", "X8")
def test_the_consultation_is_logged_in_twelve_presses(visit):
    gp = visit(permissions=CLIPBOARD).sign_in_as("gp1")
    assert re.search(rf"{CARL}\s+12-week review\s+.*due today", first_of_home(gp))
    assert "3 things waiting" in gp.words()

    gp.press("link", CARL)
    before = facts_that_must_not_move(gp)
    see_the_summary(gp)
    gp.press("link", "Log consultation")
    fill_in_the_story(gp)
    gp.press("button", "Save consultation")

    assert gp.presses <= 12
    assert "Consultation saved." in gp.words()
    assert BANNER.search(gp.words())
    assert "AUDIT-C: 4 of 12" in gp.words()

    copy_summary(gp)
    gp.press("link", CARL)
    newest = gp.page.locator(".app-timeline > li").first.inner_text()
    assert "Crack: less, 4 of 28 days" in newest
    assert "Hepatitis B dose 3" in gp.words()
    assert facts_that_must_not_move(gp) == before
    gp.press("link", "Home")
    assert "12-week review" not in gp.words()

    key = visit().sign_in_as("key1")
    assert re.search(rf"{CARL}\s+See key1 for sleep", key.words())


def set_year(gp, year):
    gp.row("Visit").get_by_label("Year").fill(str(year))
    gp.page.keyboard.press("Tab")


@pytest.mark.capability(93)
def test_the_next_dose_moves_with_the_dose_and_the_day(visit):
    gp = visit().sign_in_as("gp1")
    open_form(gp)
    live = gp.page.locator(".app-live")

    gp.choose("Hepatitis B vaccine given today?", "Dose 2")
    said = live.get_by_text("Dose 3 due")
    before = said.inner_text()
    set_year(gp, gp.today.year - 1)
    live.get_by_text("on different days").wait_for()
    set_year(gp, gp.today.year)
    said.wait_for()
    assert said.inner_text() == before

    gp.choose("Hepatitis B vaccine given today?", "None today")
    said.wait_for(state="detached")
    assert live.all_inner_texts() == ["", ""]


@pytest.mark.capability(28)
def test_the_form_knows_the_day_the_place_and_the_kind(visit):
    gp = visit().sign_in_as("gp1")
    open_form(gp)

    today, visit_row, page = gp.today, gp.row("Visit"), gp.page
    day = [visit_row.get_by_label(part) for part in ("Day", "Month", "Year")]
    assert [int(part.input_value()) for part in day] == [
        today.day,
        today.month,
        today.year,
    ]
    chosen = visit_row.get_by_role("combobox").locator("option:checked")
    assert chosen.inner_text() == "Own practice"
    assert page.get_by_label("Specific intervention").is_checked()
    assert page.get_by_label("Drugs", exact=True).is_checked()
    review = page.get_by_role("group", name="When is the next review?")
    assert int(review.get_by_label("Day").input_value()) == (today + WEEKS_12).day


@pytest.mark.capability("X8", "N4")
def test_a_visit_without_news_takes_three_presses(visit):
    gp = visit().sign_in_as("gp1")

    gp.press("link", re.compile(f"Log consultation.*{CARL}"))
    gp.press("button", "All unchanged")
    gp.press("button", "Save consultation")

    assert gp.presses == 3
    assert "Crack: no change, 6 of 28 days" in gp.words()
    assert "Naloxone held: yes" in gp.words()


@pytest.mark.capability(79)
def test_the_stimulant_question_is_not_passed_over_in_silence(visit):
    gp = visit().sign_in_as("gp1")
    open_form(gp)

    gp.press("button", "Save consultation")
    assert "No answer about Crack" in gp.page.get_by_role("alert").inner_text()
    assert gp.look() == []

    gp.tick("Not asked today Stimulants")
    gp.press("button", "Save consultation")
    said = gp.page.get_by_role("alert").inner_text()
    assert "Nothing is recorded yet: say at least one thing" in said
    assert gp.look() == []

    gp.type("Notes", "He slept well.")
    gp.press("button", "Save consultation")
    assert "Consultation saved." in gp.words()


def test_a_day_to_come_is_refused_by_the_name_of_its_field(visit):
    gp = visit().sign_in_as("gp1")
    open_form(gp)
    gp.tick("Less", gp.row("Crack"))
    tomorrow = gp.today + timedelta(days=1)
    for part, number in zip(
        ("Day", "Month", "Year"),
        (tomorrow.day, tomorrow.month, tomorrow.year),
        strict=True,
    ):
        gp.row("Visit").get_by_label(part).fill(str(number))

    gp.press("button", "Save consultation")

    said = gp.page.get_by_role("alert").inner_text()
    assert "Visit: The day of the consultation must be today or in the past" in said
    assert gp.row("Crack").get_by_label("Less").is_checked()


def type_and_wait_for_the_draft(gp):
    open_form(gp)
    gp.type("Notes", "His daughter starts school on Monday.")
    gp.page.get_by_text(re.compile("saved as draft")).wait_for()


def sign_out_in_another_window(gp):
    other = gp.context.new_page()
    other.goto(gp.address)
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/account/sign-in/**")
    other.close()


@pytest.mark.capability("X9")
def test_what_was_typed_outlives_the_session(visit):
    gp = visit().sign_in_as("gp1")
    type_and_wait_for_the_draft(gp)

    sign_out_in_another_window(gp)
    gp.page.wait_for_url("**/account/sign-in/**")
    assert "daughter" not in gp.page.content()
    gp.sign_in_as("gp1")

    notes = gp.page.get_by_label("Notes", exact=True)
    assert notes.input_value() == "His daughter starts school on Monday."
    assert re.search(r"Your draft from .* is back", gp.words())


def test_a_form_whose_session_is_lost_says_so_and_leads_back(visit):
    gp = visit().sign_in_as("gp1")
    type_and_wait_for_the_draft(gp)

    gp.context.clear_cookies()
    gp.press("button", "Save consultation")
    assert "This page was open for too long" in gp.words()
    assert gp.look_at_two_sizes() == []
    gp.press("link", "Open the page again")
    gp.sign_in_as("gp1")

    notes = gp.page.get_by_label("Notes", exact=True)
    assert notes.input_value() == "His daughter starts school on Monday."


@pytest.mark.capability(7, "X1")
def test_a_person_of_another_scheme_is_not_found_and_the_try_is_read(visit):
    north = visit().sign_in_as("keyN")
    north.press("link", "Caseload")
    dean = north.page.get_by_role("link", name="BRIGGS, Dean").first
    address = dean.get_attribute("href")

    gp = visit().sign_in_as("gp1")
    assert gp.go(address).status == 404
    assert "Briggs" not in gp.page.content()
    gp.go("/search/?q=Briggs")
    assert "Nobody whom you may see" in gp.words()

    officer = visit().sign_in_as("priv1")
    officer.press("link", "Alerts")
    assert "Dr Amina Yusuf" in officer.words()
    assert "Open a person's case page" in officer.words()


def test_the_story_on_a_narrow_phone(visit):
    gp = visit(PHONE).sign_in_as("gp1")
    open_form(gp)
    fill_in_the_story(gp)
    assert gp.look() == []

    gp.press("button", "Save consultation")

    assert "Consultation saved." in gp.words()
    assert gp.look() == []


def tab_to(gp, name):
    """Go on with the Tab key until what is focused has this name."""
    for _ in range(150):
        gp.page.keyboard.press("Tab")
        focused = gp.page.locator(":focus")
        if focused.count() and name in gp.page.evaluate(NAME_OF_FOCUSED):
            return
    raise AssertionError(f"The Tab key never comes to {name!r}")


NAME_OF_FOCUSED = """() => {
  const it = document.activeElement;
  const label = [...(it.labels ?? [])].map((one) => one.innerText).join(" ");
  const group = it.closest("fieldset")?.querySelector("legend")?.innerText ?? "";
  const row = it.closest("[role=group]")?.getAttribute("aria-label") ?? "";
  return `${label || it.innerText || it.value} ${group} ${row}`;
}"""


@pytest.mark.capability("X6")
def test_a_visit_is_logged_by_the_keyboard_alone(visit):
    gp = visit().sign_in_as("gp1")
    keys = gp.page.keyboard

    tab_to(gp, "Skip to main content")
    keys.press("Enter")
    tab_to(gp, CARL)
    keys.press("Enter")
    gp.page.wait_for_url("**/people/*/")
    tab_to(gp, "Log consultation")
    keys.press("Enter")
    gp.page.wait_for_url("**/consultations/log/")
    tab_to(gp, "All unchanged")
    keys.press("Space")
    tab_to(gp, "What happens next?")
    keys.type("See key1 for sleep")
    keys.press("Enter")

    gp.page.get_by_text("Consultation saved.").wait_for()
    assert "Plan: See key1 for sleep" in gp.words()


@pytest.mark.capability("X6")
def test_a_visit_is_logged_without_a_script(visit):
    gp = visit(java_script_enabled=False).sign_in_as("gp1")
    open_form(gp)

    gp.press("button", "All unchanged")
    assert gp.row("Crack").get_by_label("No change").is_checked()
    gp.press("button", "Save consultation")

    assert "Crack: no change, 6 of 28 days" in gp.words()
    assert "Copy summary" not in gp.words()
