"""Others prescribe for a time, the return, and a prescriber who is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership
from agreements import actions
from agreements.rules.states import State
from agreements.tests.scene import LINE, NUMBER, become
from core.clock import today
from core.refusal import Refusal
from patients.actions.deaths import record_death, undo_death
from patients.actions.turns import tell_medicine
from patients.models import Patient, PrescriberTurn, TimelineEntry, WorkItem
from patients.rules.turns import Outside
from patients.rules.words import OUTSIDE, TurnBecause
from patients.rules.worklist import WorkKind
from tests.walls.people import ASKED, SERVICE

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
A_DAY = timedelta(days=1)
THERE = {
    "who": "The healthcare team",
    "place": "HMP Dale",
    "told_by": "Sam Lee, prison liaison",
    "telephone": "01632 960 444",
}


def take_inside(scene, name="specialist", because=TurnBecause.PRISON, seen_n=None):
    """In prison from today: whoever tells it acts on the turn that they saw."""
    by = scene.by(name)
    actions.record_outside(
        patient=scene.person,
        line=LINE,
        because=because,
        outside=Outside(**THERE, told_on=by.day),
        ask_again_on=by.day + 7 * A_DAY,
        seen_n=last_n(scene) if seen_n is None else seen_n,
        by=by,
    )


def bring_back(scene, name="specialist", text="Methadone 40 mg, last dose today"):
    return actions.record_return(
        patient=scene.person,
        line=LINE,
        text=text,
        seen_n=last_n(scene),
        by=scene.by(name),
    )


def lose(scene, name="specialist"):
    actions.cover_lost(
        patient=scene.person,
        line=LINE,
        text="Suspended",
        seen_n=last_n(scene),
        by=scene.by(name),
    )


def last_n(scene):
    turns = PrescriberTurn.objects.filter(patient=scene.person, line=LINE)
    return turns.order_by("n").last().n


def work_of(scene, organisation):
    become(None)
    items = WorkItem.objects.filter(patient=scene.person, done_at=None)
    ours = items.filter(organisation_id=organisation)
    return [item.title for item in ours.order_by("title")]


def leave(name):
    """Somebody's place of work has ended yesterday."""
    become(None)
    Membership.objects.filter(pk=NUMBER[name]).update(
        starts_on=today() - 9 * A_DAY, ends_on=today() - A_DAY
    )


@pytest.mark.parametrize("because", OUTSIDE)
def test_somebody_outside_is_the_one_who_prescribes(scene, because):
    take_inside(scene, because=because)

    assert scene.prescriber() == ["The healthcare team"]
    turn = PrescriberTurn.objects.filter(patient=scene.person).latest("n")
    told = (turn.place, turn.told_by, turn.telephone, turn.told_on, turn.membership_id)
    assert told == (*list(THERE.values())[1:], today(), None)
    assert work_of(scene, SERVICE) == [
        "Ask HMP Dale, 01632 960 444, whether they are back"
    ]


@pytest.mark.parametrize("missing", ["place", "told_by", "telephone", "told_on"])
def test_the_database_keeps_no_outsider_of_whom_nobody_told(scene, missing):
    take_inside(scene)
    become(None)
    turn = PrescriberTurn.objects.filter(patient=scene.person).latest("n")
    turn.pk, turn.n = scene.person.pk, turn.n + 1
    setattr(turn, missing, None if missing == "told_on" else "")

    half_told = pytest.raises(IntegrityError, match="of_whom_somebody_told")
    with half_told, transaction.atomic():
        turn.save(force_insert=True)


def test_the_practice_prescribes_again_on_return_and_still_sees_the_record(scene):
    scene.start()
    take_inside(scene, "gp")
    scene.clock()

    taker = bring_back(scene)
    scene.clock()

    assert taker.pk == NUMBER["gp"]
    assert scene.prescriber() == ["gp"]
    assert scene.state() == State.ACTIVE
    assert scene.sees("gp")
    assert work_of(scene, ASKED)[-1].startswith("You prescribe from today, back from")
    assert not any("whether they are back" in one for one in work_of(scene, ASKED))


def test_without_an_agreement_the_duty_prescriber_prescribes_on_return(scene):
    take_inside(scene)

    bring_back(scene)

    assert scene.prescriber() == ["duty"]


def test_what_was_accepted_starts_when_the_person_is_back(scene):
    scene.send()
    scene.accept()
    take_inside(scene)
    scene.agree()
    scene.clock()
    inside = scene.state(), scene.prescriber()

    bring_back(scene)
    scene.clock()

    assert inside == (State.ACCEPTED, ["The healthcare team"])
    assert (scene.state(), scene.prescriber()) == (State.ACTIVE, ["gp"])


def test_a_notice_day_inside_hands_over_nothing_that_others_prescribe(scene):
    scene.start()
    notice_on = today() + 28 * A_DAY
    scene.do(actions.give_notice, "gp", notice_on=notice_on, text="Retiring.")
    take_inside(scene)
    scene.move(28)
    scene.clock()
    inside = scene.state(), scene.prescriber()

    bring_back(scene)

    assert inside == (State.TRANSFERRED, ["The healthcare team"])
    assert scene.prescriber() == ["duty"]


def test_of_two_who_tell_it_the_second_is_told(scene):
    seen = last_n(scene)
    take_inside(scene, seen_n=seen)

    with pytest.raises(Refusal, match="Somebody else has changed who prescribes"):
        take_inside(scene, "duty", because=TurnBecause.HOSPITAL, seen_n=seen)

    assert last_n(scene) == seen + 1


