"""A scene that tests of agreements ask for by name."""

import pytest

from agreements.tests.scene import become, make_scene


@pytest.fixture
def scene(world):
    """One person, one service, one practice; the test is the superuser between acts."""
    become(None)
    made = make_scene()
    yield made
    become(None)
