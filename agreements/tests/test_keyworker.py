"""The keyworker, who is no side of an agreement, reads what is asked of them."""

import pytest

from agreements import actions
from agreements.tests.test_telling import A_DAY, titles
from core.clock import today
from core.templatetags.house import staff_date
from tests.walls.people import ASKED

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]


@pytest.mark.parametrize("has_agreed", [False, True])
def test_the_keyworker_reads_of_an_acceptance_until_it_has_begun(scene, has_agreed):
    scene.send()
    scene.name_keyworker()
    if has_agreed:
        scene.agree()
    scene.accept(in_days=7)
    scene.clock()
    day = staff_date(today() + 7 * A_DAY)

    wanted = f"practice {ASKED} accepted from {day}, if the person says yes"
    if has_agreed:
        wanted = f"practice {ASKED} accepted: gp is to prescribe from {day}"
    assert titles(scene, "the keyworker") == [wanted]

    if not has_agreed:
        scene.agree()
    scene.move(7)
    scene.clock()
    assert scene.prescriber() == ["gp"]
    assert titles(scene, "the keyworker") == []


def test_the_keyworker_waits_no_more_for_an_acceptance_that_came_to_nothing(scene):
    scene.send()
    scene.name_keyworker()
    scene.accept(in_days=7)
    scene.do(actions.withdraw, "specialist", text="Moves away")

    scene.clock()

    assert titles(scene, "the keyworker") == []
