"""A request to share care, through both walls, as each side acts upon it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership, Organisation, Setting
from agreements import actions
from agreements.models import Agreement, AgreementAct, DutyPrescriber, HowAgreed
from agreements.rules.accepting import DeclineReason
from agreements.rules.states import State
from agreements.tests.scene import NUMBER, become
from core.clock import today
from core.refusal import Refusal
from patients.models import Consultation, PrescriberTurn, TimelineEntry, WorkItem
from patients.rules.words import TreatmentLine
from tests.walls.people import ASHDALE, ASKED, SERVICE, STATION, TODAY

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
A_DAY = timedelta(days=1)
NO = {"reason": DeclineReason.NO_CAPACITY, "text": "Both prescribers are away."}


def test_a_draft_is_seen_by_the_service_alone(scene):
    scene.draft()

    assert scene.sees("specialist", Agreement)
    assert not scene.sees("gp", Agreement)
    assert not scene.sees("gp")


def test_a_practice_asked_sees_the_name_and_the_agreement_and_nothing_else(scene):
    scene.send()

    assert scene.sees("gp")
    assert scene.sees("gp", Agreement)
    assert scene.sees("gp", AgreementAct)
    for model in (PrescriberTurn, TimelineEntry, Consultation):
        assert not scene.sees("gp", model)
    assert not scene.sees("stranger", Agreement)
    assert scene.waiting(ASKED) == ["request_to_answer"]
    viewer = scene.by("gp")
    assert WorkItem.objects.visible_to(viewer).filter(patient=scene.person).exists()
    sent = Agreement.objects.get(pk=scene.agreement.pk)
    assert sent.reply_by_on == today() + 14 * A_DAY


def test_a_question_and_its_answer_move_from_list_to_list(scene):
    scene.send()

    scene.do(actions.ask, "gp", text="Who takes the bloods?")
    asked = scene.state(), scene.waiting(ASKED), scene.waiting(SERVICE)
    scene.do(actions.answer, "specialist", text="We do, each quarter.")

    assert asked == (State.QUERY, [], ["request_to_answer"])
    assert scene.state() == State.SENT
    assert scene.waiting(ASKED) == ["request_to_answer"]
    assert scene.waiting(SERVICE) == []


def test_a_decline_ends_the_sight_of_the_name_and_changes_no_prescriber(scene):
    scene.send()

    scene.do(actions.decline, "gp", **NO)
    scene.clock()

    assert scene.state() == State.DECLINED
    assert not scene.sees("gp")
    assert scene.sees("gp", Agreement)
    assert scene.waiting(ASKED) == []
    assert scene.waiting(SERVICE) == ["task"]
    assert scene.prescriber() == ["specialist"]


def test_a_withdrawal_ends_the_sight_of_the_name_at_once(scene):
    scene.send()

    scene.do(actions.withdraw, "specialist")

    assert not scene.sees("gp")
    with pytest.raises(Refusal, match="was withdrawn"):
        scene.accept()
    assert scene.state() == State.WITHDRAWN


def test_a_late_acceptance_is_possible(scene):
    scene.send()
    scene.move(30)
    scene.clock()

    scene.accept()

    assert scene.state() == State.ACCEPTED


def test_of_two_who_answer_at_once_the_second_is_told(scene):
    scene.send()
    scene.accept()

    with pytest.raises(Refusal, match="has been accepted"):
        scene.do(actions.accept, "partner gp", starts_on=today())

    assert AgreementAct.objects.filter(agreement=scene.agreement).count() == 2


def test_two_acts_never_have_one_number(scene):
    scene.send()
    act = AgreementAct.objects.get(agreement=scene.agreement)
    act.pk = scene.person.pk

    twice = pytest.raises(IntegrityError, match="agreement_act_once")
    with twice, transaction.atomic():
        act.save(force_insert=True)


@pytest.mark.parametrize(
    ("name", "days", "why"),
    [
        ("nurse", 0, "Only a prescriber"),
        ("specialist", 0, "Only a prescriber of the practice may accept"),
        ("gp", -1, "cannot be in the past"),
    ],
)
def test_accepting_is_refused(scene, name, days, why):
    scene.send()

    with pytest.raises(Refusal, match=why):
        scene.do(actions.accept, name, starts_on=today() + days * A_DAY)

    assert scene.state() == State.SENT


def ask_for_training(until):
    become(None)
    Setting.objects.create(
        scheme_id=ASHDALE,
        key="accepting_needs_training",
        value=True,
        from_on=TODAY,
        set_by_id=NUMBER["the coordinator"],
    )
    gp = Membership.objects.filter(pk=NUMBER["gp"])
    gp.update(trained_until=until)


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (None, "The scheme asks for training, and none is recorded"),
        (TODAY - A_DAY, "Training was in date until"),
    ],
)
def test_a_scheme_may_ask_for_training_before_somebody_accepts(scene, until, why):
    ask_for_training(until)
    scene.send()

    with pytest.raises(Refusal, match=why):
        scene.accept()

    assert scene.state() == State.SENT


def test_whoever_is_trained_until_today_accepts(scene):
    ask_for_training(TODAY)
    scene.send()

    scene.accept()

    assert scene.state() == State.ACCEPTED


def test_nobody_else_finds_it_to_answer(scene):
    scene.send()

    with pytest.raises(Agreement.DoesNotExist):
        scene.do(actions.accept, "stranger", starts_on=today())


def test_at_most_one_agreement_of_a_line_is_live(scene):
    scene.send()

    with pytest.raises(Refusal, match="is open already"):
        scene.draft()
    assert scene.state() == State.SENT
    twin = Agreement.objects.get(pk=scene.agreement.pk)
    twin.pk = scene.person.pk
    with (
        pytest.raises(IntegrityError, match="agreement_one_live"),
        transaction.atomic(),
    ):
        twin.save(force_insert=True)


def test_nothing_is_sent_before_somebody_is_named_who_takes_over(scene):
    scene.draft()
    duty = Membership.objects.filter(pk=NUMBER["duty"])
    scene.prescriber()
    duty.update(ends_on=today() - A_DAY)

    with pytest.raises(Refusal, match="duty prescriber"):
        scene.do(actions.send, "specialist")


def test_nothing_is_sent_whose_terms_say_too_little(scene):
    scene.draft()
    scene.by("specialist")
    Agreement.objects.filter(pk=scene.agreement.pk).update(terms={"medicine": "x"})

    with pytest.raises(Refusal, match="monitoring"):
        scene.do(actions.send, "specialist")

    assert scene.state() == State.DRAFT


def test_nothing_is_sent_of_a_line_that_nobody_prescribes(scene):
    scene.draft()
    scene.by("specialist")
    Agreement.objects.filter(pk=scene.agreement.pk).update(line="benzodiazepine")

    with pytest.raises(Refusal, match="who prescribes now") as refused:
        scene.do(actions.send, "specialist")

    led_to = refused.value.put_right, refused.value.at
    assert led_to == ("patients:tell_medicine", scene.person.pk)


def test_nothing_is_sent_before_a_duty_prescriber_is_named_and_that_page_is_near(scene):
    scene.draft()
    become(None)
    DutyPrescriber.objects.filter(organisation_id=SERVICE).delete()

    with pytest.raises(Refusal, match="duty prescriber first") as refused:
        scene.do(actions.send, "specialist")

    assert refused.value.put_right == "agreements:set_duty_prescriber"


def test_a_draft_that_says_too_little_leads_to_where_it_is_completed(scene):
    scene.draft()
    become(None)
    terms = scene.agreement.terms | {"monitoring": ""}
    Agreement.objects.filter(pk=scene.agreement.pk).update(terms=terms)

    with pytest.raises(Refusal, match="Still to be said: monitoring") as refused:
        scene.do(actions.send, "specialist")

    led_to = refused.value.put_right, refused.value.at
    assert led_to == ("agreements:change_draft", scene.agreement.pk)


def test_another_practice_is_not_asked_beside_one_that_is(scene):
    scene.send()
    by = scene.by("specialist")
    parties = actions.Parties(
        Membership.objects.get(pk=NUMBER["specialist"]),
        Organisation.objects.get(pk=STATION),
    )

    with pytest.raises(Refusal, match="has been asked, or shares care"):
        actions.draft_agreement(
            patient=scene.person,
            line=TreatmentLine.ALCOHOL,
            parties=parties,
            terms={},
            review_weeks=12,
            by=by,
        )


def test_a_duty_prescriber_is_one_of_the_organisation_s_own(scene):
    by = scene.by("specialist")
    gp = Membership.objects.get(pk=NUMBER["gp"])
    duty = Membership.objects.get(pk=NUMBER["specialist"])

    with pytest.raises(Refusal, match="of your own organisation"):
        actions.name_duty_prescriber(member=gp, from_on=by.day, by=by)
    actions.name_duty_prescriber(member=duty, from_on=by.day, by=by)

    named = DutyPrescriber.objects.on(SERVICE, by.scheme_id, by.day)
    assert named.member == duty


def test_a_person_agrees_once(scene):
    scene.send()
    scene.agree()

    with pytest.raises(Refusal, match="recorded already"):
        scene.do(actions.record_agreement_of_person, "gp", how=HowAgreed.VERBALLY)


def test_a_practice_asked_anew_at_once_sees_whom_it_is_asked_about(scene):
    """The clock closes what it declined only after the new request was sent."""
    scene.send()
    scene.do(actions.decline, "gp", reason=DeclineReason.NO_CAPACITY, text="Not now")
    scene.send()

    scene.clock()

    assert scene.sees("gp")
    scene.do(actions.withdraw, "specialist", text="Somebody else follows")
    assert not scene.sees("gp")
