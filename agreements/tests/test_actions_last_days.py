"""A GP names their own last day: what the clock makes of it, and of its taking back."""

import pytest

from accounts.models import Membership
from agreements import actions
from agreements.rules.states import State, Verb
from agreements.tests.scene import NUMBER, become
from agreements.tests.test_actions_leaving import acts, fresh, on
from agreements.tests.test_actions_staying import told_of_staying
from core.refusal import Refusal
from patients.models import WorkItem
from tests.walls.people import ASKED, OFFICE, SERVICE

pytestmark = pytest.mark.role("postgres")


def member():
    return Membership.objects.get(pk=NUMBER["gp"])


def say(scene, in_days):
    """The lead names their last day."""
    by = scene.by("gp")
    actions.tell_last_day(last_day=on(in_days), seen=member().end_stands, by=by)


def take_back(scene):
    by = scene.by("gp")
    actions.take_back_last_day(seen=member().end_stands, by=by)


def titles(organisation):
    become(None)
    items = WorkItem.objects.filter(organisation_id=organisation, done_at=None)
    return list(items.order_by("pk").values_list("title", flat=True))


def told(words):
    """How many items of the coordinator's say so; none is about a person."""
    become(None)
    office = WorkItem.objects.filter(organisation_id=OFFICE, title__contains=words)
    assert not office.exclude(patient=None).exists()
    return office.filter(role="coordinator", done_at=None).count()


def test_notice_is_given_by_itself_within_the_shortest_notice_of_it(scene):
    scene.start()
    say(scene, 40)
    scene.clock()
    assert scene.state() == State.ACTIVE

    scene.move(13)
    scene.clock()
    scene.clock()

    assert fresh(scene.agreement).notice_on == on(28)
    assert acts(scene.agreement).count(Verb.GIVE_NOTICE) == 1
    assert "gp leaves: who takes the lead?" in titles(ASKED)


def test_the_day_after_it_the_duty_prescriber_has_whoever_nobody_follows(scene):
    scene.start()
    say(scene, 0)

    scene.clock()
    assert scene.prescriber() == ["gp"]
    scene.move(1)
    scene.clock()

    assert scene.prescriber() == ["duty"]
    assert scene.by("gp") is None


def test_the_coordinator_is_told_of_each_word_and_of_no_person(scene):
    scene.start()

    say(scene, 100)
    assert told(f"gp, practice {ASKED}, leaves: their last day is") == 1
    say(scene, 90)
    say(scene, 100)
    assert told(f"gp, practice {ASKED}, leaves: their last day is") == 3
    take_back(scene)
    assert told(f"gp, practice {ASKED}, stays: no longer is") == 1


def test_a_day_taken_back_before_its_notice_leaves_all_as_it_was(scene):
    scene.start()
    say(scene, 40)
    take_back(scene)

    scene.move(41)
    scene.clock()

    assert (scene.state(), scene.prescriber()) == (State.ACTIVE, ["gp"])
    assert Verb.GIVE_NOTICE not in acts(scene.agreement)


def test_a_notice_given_for_it_stands_and_the_lead_retracts_it(scene):
    scene.start()
    say(scene, 10)
    scene.clock()
    with pytest.raises(Refusal, match="a leaving day that stands"):
        scene.do(actions.retract_notice, "gp", text="After all")

    take_back(scene)
    scene.clock()
    scene.clock()

    assert scene.state() == State.NOTICE_GIVEN
    assert (told_of_staying(ASKED), told_of_staying(SERVICE)) == (1, 1)
    assert any(title.startswith("You stay, and") for title in titles(ASKED))
    assert any(title.startswith("gp stays: the") for title in titles(SERVICE))
    scene.do(actions.retract_notice, "gp", text="I stay")
    scene.move(20)
    scene.clock()
    assert (scene.state(), scene.prescriber()) == (State.ACTIVE, ["gp"])


def test_a_day_put_off_far_enough_moves_no_notice_and_is_told(scene):
    scene.start()
    say(scene, 10)
    scene.clock()
    named = fresh(scene.agreement).notice_on

    say(scene, 80)
    scene.clock()

    assert fresh(scene.agreement).notice_on == named
    assert any(title.startswith("You leave later, and") for title in titles(ASKED))
    assert any(title.startswith("gp leaves later: the") for title in titles(SERVICE))


def test_nothing_is_told_where_nothing_was_written(scene):
    scene.start()
    say(scene, 100)

    with pytest.raises(Refusal, match="your last day already"):
        say(scene, 100)
    with pytest.raises(Refusal, match="changed meanwhile"):
        actions.take_back_last_day(seen="None None", by=scene.by("gp"))

    assert told(f"gp, practice {ASKED}") == 1
