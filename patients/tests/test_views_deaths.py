"""A death recorded and undone: what was open stops in the same act, and runs again."""

import re
from datetime import timedelta

import pytest

from core.clock import today

pytestmark = pytest.mark.slow
CARL = "999 526 0182"
TASK = "Ring the housing office"


def day_fields(name, day):
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": number for part, number in parts.items()}


@pytest.fixture
def lead(call_as):
    return call_as("lead1")


@pytest.fixture
def carl(lead):
    """Carl, with a thing to do and a booking."""
    carl = lead.find(CARL)
    booking = f"{carl}appointments/book/"
    form = lead.get(booking).content.decode()
    worker = re.search(r'<option value="(\d+)"[^>]*>Dawn Keogh', form)[1]
    at = day_fields("day", today() + timedelta(days=1)) | {"time": "07:00"}
    lead.press(booking, with_member=worker, **at)
    lead.press(f"{carl}consultations/log/", stimulants_not_asked="on", step=TASK)
    return carl


def next_step(lead, carl):
    page = lead.get(carl).content.decode()
    return page.split("Next step")[1].split("</section>")[0]


def test_what_was_open_stops_with_a_death_and_runs_again_if_it_is_undone(lead, carl):
    before = next_step(lead, carl)
    assert TASK in before
    assert "with Dawn Keogh" in before

    told = {"told_by": "His sister"} | day_fields("died_on", today())
    lead.press(f"{carl}death/record/", **told)
    after = next_step(lead, carl)

    assert TASK not in after
    assert "Next appointment: none" in after
    assert "Tell each pharmacy: Cobden Street Pharmacy" in after
    lead.press(f"{carl}death/undo/", reason="Another man of that name.")
    assert next_step(lead, carl) == before


def test_a_death_is_said_in_words_on_the_banner(lead, carl):
    told = {"told_by": "His sister"} | day_fields("died_on", today())

    page = lead.press(f"{carl}death/record/", **told).content.decode()

    assert f"<strong>Deceased {today():%d-%b-%Y}</strong>" in page
