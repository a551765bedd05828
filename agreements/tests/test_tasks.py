"""The clock's tasks for agreements, each run twice with the same end."""

from datetime import timedelta

import pytest
from django.db import connection

from agreements import actions, tasks
from agreements.models import Agreement, AgreementAct
from agreements.rules.reviews import ReviewedBy
from agreements.rules.states import State, Verb
from agreements.tests.scene import become
from core.clock import today
from patients.models import PrescriberTurn, WorkItem
from tests.walls.people import OFFICE, SERVICE

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]


def rows(scene):
    """All that the clock may have written about the scene's agreement."""
    become(None)
    acts = AgreementAct.objects.filter(agreement=scene.agreement)
    agreement = Agreement.objects.filter(pk=scene.agreement.pk)
    turns = PrescriberTurn.objects.filter(patient=scene.person)
    return (
        list(agreement.values()),
        list(acts.order_by("n").values()),
        list(turns.values("n", "starts_on")),
        list(WorkItem.objects.order_by("pk").values("pk", "done_at")),
    )


def twice(scene, task):
    """What the first run leaves; the second changes none of it."""
    become("app_worker")
    task.run()
    first = rows(scene)
    become("app_worker")
    task.run()
    assert rows(scene) == first


def last_verb(scene):
    return (
        AgreementAct.objects.filter(agreement=scene.agreement).order_by("n").last().verb
    )


def test_activation_runs_twice(scene):
    scene.send()
    scene.accept()
    scene.agree()

    twice(scene, tasks.activate_agreements)

    assert scene.state() == State.ACTIVE


def test_a_lapse_runs_twice(scene):
    scene.send()
    scene.accept()
    scene.move(29)

    twice(scene, tasks.lapse_agreements)

    assert last_verb(scene) == Verb.LAPSE


def test_a_notice_runs_twice(scene):
    scene.start()
    day = scene.by("gp").day
    notice_on = type(day).fromordinal(day.toordinal() + 28)
    scene.do(actions.give_notice, "gp", notice_on=notice_on, text="")
    scene.move(28)

    twice(scene, tasks.hand_care_back_on_notice)

    assert last_verb(scene) == Verb.TRANSFER
    assert scene.prescriber() == ["duty"]


def test_a_late_reply_is_told_once(scene):
    scene.send()
    scene.move(15)

    twice(scene, tasks.tell_of_late_replies)

    items = WorkItem.objects.filter(source_id=scene.agreement.pk)
    (item,) = items.filter(organisation_id=OFFICE)
    assert item.patient_id is None
    assert "Moss" not in item.title


def test_whoever_asked_has_a_late_reply_on_their_list_until_it_is_answered(scene):
    scene.send()
    scene.move(14)
    scene.clock()
    assert "request_to_answer" not in scene.waiting(SERVICE)

    scene.move(1)
    twice(scene, tasks.tell_of_late_replies)

    assert scene.waiting(SERVICE) == ["request_to_answer"]
    waiting = WorkItem.objects.filter(membership_id=scene.agreement.specialist_id)
    late = waiting.filter(title__contains="no reply, due")
    assert late.get().done_at is None
    scene.accept(in_days=7)
    scene.clock()
    become(None)
    assert late.get().done_at is not None


def test_what_was_told_is_not_looked_at_again(scene):
    scene.send()
    scene.move(15)
    late = Agreement.objects.of(scene.person.pk).reply_overdue_on(today())
    assert late.exclude(actions.LATE_IS_TOLD).count() == 1
    scene.clock()

    assert late.exclude(actions.LATE_IS_TOLD).count() == 0
    assert late.count() == 1


def test_a_review_that_is_due_again_is_told_again(scene):
    scene.start()
    scene.move(12 * 7)
    scene.clock()
    due = Agreement.objects.of(scene.person.pk).review_due_by(
        today() + timedelta(weeks=12)
    )
    assert not due.exclude(actions.REVIEW_IS_TOLD).exists()

    scene.do(actions.record_review, "gp", reviewed_by=ReviewedBy.GP, text="")
    become(None)

    assert due.exclude(actions.REVIEW_IS_TOLD).exists()


def test_a_review_is_told_once_on_each_list(scene):
    scene.start()
    scene.move(12 * 7)

    twice(scene, tasks.tell_of_reviews)

    assert WorkItem.objects.filter(source_id=scene.agreement.pk).count() == 2


def test_settling_runs_twice(scene):
    scene.send()
    scene.do(actions.withdraw, "specialist")

    twice(scene, tasks.settle_agreements)

    agreement = Agreement.objects.get(pk=scene.agreement.pk)
    assert agreement.settled_n == agreement.last_n == 2


def test_a_clock_that_may_not_be_seen_finds_nothing(scene):
    scene.send()
    become("app_worker")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.token', '', true)")

    assert not Agreement.objects.exists()
