"""The matrix bites: it notices each guard that is taken away. In the long run only."""

import inspect

import pytest

from accounts.permissions import Role
from accounts.viewer import Viewer
from patients.querysets import rows
from tests.access.addresses import ADDRESSES
from tests.access.cells import (
    FULL,
    HOME,
    METHODS,
    Cell,
    cells_of_strangers,
    judge,
    may,
    visits_of,
)
from tests.access.test_one_wall import is_wrong

pytestmark = [
    pytest.mark.matrix,
    pytest.mark.slow,
    pytest.mark.role("unwalled"),
    pytest.mark.skipif(not FULL, reason="only in the long run"),
]
GUARDED = [address for address in ADDRESSES if address.permission]
ASK = ("visible_to", "open_to")
SIGHTS = [
    (name, method)
    for name, queryset in inspect.getmembers(rows, inspect.isclass)
    for method in ASK
    if method in vars(queryset)
]
# Asked for only once the person has been found, on the same page. Each is taken away
# and noticed in tests/walls/test_relations.py.
SECOND_IN_LINE = {
    ("ConsentQuerySet", "visible_to"),
    ("NameQuerySet", "visible_to"),
    ("TeamRecordQuerySet", "visible_to"),
    ("TimelineQuerySet", "visible_to"),
}
# The page itself asks again who may: whoever may not accept is refused by it, too.
GUARDED_TWICE = {"agreements:accept_agreement"}
SEE_SOMEBODY = (
    Role.KEYWORKER,
    Role.RECEPTIONIST,
    Role.PHARMACIST,
    Role.PRIVACY_OFFICER,
    Role.MENTOR,
)


def without_guard(view):
    """The view beneath ``requires``."""
    while view.__code__.co_name != "guarded" or not hasattr(view, "policy"):
        view = view.__wrapped__
    return view.__wrapped__


@pytest.mark.parametrize("address", GUARDED, ids=lambda address: address.name)
def test_a_page_without_its_guard_is_noticed(door, address, monkeypatch):
    role = next(role for role in Role if not may(address, role))
    cells = [Cell(address, method, role, HOME) for method in METHODS]
    monkeypatch.setattr(address.pattern, "callback", without_guard(address.view))

    assert bool(judge(door(role), cells)) != (address.name in GUARDED_TWICE)


@pytest.mark.parametrize("sight", SIGHTS, ids=".".join)
def test_a_sight_without_its_wall_is_noticed(door, sight, monkeypatch):
    name, method = sight
    # No list is kept from when the wall stood.
    monkeypatch.setattr(Viewer, "shape", None)
    monkeypatch.setattr(getattr(rows, name), method, lambda self, _: self)

    noticed = any(
        is_wrong(cell, visit)
        for role in SEE_SOMEBODY
        for cell, visit in visits_of(
            door(role, database_role="unwalled"), cells_of_strangers(role)[0]
        )
    )

    assert noticed != (sight in SECOND_IN_LINE)
