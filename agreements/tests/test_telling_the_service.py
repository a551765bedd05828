"""Whoever of the service knows the person is told what changes who prescribes."""

import pytest

from agreements import actions
from agreements.actions.running import BECAUSE
from agreements.rules.clock import HandOver
from agreements.rules.states import Verb
from agreements.tests.test_actions_outside import bring_back, take_inside
from agreements.tests.test_telling import give_notice, titles
from core.clock import now, today
from core.templatetags.house import staff_date
from tests.walls.people import ASKED

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]


def test_that_it_was_unsafe_to_go_on_is_read_by_all_who_know_the_person(scene):
    scene.start()
    call = HandOver("Dr Marsh", "01632 960 001", now())

    scene.do(actions.hand_back_today, "gp", call=call, text="He threatened us.")

    why = BECAUSE[Verb.HAND_BACK_TODAY]
    begins = f"duty prescribes from {staff_date(today())}: {why}"
    assert titles(scene, "duty") == [begins]
    assert titles(scene, "specialist") == [begins]


def test_the_specialist_reads_at_once_that_the_gp_was_lost(scene):
    scene.start()
    scene.do(actions.replace_prescriber, "gp", text="Suspended.")

    begins = f"duty prescribes from {staff_date(today())}: {BECAUSE[Verb.REPLACE]}"
    assert titles(scene, "specialist") == titles(scene, "duty") == [begins]


def tells_keyworker(scene, title):
    return title in titles(scene, "the keyworker")


def test_the_keyworker_reads_of_a_notice_and_of_what_came_of_it(scene):
    scene.start()
    scene.name_keyworker()
    day = staff_date(give_notice(scene))
    title = f"practice {ASKED} prescribes no longer from {day}: take over"

    told = tells_keyworker(scene, title)
    scene.move(28)
    scene.clock()

    assert told
    over = f"duty prescribes from {day}: shared care is over"
    assert tells_keyworker(scene, over)
    assert not any("no longer" in title for title in titles(scene, "the keyworker"))


def test_specialist_and_keyworker_read_who_prescribes_inside_and_after(scene):
    scene.start()
    scene.name_keyworker()

    take_inside(scene, "gp")
    inside = [titles(scene, name) for name in ("specialist", "the keyworker")]
    bring_back(scene, "gp")

    day = staff_date(today())
    for told in inside:
        assert any(title.endswith(f"prescribes from {day}") for title in told)
    for name in ("specialist", "the keyworker"):
        (back,) = [one for one in titles(scene, name) if one.startswith("Back from")]
        assert back.endswith(f"gp prescribes from {day}")
