"""The clock's tasks for referrals, each run twice with the same end."""

import pytest

from core.refusal import Refusal
from patients.models import CareLink, Grant, Patient, WorkItem
from referrals import actions, tasks
from referrals.models import Referral, ReferralAct
from referrals.rules.states import DeclineReason, State
from referrals.tests.scene import become
from tests.walls.people import OFFICE, SERVICE, STATION

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
NO = {"reason": DeclineReason.OTHER, "text": "Not here."}
PAST, WAITS = "referral_past_target", "referral_waits"


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


def die(scene):
    become(None)
    Patient.objects.filter(pk=scene.known.pk).update(died_on=scene.known.made_at)


def come_back(scene):
    become(None)
    Patient.objects.filter(pk=scene.known.pk).update(died_on=None)


def test_a_death_stops_what_is_open_by_the_clock_with_an_act_that_says_so(scene):
    scene.onward()
    die(scene)

    twice(tasks.follow_deaths)

    assert scene.state() == State.STOPPED
    act = ReferralAct.objects.get(referral=scene.referral)
    assert (act.verb, act.text) == ("stop", "Stopped: recorded as deceased")
    assert scene.waiting(OFFICE) == scene.waiting(SERVICE) == []


def test_the_service_that_was_asked_goes_on_reading_why_it_stopped(scene):
    scene.onward()
    die(scene)
    scene.clock()

    assert scene.sees("psychologist", scene.known)
    assert scene.sees("psychologist", scene.known, Referral)
    with pytest.raises(Refusal, match="recorded as deceased: it cannot be accepted"):
        scene.do(actions.accept, "psychologist")


def test_a_death_that_was_an_error_leaves_the_referral_as_it_stood(scene):
    scene.onward()
    scene.do(actions.accept, "psychologist")
    scene.clock()
    before = (scene.state(), scene.waiting(OFFICE), scene.waiting(SERVICE))
    die(scene)
    scene.clock()
    come_back(scene)

    twice(tasks.follow_deaths)
    scene.clock()

    assert before == (State.RECEIVED, [WAITS], [])
    assert (scene.state(), scene.waiting(OFFICE), scene.waiting(SERVICE)) == before
    assert Referral.objects.get(pk=scene.referral.pk).closed_on is None
    day = scene.by("psychologist").day
    scene.do(actions.book, "psychologist", day=day)


def test_what_was_over_before_a_death_stays_as_it_was(scene):
    scene.onward()
    scene.do(actions.decline, "psychologist", **NO)
    die(scene)

    twice(tasks.follow_deaths)

    assert scene.state() == State.DECLINED


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
