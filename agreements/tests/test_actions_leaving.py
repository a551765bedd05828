"""When somebody leaves: notice, a counter, a colleague, another practice, a move."""

from datetime import timedelta

import pytest

from accounts.models import Membership
from agreements import actions
from agreements.models import Agreement, AgreementAct
from agreements.rules.states import State, Verb
from agreements.tests.scene import NUMBER, become
from agreements.tests.test_actions_offers import say
from core.clock import today
from core.refusal import Refusal
from patients.actions.deaths import record_death
from patients.models import Patient, PrescriberTurn, TimelineEntry, WorkItem
from tests.walls.people import ASKED, OFFICE, PRACTICE, SERVICE

pytestmark = pytest.mark.role("postgres")
A_DAY = timedelta(days=1)


def on(days):
    return today() + days * A_DAY


def fresh(agreement):
    become(None)
    return Agreement.objects.get(pk=agreement.pk)


def acts(agreement):
    become(None)
    return list(
        AgreementAct.objects.filter(agreement=agreement)
        .order_by("n")
        .values_list("verb", flat=True)
    )


def left(scene, of=ASKED):
    """The coordinator's counter."""
    scene.by("the coordinator")
    people = actions.people_held(of)
    return len({one.patient for one in people if not is_followed(one)})


def is_followed(held):
    return bool(held.successor and held.successor.has_accepted)


def gp_leaves(scene, in_days):
    become(None)
    last = Membership.objects.filter(pk=NUMBER["gp"])
    last.update(ends_on=on(in_days))


def leave(scene, in_days=90):
    """The practice is to leave, and the clock has seen to it."""
    say(scene, "leaving", leaves_in=in_days)
    scene.clock()


def test_a_practice_that_leaves_gives_notice_of_each_agreement_once(scene):
    scene.start()
    leaves_on = on(90)

    leave(scene)
    scene.clock()

    assert fresh(scene.agreement).notice_on == leaves_on
    assert acts(scene.agreement).count(Verb.GIVE_NOTICE) == 1
    assert scene.prescriber() == ["gp"]
    title = f"practice {ASKED} leaves: from"
    waiting = WorkItem.objects.filter(organisation_id=SERVICE, title__startswith=title)
    waiting = waiting.filter(done_at=None).values_list("membership_id", flat=True)
    assert set(waiting) == {NUMBER["specialist"], NUMBER["duty"]}
    assert len(waiting) == 2


def test_on_the_leaving_day_the_duty_prescriber_has_whoever_nobody_follows(scene):
    scene.start()
    leave(scene, 30)

    scene.move(29)
    scene.clock()
    assert scene.prescriber() == ["gp"]
    scene.move(1)
    scene.clock()

    assert scene.prescriber() == ["duty"]
    assert scene.state() == State.TRANSFERRED
    assert left(scene) == 0


def test_a_later_notice_is_brought_forward_to_the_leaving_day(scene):
    scene.start()
    scene.do(actions.give_notice, "gp", notice_on=on(80), text="Away")

    leave(scene, 40)

    assert fresh(scene.agreement).notice_on == on(40)
    assert acts(scene.agreement).count(Verb.GIVE_NOTICE) == 2


def test_a_request_that_waits_goes_to_the_service_to_ask_another(scene):
    scene.send()

    leave(scene)
    scene.clock()

    asks = WorkItem.objects.filter(title__contains="withdraw, and ask another")
    assert asks.filter(organisation_id=SERVICE, done_at=None).count() == 1
    scene.do(actions.withdraw, "specialist", text="Another is asked")
    scene.clock()
    become(None)
    assert not asks.filter(done_at=None).exists()


def test_nobody_is_accepted_by_a_practice_that_leaves(scene):
    scene.send()
    leave(scene)

    with pytest.raises(Refusal, match="leaves on"):
        scene.accept()


def test_somebody_who_has_died_keeps_no_practice_open(scene):
    scene.start()
    by = scene.by("specialist")
    record_death(patient=scene.person, died_on=by.day, told_by="Her sister", by=by)

    say(scene, "closed")

    assert left(scene) == 0


