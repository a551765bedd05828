"""When somebody was to leave and stays: the notice stands until its lead decides."""

import pytest

from agreements import actions
from agreements.models import Agreement
from agreements.rules.states import State
from agreements.tests.scene import NUMBER, become
from agreements.tests.test_actions_leaving import fresh, leave, on
from agreements.tests.test_actions_offers import say
from core.refusal import Refusal
from patients.models import WorkItem
from tests.walls.people import ASKED, SERVICE

pytestmark = pytest.mark.role("postgres")
STANDS = "stands"


def told_of_staying(organisation):
    become(None)
    items = WorkItem.objects.filter(organisation_id=organisation, done_at=None)
    return items.filter(kind="request_to_answer", title__contains=STANDS).count()


def leave_and_stay(scene):
    scene.start()
    leave(scene)
    say(scene, "open")
    scene.clock()


def test_the_lead_is_told_of_the_notice_that_is_given_in_their_name(scene):
    scene.start()
    leave(scene)
    scene.clock()

    items = WorkItem.objects.filter(organisation_id=ASKED, done_at=None)
    (item,) = items.filter(title__contains="notice is given in your name")
    assert item.membership_id == NUMBER["gp"]


def test_a_leaving_taken_back_undoes_nothing_and_is_told_to_both_sides_once(scene):
    leave_and_stay(scene)
    scene.clock()

    assert scene.state() == State.NOTICE_GIVEN
    assert (told_of_staying(ASKED), told_of_staying(SERVICE)) == (1, 1)


def test_the_lead_takes_a_notice_back_and_prescribes_on(scene):
    leave_and_stay(scene)

    scene.do(actions.retract_notice, "gp", text="The practice stays")
    scene.clock()

    agreement = fresh(scene.agreement)
    assert (agreement.state, agreement.notice_on) == (State.ACTIVE, None)
    assert scene.prescriber() == ["gp"]
    assert (told_of_staying(ASKED), told_of_staying(SERVICE)) == (0, 0)
    title = f"practice {ASKED} takes its notice back, and prescribes on"
    assert WorkItem.objects.filter(organisation_id=SERVICE, title=title).exists()
    scene.move(100)
    scene.clock()
    assert scene.prescriber() == ["gp"]


def test_a_notice_taken_back_leaves_nobody_waiting_to_take_over(scene):
    leave_and_stay(scene)

    scene.do(actions.retract_notice, "gp", text="The practice stays")

    become(None)
    waiting = WorkItem.objects.filter(organisation_id=SERVICE, done_at=None)
    titles = waiting.filter(kind="hand_over").values_list("title", flat=True)
    assert [title for title in titles if "the service prescribes" in title] == []


def test_a_notice_of_whoever_still_leaves_is_not_taken_back(scene):
    scene.start()
    leave(scene)

    with pytest.raises(Refusal, match="a leaving day that stands"):
        scene.do(actions.retract_notice, "gp", text="After all")
    assert (told_of_staying(ASKED), told_of_staying(SERVICE)) == (0, 0)


def test_nobody_but_the_lead_takes_a_notice_back(scene):
    leave_and_stay(scene)

    for name in ("partner gp", "nurse", "specialist", "stranger"):
        with pytest.raises((Refusal, Agreement.DoesNotExist)):
            scene.do(actions.retract_notice, name, text="After all")
    assert scene.state() == State.NOTICE_GIVEN


def test_a_notice_is_not_taken_back_once_another_is_asked_to_follow(scene):
    leave_and_stay(scene)
    followed = scene.ask_to_follow()

    with pytest.raises(Refusal, match="asked to follow"):
        actions.retract_notice(agreement=followed, text="Stays", by=scene.by("gp"))
    scene.do(actions.withdraw, "specialist", text="The practice stays")
    actions.retract_notice(agreement=followed, text="Stays", by=scene.by("gp"))

    assert fresh(followed).state == State.ACTIVE


def test_a_move_that_the_service_wrote_down_is_the_service_s(scene):
    scene.start()
    scene.do(actions.move_practice, "specialist", moves_on=on(40), text="To the coast")

    with pytest.raises(Refusal, match="The service named the day"):
        scene.do(actions.retract_notice, "gp", text="Stays")
