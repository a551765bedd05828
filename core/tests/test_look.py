"""How pages look and behave in a real browser: sizes, access, scripts, headers."""

import re
from urllib.parse import parse_qs

import pytest

from core.tests.showing import PAGES, served
from tests.look import wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = [(1366, 768), (320, 256)]  # the second is the first at 400%


@pytest.fixture(scope="module")
def showing():
    with served() as server:
        yield server


@pytest.fixture
def look(browser, showing):
    """Open a sample page; what the browser complains about is in `page.complaints`."""
    opened = []
    showing.posts.clear()

    def open_page(path, *, size=(1366, 768), prepare=None, **options):
        width, height = size
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, **options)
        opened.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        if prepare:
            prepare(page)
        page.goto(showing.address + path)
        return page

    yield open_page
    for context in opened:
        context.close()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_quiet_at_every_size(look, path, size):
    page = look(path, size=size)
    page.wait_for_function("document.body.classList.contains('js-enabled')")

    assert [*wrong_with(page), *page.complaints] == []


UNDER_THE_BAR = """() => {
  const bar = document.querySelector(".app-save-bar");
  const focused = document.activeElement;
  const [over, under] = [bar, focused].map((e) => e.getBoundingClientRect());
  const isFree = focused === document.body || bar.contains(focused)
    || under.bottom <= over.top + 1 || under.top >= over.bottom;
  return isFree ? "" : focused.outerHTML;
}"""


def test_nothing_focused_hides_under_the_save_bar(look):
    page = look("/consultation")

    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(UNDER_THE_BAR) == ""


def test_a_short_window_gives_the_form_its_whole_height(look):
    page = look("/consultation", size=(320, 256))

    position = "e => getComputedStyle(e).position"
    assert page.locator(".app-save-bar").evaluate(position) == "static"


def test_an_error_summary_takes_focus_and_leads_to_the_field(look):
    page = look("/wrong")

    assert page.locator(".nhsuk-error-summary").evaluate(
        "e => e === document.activeElement"
    )
    page.get_by_role("link", name=re.compile("Crack: Choose")).click()
    assert page.locator(":focus").get_attribute("name") == "crack_change"


def install_clock(page):
    page.clock.install()


def test_a_draft_is_kept_and_the_page_says_when(look, showing):
    page = look("/consultation", prepare=install_clock)

    page.get_by_label("What happens next?").fill("Sleep & rest")
    page.clock.fast_forward("00:04")
    page.get_by_text(re.compile(r"saved as draft \d\d:\d\d")).wait_for()

    (path, body, token), *more = showing.posts
    assert path == "/drafts/consultation/"
    assert parse_qs(body)["plan"] == ["Sleep & rest"]
    assert token == parse_qs(body)["csrfmiddlewaretoken"][0]
    assert more == []


def test_a_draft_that_could_not_be_kept_is_said_and_kept_later(look, showing):
    page = look("/consultation", prepare=install_clock)
    page.context.set_offline(True)
    page.get_by_label("What happens next?").fill("Sleep")
    page.clock.fast_forward("00:04")
    page.get_by_text("not saved as draft: no connection").wait_for()

    page.context.set_offline(False)
    page.clock.fast_forward("00:04")
    page.get_by_text(re.compile("saved as draft [0-9]")).wait_for()

    assert parse_qs(showing.posts[-1][1])["plan"] == ["Sleep"]


def idle(look, minutes):
    page = look("/consultation", prepare=install_clock)
    page.clock.fast_forward(f"{minutes}:05")
    return page


def test_thirteen_quiet_minutes_cover_the_page_and_ask(look):
    page = idle(look, 13)

    assert page.get_by_role("dialog", name="Still there?").is_visible()
    assert page.get_by_role("heading", name="Log a consultation").is_hidden()
    assert page.get_by_text("DUNMORE").first.is_hidden()
    assert page.locator(":focus").inner_text() == "Stay"


def test_the_question_can_be_answered(look, showing):
    page = idle(look, 13)

    page.get_by_role("button", name="Stay").click()
    page.clock.fast_forward("00:02")

    page.get_by_role("heading", name="Log a consultation").wait_for()
    assert [path for path, *_ in showing.posts] == ["/account/stay/"]


def test_unanswered_the_page_locks_and_will_come_back_here(look, showing):
    page = idle(look, 13)

    with page.expect_request("**/account/lock/"):
        page.clock.fast_forward("02:00")

    page.wait_for_timeout(200)
    asked = [parse_qs(body) for path, body, _ in showing.posts if "lock" in path]
    assert asked[0]["next"] == ["/consultation"]
    assert page.get_by_role("heading", name="Log a consultation").is_hidden()


def test_unchanged_fills_its_row_and_a_change_is_marked(look):
    page = look("/consultation")
    row = page.get_by_role("group", name="Crack", exact=True)

    row.get_by_role("button", name="Unchanged").click()

    assert row.get_by_label("Less").is_checked()
    assert row.get_by_label("Days").input_value() == "6"
    assert row.get_by_label("Route").input_value() == "smoked"
    assert (
        row.get_by_text("Changed", exact=True).and_(page.locator(":visible")).count()
        == 0
    )
    row.get_by_label("Days").fill("4")
    assert (
        row.get_by_text("Changed", exact=True).and_(page.locator(":visible")).count()
        == 1
    )


def test_all_unchanged_fills_the_whole_form_and_is_kept(look):
    page = look("/consultation", prepare=install_clock)

    page.get_by_role("button", name="All unchanged").click()
    page.clock.fast_forward("00:04")

    heroin = page.get_by_role("group", name="Heroin", exact=True)
    assert heroin.get_by_label("No change").is_checked()
    assert heroin.get_by_label("Days").input_value() == "0"
    assert page.get_by_label("Seen in person").is_checked()
    page.get_by_text(re.compile("saved as draft")).wait_for()


def test_enter_saves(look, showing):
    page = look("/consultation")

    page.get_by_label("Days Crack").press("Enter")
    page.wait_for_timeout(200)

    (path, body, _), *_ = showing.posts
    assert path == "/consultation"
    assert "unchanged" not in parse_qs(body)


def test_a_summary_is_copied_and_that_is_said(look):
    page = look("/home", permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Copy summary").click()
    page.get_by_text("Copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split("\n")[0] == "Seen on 9 March."
    assert copied.endswith("Crack: less.")


def test_without_a_script_every_question_can_be_answered(look, showing):
    page = look("/consultation", java_script_enabled=False)

    assert not page.locator("#id_naloxone_until-day").is_visible()
    page.get_by_text("Yes", exact=True).click()
    page.locator("#id_naloxone_until-day").fill("1")
    page.get_by_text("Brief advice").click()
    page.get_by_text("Crack pipe safety").click()
    page.get_by_role("button", name="Save consultation").click()

    said = parse_qs(showing.posts[0][1])
    assert said["naloxone_until_day"] == ["1"]
    assert said["advice"] == ["pipe"]


def test_print_leaves_out_what_paper_cannot_do(look):
    page = look("/consultation")
    page.emulate_media(media="print")

    assert page.get_by_role("button", name="Save consultation").is_hidden()
    assert page.get_by_role("button", name="Unchanged").first.is_hidden()
    assert page.get_by_text("DUNMORE, Carl").is_visible()