def test_the_counter_falls_only_as_somebody_accepts(scene):
    scene.start()
    assert left(scene) == 1
    leave(scene)
    with pytest.raises(Refusal, match="1 person has no new prescriber yet"):
        say(scene, "closed", in_days=90)

    scene.ask_to_follow()
    assert left(scene) == 1
    scene.let_follow(on(90))
    assert left(scene) == 0

    with pytest.raises(Refusal, match="prescribed for until"):
        say(scene, "closed", in_days=89)
    say(scene, "closed", in_days=90)


def test_what_follows_begins_on_the_day_and_nobody_lies_between(scene):
    scene.start()
    leave(scene, 30)
    followed = scene.ask_to_follow()
    scene.let_follow(on(30))
    scene.clock()
    assert scene.prescriber() == ["gp"]

    scene.move(30)
    scene.clock()

    assert scene.prescriber() == ["next gp"]
    assert (fresh(followed).state, scene.state()) == ("transferred", "active")
    assert fresh(scene.agreement).follows_id is None
    whose = PrescriberTurn.objects.filter(patient=scene.person).order_by("n")
    assert [one.prescriber_name for one in whose] == ["specialist", "gp", "next gp"]
    assert Patient.objects.get(pk=scene.person.pk).practice_id == PRACTICE
    assert scene.sees("next gp", TimelineEntry)
    assert not scene.sees("gp", TimelineEntry)


def test_what_follows_later_is_an_agreement_like_any_other(scene):
    scene.start()
    leave(scene, 30)
    scene.ask_to_follow()
    scene.let_follow(on(35))

    scene.move(30)
    scene.clock()
    assert scene.prescriber() == ["duty"]
    assert fresh(scene.agreement).follows_id is None
    scene.move(5)
    scene.clock()

    assert scene.prescriber() == ["next gp"]


def test_what_follows_never_begins_before_the_notice_day(scene):
    scene.start()
    leave(scene, 30)
    scene.ask_to_follow()
    scene.let_follow(on(30))
    become(None)
    Agreement.objects.filter(pk=scene.agreement.pk).update(starts_on=on(5))

    scene.move(20)
    scene.clock()

    assert (scene.state(), scene.prescriber()) == (State.ACCEPTED, ["gp"])


def test_somebody_is_asked_to_follow_only_under_notice_and_only_one(scene):
    scene.start()
    with pytest.raises(Refusal, match="once notice is given"):
        scene.ask_to_follow()
    with pytest.raises(Refusal, match="is open already"):
        scene.draft()
    leave(scene)
    with pytest.raises(Refusal, match="another practice"):
        scene.draft(ASKED, scene.agreement)
    followed = scene.ask_to_follow()

    with pytest.raises(Refusal, match="asked to follow already"):
        scene.draft(PRACTICE, followed)


def test_a_refused_follower_makes_room_for_another(scene):
    scene.start()
    leave(scene)
    followed = scene.ask_to_follow()
    scene.do(actions.withdraw, "specialist", text="Too far")

    scene.draft(PRACTICE, followed)

    assert scene.state() == State.DRAFT


def test_care_taken_back_frees_whoever_was_to_follow(scene):
    scene.start()
    leave(scene)
    followed = scene.ask_to_follow()

    actions.take_back(agreement=followed, by=scene.by("specialist"))
    scene.let_follow(on(1))
    scene.move(1)
    scene.clock()

    assert (scene.state(), scene.prescriber()) == (State.ACTIVE, ["next gp"])


def test_a_colleague_takes_the_lead_by_their_own_act(scene):
    scene.start()

    scene.do(actions.take_over_lead, "partner gp")

    assert scene.prescriber() == ["partner gp"]
    assert scene.state() == State.ACTIVE
    assert fresh(scene.agreement).gp_id == NUMBER["partner gp"]
    with pytest.raises(Refusal, match="lead it already"):
        scene.do(actions.take_over_lead, "partner gp")


