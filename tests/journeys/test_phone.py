"""On a phone the first screen is the page's own, not its header's."""

import pytest

from tests.journeys.test_story_one import CARL

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]
PHONE = (360, 640)
HEIGHT = "e => e.getBoundingClientRect().height"
# Whether two things lie over each other, wherever the page stands.
OVER = """() => {
  const [bar, act] = [".app-save-bar", ".app-all-unchanged"].map((one) =>
    document.querySelector(one).getBoundingClientRect());
  return bar.top < act.bottom && act.top < bar.bottom;
}"""


def open_carl(visit):
    worker = visit(PHONE).sign_in_as("gp1")
    worker.go("/search/?q=dunny")
    worker.press("link", CARL)
    return worker


def test_ribbon_and_header_leave_the_screen_to_the_page(visit):
    worker = visit(PHONE).sign_in_as("gp1")

    ribbon = worker.page.locator(".app-demo").evaluate(HEIGHT)
    header = worker.page.get_by_role("banner").evaluate(HEIGHT)

    assert ribbon <= 30
    assert header <= 160


def test_the_save_bar_never_lies_over_all_unchanged(visit):
    worker = open_carl(visit)
    worker.go(f"{worker.path}consultations/log/")

    over = []
    for top in range(0, 600, 20):
        worker.page.evaluate(f"scrollTo(0, {top})")
        over.append(worker.page.evaluate(OVER))

    assert not any(over)


def test_the_words_of_the_picture_are_large_enough_to_read(visit):
    worker = open_carl(visit)
    worker.go(f"{worker.path}substances/")

    drawn = worker.page.locator(".app-picture").evaluate(
        "e => e.clientWidth / e.viewBox.baseVal.width"
    )

    assert 16 * drawn >= 14
    assert worker.look() == []


@pytest.mark.parametrize("width", [320, 360])
def test_the_present_of_a_practice_s_life_is_in_sight(visit, width):
    coordinator = visit((width, 640)).sign_in_as("coord1")
    coordinator.go("/shared-care/practices/DEMO03/")

    words = coordinator.page.locator(".app-picture text").evaluate_all(
        "all => all.map((e) => [e.textContent, e.getBoundingClientRect()])"
    )

    assert {"Open", "Reduced", "Suspended", "today"} <= {word for word, _ in words}
    assert [w for w, at in words if at["left"] < 0 or at["right"] > width] == []
    assert [w for w, at in words if at["height"] < 14] == []
    assert coordinator.look() == []
