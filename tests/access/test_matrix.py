"""Every address, by every method, for everyone, in every relation to one person.

Three passes: as it is, with the first wall knocked out, and with the second.
"""

import time

import pytest

from accounts.permissions import Role
from tests.access.addresses import ADDRESSES
from tests.access.canaries import say
from tests.access.cells import METHODS, cells_of, counted, judge
from tests.house import none

pytestmark = [pytest.mark.matrix, pytest.mark.slow, pytest.mark.role("unwalled")]
OTHERS, STRANGER = ("HEAD", "PUT", "DELETE"), "own service, other scheme"
ROLES = pytest.mark.parametrize("role", list(Role))


@pytest.mark.capability("X1", "X3", 34, 66)
@ROLES
def test_each_role_is_answered_as_the_policy_says(door, role, record_property):
    began, entered = time.monotonic(), door(role)
    cells, spared = cells_of(role)

    wrong = judge(entered, cells)

    none(wrong)
    record_property("matrix", counted(cells, spared, began))


@pytest.mark.parametrize("who", ["anonymous", "password only", "locked"])
def test_who_is_not_at_work_is_sent_to_sign_in(door, who, record_property):
    began, entered = time.monotonic(), door()
    asked = [a for a in ADDRESSES if a.permission]
    cells = [(address, method) for address in asked for method in METHODS]

    with entered.day():
        visits = {
            f"{method} {one.name}": entered.visit(who, method, one)
            for one, method in cells
        }

    none([n for n, v in visits.items() if not v.is_sent_to_sign_in and v.status != 405])
    none([n for n, v in visits.items() if v.shown or v.logged or v.asked_of_people])
    record_property("matrix", counted(cells, 0, began))


def test_any_other_method_is_refused_or_answered_as_get(door, record_property):
    began, entered = time.monotonic(), door(Role.KEYWORKER)
    asked = [(one, method) for one in ADDRESSES for method in OTHERS if one.permission]

    with entered.day():
        as_get = {one: entered.visit(STRANGER, "GET", one) for one in ADDRESSES}
        visits = [(a, m, entered.visit(STRANGER, m, a)) for a, m in asked]

    wrong = [
        f"{method} {address.name}: {visit.status}, shows {visit.shown}"
        for address, method, visit in visits
        if visit.status not in (405, as_get[address].status) or visit.shown
    ]
    none(wrong)
    record_property("matrix", counted(asked, 0, began))


PAPERS = {"agreements:print_agreement": "terms", "agreements:print_letter": "signed"}


def test_a_paper_is_read_as_every_page_is(door):
    entered = door(Role.GP)
    papers = [one for one in ADDRESSES if one.name in PAPERS]

    with entered.day():
        shown = {
            one.name: entered.visit("own service", "GET", one).shown for one in papers
        }

    none(
        [name for name, word in PAPERS.items() if say("Carl", word) not in shown[name]]
    )
