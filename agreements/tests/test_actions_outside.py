"""Others prescribe for a time, the return, and a prescriber who is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership, Organisation
from accounts.permissions import Role
from agreements import actions
from agreements.actions.prescribers import without_duty
from agreements.rules.states import State
from agreements.tests.scene import LINE, NUMBER, become
from core.clock import today
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.actions.deaths import record_death, undo_death
from patients.actions.turns import hand_over, tell_medicine
from patients.models import Patient, PrescriberTurn, TimelineEntry, WorkItem
from patients.rules.turns import Outside
from patients.rules.words import OUTSIDE, TurnBecause
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


def hand_to_practice(scene):
    """As the practice that the record is open to, where no agreement says so."""
    become(None)
    Patient.objects.filter(pk=scene.person.pk).update(practice_id=ASKED)
    scene.person.refresh_from_db()
    hand_over(
        patient=scene.person,
        line=LINE,
        starts_on=today(),
        prescriber=Membership.objects.get(pk=NUMBER["gp"]),
        because=TurnBecause.TOLD,
        by=scene.by("specialist"),
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


def test_nobody_returns_who_was_not_away(scene):
    with pytest.raises(Refusal, match="there is nothing to return from"):
        bring_back(scene)


def test_a_lost_prescriber_without_an_agreement_is_followed_at_once(scene):
    lose(scene)

    assert scene.prescriber() == ["duty"]
    assert work_of(scene, SERVICE) == ["You prescribe from today. Suspended"]


def test_the_side_of_a_lost_prescriber_is_told_who_does_from_today(scene):
    """By their role: whoever is lost is not there to read it."""
    day = staff_date(today())

    lose(scene, "duty")

    title = f"specialist does not prescribe from {day}: duty, service {SERVICE}, does"
    assert work_of(scene, SERVICE) == ["You prescribe from today. Suspended", title]
    item = WorkItem.objects.get(title=title)
    assert (item.membership_id, item.role) == (None, Role.SPECIALIST)


def test_a_practice_that_prescribed_without_an_agreement_is_told_too(scene):
    hand_to_practice(scene)

    lose(scene, "partner gp")

    day = staff_date(today())
    told = f"gp does not prescribe from {day}: duty, service {SERVICE}, does"
    assert work_of(scene, ASKED) == [told]
    item = WorkItem.objects.get(title=told)
    assert (item.membership_id, item.role) == (None, Role.GP)


def test_a_medicine_told_of_another_prescriber_ends_what_waited_of_the_turn_before(
    scene,
):
    lose(scene, "duty")
    by = scene.by("specialist")

    tell_medicine(
        patient=scene.person,
        line=LINE,
        text="Methadone 40 mg daily",
        told_by="Dr Marsh",
        told_on=by.day,
        prescriber=Membership.objects.get(pk=NUMBER["specialist"]),
        by=by,
    )

    assert scene.prescriber() == ["specialist"]
    assert "You prescribe from today. Suspended" not in work_of(scene, SERVICE)


def test_a_lost_prescriber_under_an_agreement_hands_its_care_back(scene):
    scene.start()

    lose(scene, "partner gp")

    assert (scene.state(), scene.prescriber()) == (State.TRANSFERRED, ["duty"])


def test_the_duty_prescriber_who_is_lost_does_not_follow_themselves(scene):
    lose(scene)

    with pytest.raises(Refusal, match="name another duty prescriber first") as refused:
        lose(scene)

    assert refused.value.put_right == "agreements:set_duty_prescriber"


def test_whoever_cannot_name_another_duty_prescriber_is_told_whom_to_ring(scene):
    Organisation.objects.filter(pk=SERVICE).update(phone="01632 960 001")
    place = Organisation.objects.get(pk=SERVICE)

    refused = without_duty("Name another first.", place, scene.by("gp"))

    ring = f"Ring {place.name} on 01632 960 001: its prescribers can do it."
    assert str(refused) == f"Name another first. {ring}"
    assert refused.put_right == ""


def test_whoever_prescribes_outside_is_not_ours_to_lose(scene):
    take_inside(scene)

    with pytest.raises(Refusal, match="Nobody of ours prescribes this"):
        lose(scene)


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
