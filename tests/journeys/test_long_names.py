"""A name of a hundred letters stays within the page, on a phone too."""

import pytest

from tests.journeys.person import PHONE
from tests.journeys.test_story_one import CARL

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]


def test_a_name_of_a_hundred_letters_widens_no_page(visit):
    worker = visit(PHONE).sign_in_as("key1")
    worker.go("/search/?q=dunmore")
    worker.press("link", CARL)
    case = worker.path
    worker.go(f"{case}correct/")
    worker.type("Family name", "W" * 100)
    worker.press("button", "Save details")

    wrong = []
    for path in (case, f"{case}timeline/", f"{case}correct/", "/caseload/", "/"):
        worker.go(path)
        wrong += [said for said in worker.look() if "too wide" in said]

    assert wrong == []