@pytest.mark.parametrize("name", ["nurse", "specialist", "the coordinator"])
def test_nobody_else_takes_the_lead(scene, name):
    scene.start()

    with pytest.raises((Refusal, Agreement.DoesNotExist)):
        scene.do(actions.take_over_lead, name)
    assert scene.prescriber() == ["gp"]


def test_a_lead_who_leaves_gives_notice_within_four_weeks_of_it(scene):
    scene.start()
    gp_leaves(scene, 40)
    scene.clock()
    assert scene.state() == State.ACTIVE

    scene.move(13)
    scene.clock()

    assert fresh(scene.agreement).notice_on == on(28)
    waiting = WorkItem.objects.filter(organisation_id=ASKED, done_at=None)
    assert waiting.filter(title="gp leaves: who takes the lead?").count() == 1


def test_a_colleague_who_takes_over_lets_the_notice_fall(scene):
    scene.start()
    gp_leaves(scene, 10)
    scene.clock()

    scene.do(actions.take_over_lead, "partner gp")
    scene.move(20)
    scene.clock()

    assert (scene.state(), scene.prescriber()) == (State.ACTIVE, ["partner gp"])
    assert fresh(scene.agreement).notice_on is None
    become(None)
    asks = WorkItem.objects.filter(title="gp leaves: who takes the lead?")
    assert not asks.filter(done_at=None).exists()


def test_nobody_takes_over_where_the_practice_leaves_or_another_is_asked(scene):
    scene.start()
    scene.do(actions.give_notice, "gp", notice_on=on(30), text="Retires")
    followed = scene.ask_to_follow()
    with pytest.raises(Refusal, match="asked to follow"):
        actions.take_over_lead(agreement=followed, by=scene.by("partner gp"))
    scene.do(actions.withdraw, "specialist", text="Not after all")
    leave(scene)

    with pytest.raises(Refusal, match="The practice leaves on"):
        actions.take_over_lead(agreement=followed, by=scene.by("partner gp"))


def test_a_notice_that_fell_says_later_which_day_it_named(scene):
    scene.start()
    named = on(30)
    scene.do(actions.give_notice, "gp", notice_on=named, text="Retires")
    scene.do(actions.take_over_lead, "partner gp")

    become(None)
    notice = AgreementAct.objects.get(agreement=scene.agreement, verb=Verb.GIVE_NOTICE)
    assert notice.named_on == named
    assert fresh(scene.agreement).notice_on is None


def test_a_person_who_moves_is_followed_by_the_new_practice(scene):
    scene.start()
    scene.do(actions.move_practice, "specialist", moves_on=on(10), text="To the coast")
    followed = scene.ask_to_follow()
    scene.let_follow(on(10))

    scene.move(10)
    scene.clock()

    assert scene.prescriber() == ["next gp"]
    assert fresh(followed).state == State.TRANSFERRED
    become(None)
    moved = AgreementAct.objects.get(agreement=followed, verb=Verb.MOVE_PRACTICE)
    assert (moved.reason, moved.text) == ("the_person_moves", "To the coast")


def test_a_practice_that_moves_somebody_keeps_to_the_shortest_notice(scene):
    scene.start()

    with pytest.raises(Refusal, match="only the service may name a sooner day"):
        scene.do(actions.move_practice, "gp", moves_on=on(27), text="Moves")
    scene.do(actions.move_practice, "gp", moves_on=on(28), text="Moves")
    assert scene.state() == State.NOTICE_GIVEN


def test_a_scheme_that_closes_gives_notice_everywhere(scene):
    scene.start()

    say(scene, "leaving", of=actions.THE_SCHEME, leaves_in=60)
    scene.clock()

    assert fresh(scene.agreement).notice_on == on(60)
    assert left(scene, actions.THE_SCHEME) == 1


def test_the_coordinator_s_list_holds_nothing_of_whoever_leaves(scene):
    scene.start()
    leave(scene)

    become(None)
    office = WorkItem.objects.filter(organisation_id=OFFICE, patient=scene.person)
    assert not office.exists()
