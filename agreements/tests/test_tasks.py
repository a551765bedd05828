"""The clock's tasks for agreements, each run twice with the same end."""

import pytest
from django.db import connection

from agreements import actions, tasks
from agreements.models import Agreement, AgreementAct
from agreements.rules.states import State, Verb
from agreements.tests.scene import become
from patients.models import PrescriberTurn, WorkItem
from tests.walls.people import OFFICE

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

    (item,) = WorkItem.objects.filter(source_id=scene.agreement.pk)
    assert item.organisation_id == OFFICE
    assert item.patient_id is None
    assert "Moss" not in item.title


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
