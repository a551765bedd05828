"""An agreement that starts, runs and ends: who prescribes from today."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership
from agreements import actions
from agreements.models import Agreement, AgreementAct
from agreements.rules.clock import HandOver
from agreements.rules.reviews import ReviewedBy
from agreements.rules.states import State
from agreements.tests.scene import LINE, NUMBER
from core.clock import now, today
from core.reach import Reach
from core.refusal import Refusal
from patients.actions import sharing
from patients.actions.turns import hand_over
from patients.models import (
    Consent,
    Consultation,
    Patient,
    PrescriberTurn,
    TimelineEntry,
)
from patients.rules.words import TurnBecause
from tests.walls.people import ASKED, OFFICE, SERVICE, TODAY

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
A_DAY = timedelta(days=1)


def call(telephone="01632 960 001"):
    return HandOver("Dr Marsh", telephone, now())


def give_notice(scene, days=28):
    scene.do(
        actions.give_notice, "gp", notice_on=today() + days * A_DAY, text="Retiring."
    )


def test_the_practice_prescribes_from_the_start_day_and_sees_the_record(scene):
    scene.send()
    scene.accept(in_days=2)
    scene.agree()
    scene.clock()
    before = scene.prescriber(), scene.sees("gp", TimelineEntry)

    scene.move(2)
    scene.clock()

    assert before == (["specialist"], False)
    assert scene.state() == State.ACTIVE
    assert scene.prescriber() == ["gp"]
    assert scene.prescriber(TODAY + A_DAY) == ["specialist"]
    assert scene.sees("gp", TimelineEntry)
    assert PrescriberTurn.objects.filter(patient=scene.person).count() == 2
    assert scene.waiting(ASKED) == scene.waiting(SERVICE) == ["hand_over"]


def test_a_start_that_waited_is_never_backdated(scene):
    scene.send()
    scene.accept()
    scene.move(5)
    scene.clock()
    waited = scene.state()

    scene.agree()
    scene.clock()

    assert waited == State.ACCEPTED
    assert scene.prescriber(TODAY + 4 * A_DAY) == ["specialist"]
    assert scene.prescriber() == ["gp"]


def test_silence_of_the_person_is_never_a_yes(scene):
    scene.send()
    scene.accept()
    scene.move(28)
    scene.clock()
    on_the_last_day = scene.state()

    scene.move(1)
    scene.clock()

    assert on_the_last_day == State.ACCEPTED
    assert scene.state() == State.LAPSED
    assert scene.prescriber() == ["specialist"]
    assert not scene.sees("gp", TimelineEntry)


def test_an_acceptance_whose_gp_has_left_lapses(scene):
    scene.send()
    scene.accept(in_days=1)
    scene.agree()
    gone = Membership.objects.filter(pk=NUMBER["gp"])
    scene.state()
    gone.update(ends_on=TODAY)
    scene.move(40)

    scene.clock()

    assert scene.state() == State.LAPSED
    assert scene.prescriber() == ["specialist"]


def test_silence_of_the_practice_goes_to_the_coordinator_by_no_name(scene):
    scene.send()
    scene.move(14)
    scene.clock()
    on_the_last_day = scene.waiting(OFFICE)

    scene.move(1)
    scene.clock()
    the_day_after = scene.waiting(OFFICE)
    scene.do(actions.withdraw, "specialist")
    scene.clock()

    assert on_the_last_day == []
    assert the_day_after == ["task"]
    assert scene.waiting(OFFICE) == []


def test_on_the_notice_day_the_duty_prescriber_is_current(scene):
    scene.start()
    give_notice(scene)
    scene.move(27)
    scene.clock()
    before = scene.prescriber(), scene.state()

    scene.move(1)
    scene.clock()

    assert before == (["gp"], State.NOTICE_GIVEN)
    assert scene.state() == State.TRANSFERRED
    assert scene.prescriber() == ["duty"]
    assert not scene.sees("gp", Consultation)


def test_a_clock_that_stood_still_leaves_nobody_with_what_they_gave_back(scene):
    scene.start()
    give_notice(scene)

    scene.move(31)
    scene.clock()

    assert scene.prescriber(TODAY + 27 * A_DAY) == ["gp"]
    assert scene.prescriber(TODAY + 28 * A_DAY) == ["duty"]


def test_a_notice_too_short_is_refused(scene):
    scene.start()

    with pytest.raises(Refusal, match="shortest notice is 28 days"):
        give_notice(scene, days=27)

    assert scene.state() == State.ACTIVE


def test_unsafe_to_go_on_is_handed_back_the_same_day_by_telephone(scene):
    scene.start()
    with pytest.raises(Refusal, match="telephone number"):
        scene.do(actions.hand_back_today, "gp", call=call(""), text="")

    scene.do(actions.hand_back_today, "gp", call=call(), text="Unwell.")

    assert scene.prescriber() == ["duty"]
    assert scene.state() == State.TRANSFERRED
    act = AgreementAct.objects.filter(agreement=scene.agreement).order_by("n").last()
    assert "Rang Dr Marsh on 01632 960 001" in act.text
    scene.clock()
    assert not scene.sees("gp")


def test_the_call_is_told_in_the_time_of_this_country(scene):
    scene.start()
    in_summer = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    call = HandOver("Dr Marsh", "01632 960 001", in_summer)

    scene.do(actions.hand_back_today, "gp", call=call, text="Unsafe.")

    scene.state()
    act = AgreementAct.objects.get(agreement=scene.agreement, verb="hand_back_today")
    assert act.text == "Rang Dr Marsh on 01632 960 001 at 09:30. Unsafe."


def test_the_specialist_takes_back_and_the_practice_cannot(scene):
    scene.start()
    with pytest.raises(Refusal, match="Only the specialist service"):
        scene.do(actions.take_back, "gp")

    scene.do(actions.take_back, "specialist")

    assert scene.prescriber() == ["specialist"]
    assert not scene.sees("gp", TimelineEntry)


def test_a_prescriber_lost_today_is_replaced_at_once(scene):
    scene.start()

    scene.do(actions.replace_prescriber, "specialist", text="Dr Okafor is ill.")

    assert scene.prescriber() == ["duty"]
    turn = PrescriberTurn.objects.filter(patient=scene.person).order_by("n").last()
    assert turn.because == "lost"


def test_without_a_duty_prescriber_somebody_of_the_service_takes_over(scene):
    scene.start()
    scene.state()
    Membership.objects.filter(pk=NUMBER["duty"]).update(ends_on=TODAY - A_DAY)

    scene.do(actions.end, "specialist", text="Moved away.")

    assert scene.state() == State.ENDED
    assert scene.prescriber() == ["specialist"]


def test_reviews_are_due_on_both_lists_and_closed_by_one(scene):
    scene.start()
    scene.move(12 * 7)
    scene.clock()
    due = scene.waiting(ASKED), scene.waiting(SERVICE)

    scene.do(actions.record_review, "gp", reviewed_by=ReviewedBy.BOTH, text="Stable.")
    scene.clock()

    assert all("shared_care_review" in items for items in due)
    left = scene.waiting(ASKED) + scene.waiting(SERVICE)
    assert "shared_care_review" not in left
    again = Agreement.objects.get(pk=scene.agreement.pk)
    assert again.review_due_on == today() + 12 * 7 * A_DAY


def test_after_the_end_another_agreement_may_be_made(scene):
    scene.start()
    scene.do(actions.end, "specialist", text="Moved away.")

    scene.start()

    assert scene.prescriber() == ["gp"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"starts_on": None}, "agreement_accepted_from_a_day"),
        ({"state": "notice_given"}, "agreement_notice_names_a_day"),
        ({"state": "sure"}, "agreement_state_known"),
        ({"agreed_how": ""}, "agreement_agreed_how_and_by_whom"),
    ],
)
def test_the_database_keeps_what_an_agreement_says(scene, changes, why):
    scene.start()
    agreement = Agreement.objects.filter(pk=scene.agreement.pk)

    with pytest.raises(IntegrityError, match=why), transaction.atomic():
        agreement.update(**changes)


@pytest.mark.parametrize("is_running", [True, False])
def test_a_permission_that_ends_closes_the_record_unless_an_agreement_runs(
    scene, is_running
):
    scene.start()
    by = scene.by("specialist")
    person = Patient.objects.get(pk=scene.person.pk)
    Consent.objects.create(
        **person.columns(pharmacy=True),
        recipient_id=ASKED,
        recipient_kind="practice",
        kind="record",
        from_on=by.day - 9 * A_DAY,
        until_on=by.day - A_DAY,
    )
    if not is_running:
        end_by_hand(scene)

    seen = scene.sees("gp", TimelineEntry)

    assert seen is is_running
    by = scene.by("specialist")
    reach = sharing.reach_of_practice(Patient.objects.get(pk=person.pk), by.day)
    assert reach == (Reach.RECORD if is_running else Reach.NONE)


def end_by_hand(scene):
    """A turn of the service begins, and the practice's column stays as it was."""
    hand_over(
        patient=scene.person,
        line=LINE,
        starts_on=today(),
        prescriber=Membership.objects.get(pk=NUMBER["duty"]),
        because=TurnBecause.NOTICE,
        by=scene.by("specialist"),
    )
