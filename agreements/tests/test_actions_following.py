"""From which day another practice may follow, as a notice stands or has ended."""

import pytest

from agreements import actions
from agreements.rules.clock import HandOver
from agreements.rules.states import State
from agreements.tests.test_actions_leaving import fresh, leave, on
from core.clock import now, today
from core.refusal import Refusal

pytestmark = pytest.mark.role("postgres")
TOO_SOON = "The practice before is under notice for"


def test_what_follows_is_not_accepted_for_a_day_before_the_notice_day(scene):
    scene.start()
    leave(scene, 30)
    scene.ask_to_follow()

    with pytest.raises(Refusal, match=TOO_SOON):
        scene.let_follow(on(29))
    assert scene.state() == State.SENT


def test_what_follows_is_accepted_for_the_day_of_a_notice_brought_forward(scene):
    scene.start()
    scene.do(actions.give_notice, "gp", notice_on=on(80), text="Away")
    scene.ask_to_follow()
    leave(scene, 40)
    assert fresh(scene.agreement).follows_from == on(40)

    with pytest.raises(Refusal, match=TOO_SOON):
        scene.let_follow(on(39))
    scene.let_follow(on(40))
    scene.move(40)
    scene.clock()

    assert scene.prescriber() == ["next gp"]


def test_what_follows_may_begin_today_once_the_care_was_handed_back(scene):
    scene.start()
    scene.do(actions.give_notice, "gp", notice_on=on(80), text="Away")
    followed = scene.ask_to_follow()
    rung = HandOver("Dr Marsh", "01632 960 001", now())
    by = scene.by("gp")
    actions.hand_back_today(agreement=followed, call=rung, text="Unsafe", by=by)
    assert fresh(scene.agreement).follows_from is None

    scene.let_follow(today())
    scene.clock()

    assert scene.prescriber() == ["next gp"]
