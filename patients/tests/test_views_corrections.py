"""Two who correct one person's details: neither blanks what the other wrote."""

import pytest

from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
CARL = "999 526 0182"


@pytest.fixture
def two(call_as):
    """The address, the first of two editors, and what the second one has open."""
    first, second = call_as("lead1"), call_as("key1")
    address = f"{second.find(CARL)}correct/"
    seen = fields_of(second.get(address).content.decode())
    return address, first, second, seen


def test_the_second_is_told_by_whom_and_only_what_differs(two):
    address, first, second, seen = two
    first.press(address, allergies="Penicillin")

    page = second.post(address, seen | {"preferred": "Carlo"}).content.decode()

    told = page.split("nhsuk-error-summary__list")[1].split("</ul>")[0]
    assert told.count("<li>") == 1
    assert "changed this while you were typing. Allergies, in words: Penicillin" in told
    assert "Somebody else" not in told
    assert "none recorded" not in told


def test_saving_again_keeps_what_both_wrote(two):
    address, first, second, seen = two
    first.press(address, allergies="Penicillin", born_on_year="1978")
    page = second.post(address, seen | {"preferred": "Carlo"})

    second.post(address, fields_of(page.content.decode()))

    now = fields_of(second.get(address).content.decode())
    assert now["allergies"] == ["Penicillin"]
    assert now["born_on_year"] == ["1978"]
    assert now["preferred"] == ["Carlo"]


def test_what_both_changed_is_said_at_its_field_and_decided_by_the_second(two):
    address, first, second, seen = two
    first.press(address, allergies="Penicillin")

    page = second.post(address, seen | {"allergies": "none known"}).content.decode()

    assert (
        "saved this meanwhile: Penicillin" in page.split('id="id_allergies-error"')[1]
    )
    assert fields_of(page)["allergies"] == ["none known"]


def test_a_page_drawn_again_for_a_slip_still_knows_what_it_was_drawn_from(two):
    address, first, second, seen = two
    slip = second.post(address, seen | {"born_on_month": "13"})
    first.press(address, allergies="Penicillin")
    slip = second.post(address, fields_of(slip.content.decode()))
    mended = fields_of(slip.content.decode()) | {"born_on_month": "3"}

    page = second.post(address, mended).content.decode()

    assert "changed this while you were typing" in page
    assert fields_of(page)["allergies"] == ["Penicillin"]
