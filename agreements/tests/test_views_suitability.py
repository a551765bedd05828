"""Where care suits, through the front door: nothing unknown is said as true."""

import pytest

from agreements.tests.test_paper import PDF_LINK, squeezed
from agreements.tests.test_views import KEELEY, act, draft
from tests.paper import words_of

pytestmark = pytest.mark.slow


def criteria_of(caller):
    """The page that asks about Keeley, and the field of each sentence asked."""
    address = f"{caller.find(KEELEY)}suitability/decide/"
    asked = caller.get(address).context["form"].criteria
    return address, {one.sentence: f"criterion-{one.code}" for one in asked}


def test_the_practice_reads_what_is_not_known_apart_from_what_is_excluded(call_as):
    specialist = call_as("spec1")
    address, field = criteria_of(specialist)
    said = {field["Current pregnancy"]: "yes", field["Injectable medicine"]: "unknown"}
    specialist.press(address, **said, decided="specialist")
    agreement = draft(specialist)
    act(specialist, agreement, "send", override="She asks for it.")()

    page = call_as("gp2").get(agreement).content.decode()

    assert "Excluded: Current pregnancy. Not known: " in page
    (unknown,) = [
        words.partition(" Dr Helen")[0] for words in page.split("Not known: ")[1:]
    ]
    assert "Injectable medicine" in unknown
    assert "Current pregnancy" not in unknown
    letter = squeezed(words_of(specialist.get(PDF_LINK.findall(page)[-1])))
    assert f"Excluded: Current pregnancy. Not known: {unknown}" in letter
