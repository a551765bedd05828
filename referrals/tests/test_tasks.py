"""The clock's tasks for referrals, each run twice with the same end."""

import pytest

from patients.models import CareLink, Grant, Patient, WorkItem
from referrals import actions, tasks
from referrals.models import Referral, ReferralAct
from referrals.rules.states import DeclineReason
from referrals.tests.scene import become
from tests.walls.people import OFFICE, SERVICE, STATION

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
NO = {"reason": DeclineReason.OTHER, "text": "Not here."}
PAST = "referral_past_target"


def rows():
    """All that the clock may have written."""
    become(None)
    return [
        list(model.objects.order_by("pk").values())
        for model in (Referral, ReferralAct, WorkItem, Patient, CareLink, Grant)
    ]


def twice(task):
    """What the first run leaves; the second changes none of it."""
    become("app_worker")
    task.run()
    first = rows()
    become("app_worker")
    task.run()
    assert rows() == first


def test_a_breach_is_told_once_to_both_lists(scene):
    scene.onward()
    scene.move(25)

    twice(tasks.tell_of_breaches)

    assert PAST in scene.waiting(OFFICE)
    assert PAST in scene.waiting(SERVICE)


def test_before_and_on_its_target_nothing_is_told(scene):
    referral = scene.onward()
    scene.move((referral.target_on - referral.sent_on).days)

    twice(tasks.tell_of_breaches)

    assert PAST not in scene.waiting(OFFICE)


def test_a_breach_leaves_both_lists_once_the_person_is_seen(scene):
    scene.onward()
    scene.move(25)
    become("app_worker")
    tasks.tell_of_breaches.run()

    scene.do(actions.accept, "psychologist")
    day = scene.by("psychologist").day
    scene.do(actions.see, "psychologist", day=day)
    scene.clock()

    assert PAST not in scene.waiting(OFFICE) + scene.waiting(SERVICE)


def test_of_whoever_has_died_no_breach_is_told(scene):
    scene.onward()
    scene.move(25)
    become(None)
    Patient.objects.filter(pk=scene.known.pk).update(died_on=scene.known.made_at)

    twice(tasks.tell_of_breaches)

    assert PAST not in scene.waiting(OFFICE) + scene.waiting(SERVICE)


def test_a_breach_of_an_outside_service_is_the_referrer_s(scene):
    scene.outside()
    scene.move(25)

    twice(tasks.tell_of_breaches)

    assert PAST in scene.waiting(SERVICE)
    items = WorkItem.objects.filter(kind=PAST, patient=scene.known)
    assert items.count() == 1


@pytest.mark.parametrize("is_declined", [False, True])
def test_settling_runs_twice(scene, is_declined):
    scene.for_treatment()
    if is_declined:
        scene.do(actions.decline, "lead", **NO)
    else:
        scene.do(actions.accept, "lead")

    twice(tasks.settle_referrals)

    new = Patient.objects.get(pk=scene.new.pk)
    assert new.service_id == (0 if is_declined else SERVICE)
    assert new.practice_id == STATION
    referral = Referral.objects.get(pk=scene.referral.pk)
    assert (referral.last_n, referral.settled_n) == (1, 1)


def test_query_and_rule_agree_about_the_breach_list(scene):
    ours = [scene.onward(), scene.outside(), scene.for_general_care()]
    become(None)
    for days in range(0, 20):
        day = ours[0].sent_on.fromordinal(ours[0].sent_on.toordinal() + days)
        late = {one.pk for one in Referral.objects.past_target_on(day)}
        for one in ours:
            said = actions.waiting.clock.is_breached(
                one.on_the_clock(), day, actions.waiting.clock.Limits()
            )
            assert (one.pk in late) == said
