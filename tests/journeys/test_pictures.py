"""The pictures of the README: `PICTURES=1 bin/test tests/journeys/test_pictures.py`
takes them anew."""

import os

import pytest

from tests.house import ROOT
from tests.journeys.person import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 200_000  # bytes
PAGES = {
    "home": (DESKTOP, []),
    "case": (DESKTOP, ["DUNMORE, Carl"]),
    "consultation": (DESKTOP, ["DUNMORE, Carl", "Log consultation"]),
    "agreement": (DESKTOP, ["Shared care", "DUNMORE, Carl"]),
    "phone": ((390, 844), ["DUNMORE, Carl"]),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_picture_of_the_page_is_small_and_there(visit, tmp_path, name):
    size, presses = PAGES[name]
    gp = visit(size).sign_in_as("gp1")
    for words in presses:
        gp.press("link", words)

    folder = FOLDER if os.environ.get("PICTURES") else tmp_path
    gp.page.screenshot(path=folder / f"{name}.png")

    assert 0 < (folder / f"{name}.png").stat().st_size < LARGEST
    assert (FOLDER / f"{name}.png").stat().st_size < LARGEST
