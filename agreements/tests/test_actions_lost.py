"""A prescriber who is lost: who follows, who is told, and who may name another."""

import pytest

from accounts.models import Membership, Organisation
from accounts.permissions import Role
from agreements.actions.prescribers import without_duty
from agreements.rules.states import State
from agreements.tests.scene import LINE, NUMBER, become
from agreements.tests.test_actions_outside import lose, take_inside, work_of
from core.clock import today
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.actions.turns import hand_over, tell_medicine
from patients.models import Patient, WorkItem
from patients.rules.words import TurnBecause
from tests.walls.people import ASKED, SERVICE

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]


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


def test_a_colleague_who_may_not_name_the_duty_prescriber_reads_who_may(scene):
    scene.draft()
    scene.name_keyworker()
    place = Organisation.objects.get(pk=SERVICE)

    refused = without_duty("Name another first.", place, scene.by("the keyworker"))

    whose = "Whose work this is: specialist prescriber, team lead."
    assert str(refused) == f"Name another first. {whose}"
    assert refused.put_right == ""


def test_whoever_prescribes_outside_is_not_ours_to_lose(scene):
    take_inside(scene)

    with pytest.raises(Refusal, match="Nobody of ours prescribes this"):
        lose(scene)