def test_the_same_told_twice_on_a_day_is_recorded_once(scene):
    take_inside(scene)
    seen = last_n(scene)

    with pytest.raises(Refusal, match="The same is recorded already today"):
        take_inside(scene)

    assert last_n(scene) == seen


def test_what_was_told_of_the_medicine_on_return_is_kept_whole(scene):
    take_inside(scene)
    told = "Methadone 40 mg, last dose today. " * 20

    bring_back(scene, text=told)

    become(None)
    lines = TimelineEntry.objects.filter(patient=scene.person)
    assert lines.get(title="Back from HMP Dale").detail == told


def items_of(scene):
    become(None)
    waiting = WorkItem.objects.filter(patient=scene.person, done_at=None)
    told = waiting.filter(kind=WorkKind.MEDICINE_TO_TELL)
    return list(told.values_list("title", flat=True))


def tell(scene, name="specialist", days_ago=0):
    by = scene.by(name)
    return tell_medicine(
        patient=Patient.objects.get(pk=scene.person.pk),
        line=LINE,
        text="Methadone 40 mg daily",
        told_by="The prison",
        told_on=by.day - days_ago * A_DAY,
        prescriber=None,
        by=by,
    )


def test_what_was_told_on_return_waits_until_somebody_tells_the_medicine(scene):
    scene.start()
    take_inside(scene)
    bring_back(scene, text="Methadone 40 mg.")
    waited = items_of(scene)

    tell(scene)

    assert waited == ["You prescribe from today, back from HMP Dale. Methadone 40 mg."]
    assert items_of(scene) == []


def test_whoever_follows_is_to_tell_the_medicine_that_was_not_told_anew(scene):
    scene.start()
    take_inside(scene)
    bring_back(scene, text="Methadone 40 mg.")

    scene.do(actions.take_back, "specialist", text="We see him weekly.")

    waiting = WorkItem.objects.filter(kind=WorkKind.MEDICINE_TO_TELL, done_at=None)
    become(None)
    item = waiting.get(patient=scene.person)
    assert (item.membership_id, item.organisation_id) == (NUMBER["specialist"], SERVICE)
    assert item.title.endswith("it was told: Methadone 40 mg.")


def test_an_older_word_told_afterwards_does_not_answer_the_return(scene):
    tell(scene)
    take_inside(scene)
    bring_back(scene)

    tell(scene, days_ago=30)

    assert len(items_of(scene)) == 1


def test_nobody_returns_who_was_not_away(scene):
    with pytest.raises(Refusal, match="there is nothing to return from"):
        bring_back(scene)


@pytest.mark.parametrize(
    ("who", "shared", "state"),
    [("specialist", False, None), ("gp", True, State.TRANSFERRED)],
)
def test_the_clock_follows_one_who_works_there_no_longer(scene, who, shared, state):
    if shared:
        scene.start()
    leave(who)

    scene.clock()

    assert scene.prescriber() == ["duty"]
    assert not shared or scene.state() == state
    before = last_n(scene)
    scene.clock()
    assert last_n(scene) == before


@pytest.fixture
def deserted(scene):
    """Nobody who could prescribe works at the service any more."""
    for name in ("specialist", "duty"):
        leave(name)
    others = Membership.objects.filter(organisation_id=SERVICE, role="specialist")
    others.update(starts_on=today() - 9 * A_DAY, ends_on=today() - A_DAY)
    return scene


def told_coordinator():
    become(None)
    title = "Nobody is left to prescribe for"
    return WorkItem.objects.filter(title__startswith=title, done_at=None)


def test_where_nobody_is_left_to_follow_the_coordinator_is_told_once(deserted):
    deserted.clock()
    deserted.move(1)
    deserted.clock()

    assert [item.patient_id for item in told_coordinator()] == [None]
    assert deserted.prescriber() == ["specialist"]


def test_the_coordinator_is_asked_no_more_once_somebody_follows(deserted):
    deserted.clock()
    become(None)
    Membership.objects.filter(pk=NUMBER["duty"]).update(ends_on=None)

    deserted.clock()

    assert deserted.prescriber() == ["duty"]
    assert not told_coordinator().exists()


def test_a_day_moved_back_leaves_nothing_half_done(scene):
    scene.move(2)
    lose(scene)
    leave("duty")
    become(None)
    lines = TimelineEntry.objects.filter(patient=scene.person)
    before = lines.count()
    scene.move(-1)
    Membership.objects.filter(pk=NUMBER["duty"]).update(ends_on=today() - A_DAY)

    scene.clock()

    become(None)
    assert (lines.count(), scene.prescriber(today() + A_DAY)) == (before, ["duty"])


def test_a_death_asks_nothing_more_and_its_undoing_loses_nothing(scene):
    scene.start()
    by = scene.by("specialist")
    record_death(patient=scene.person, died_on=by.day, told_by="Her sister", by=by)
    scene.move(100)
    scene.clock()
    dead = scene.waiting(ASKED), scene.waiting(SERVICE)
    with pytest.raises(Refusal, match="recorded as deceased"):
        scene.do(actions.take_back, "specialist")

    by = scene.by("specialist")
    undo_death(patient=Patient(pk=scene.person.pk), reason="Another person", by=by)
    scene.clock()

    assert dead == ([], [])
    assert (scene.state(), scene.prescriber()) == (State.ACTIVE, ["gp"])
    assert "shared_care_review" in scene.waiting(ASKED)
