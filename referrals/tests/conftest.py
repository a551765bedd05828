"""A scene that tests of referrals ask for by name."""

import pytest

from referrals.tests.scene import become, make_scene


@pytest.fixture
def scene(world):
    """A practice, a service, a partner; the test is the superuser between acts."""
    become(None)
    made = make_scene()
    yield made
    become(None)
