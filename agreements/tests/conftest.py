"""A scene that tests of agreements ask for by name, and those outside its record."""

import pytest

from accounts.models import Membership, User
from accounts.permissions import Role
from agreements.tests.scene import become, make_scene
from core.reach import Reach
from patients.models import Consent, Grant
from patients.rules.grants import GrantBecause
from patients.rules.sharing import ConsentKind
from tests.walls.people import (
    ASHDALE,
    BEGAN,
    PHARMACY,
    SERVICE,
    TODAY,
    open_for_good,
    token_of,
)

OUTSIDE = {"kit": (950, Role.SERVICE_USER, SERVICE)}
OUTSIDE |= {"the pharmacist": (951, Role.PHARMACIST, PHARMACY)}


@pytest.fixture
def scene(world):
    """One person, one service, one practice; the test is the superuser between acts."""
    become(None)
    made = make_scene()
    yield made
    become(None)


@pytest.fixture
def outside(scene):
    """Kit has a login of their own, and their pharmacy a pharmacist."""
    become(None)
    for name, (id, role, organisation) in OUTSIDE.items():
        user = User.objects.create(id=id, username=f"user{id}", name=name)
        Membership.objects.create(
            id=id,
            user=user,
            role=role,
            organisation_id=organisation,
            scheme_id=ASHDALE,
            **BEGAN,
        )
        open_for_good(token_of(name), id)
    own = {"reach": Reach.RECORD, "because": GrantBecause.OWN, "starts_on": TODAY}
    Grant.objects.create(**scene.person.columns(), **own, user_id=950)
    Consent.objects.create(
        **scene.person.columns(pharmacy=True),
        recipient_id=PHARMACY,
        recipient_kind="pharmacy",
        kind=ConsentKind.MEDICINE,
        from_on=TODAY,
    )
    scene.send()
    return scene
