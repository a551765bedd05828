"""What the person and those with leavers read of who prescribes: the turn that runs."""

import pytest

from agreements import actions
from agreements.models import Agreement, Offer
from agreements.pages.leavers import leaver_rows, unnamed_rows
from agreements.pages.own import no_of_person, own_facts, word_of_person
from agreements.tests.test_actions_leaving import leave
from core.clock import today
from core.templatetags.house import person_date, staff_date
from tests.walls.people import ASKED

pytestmark = pytest.mark.role("postgres")


def read_by_person(scene):
    by = scene.by("kit")
    agreement = Agreement.objects.visible_to(by).with_names().get(pk=scene.agreement.pk)
    no = no_of_person(agreement, by)
    return own_facts(agreement, word_of_person(agreement, by), no)


def test_a_start_that_waited_is_told_by_the_day_on_which_it_began(outside):
    outside.accept()
    outside.move(3)
    outside.agree()
    outside.clock()

    told = read_by_person(outside)["prescribes"]

    began = person_date(today())
    assert told == f"gp at practice {ASKED} has prescribed for you since {began}."


def test_whoever_took_the_lead_prescribes_since_they_did(outside):
    outside.accept()
    outside.agree()
    outside.clock()
    outside.move(5)
    outside.do(actions.take_over_lead, "partner gp", text="")

    told = read_by_person(outside)["prescribes"]

    began = person_date(today())
    assert (
        told == f"partner gp at practice {ASKED} has prescribed for you since {began}."
    )


def test_the_list_of_leavers_says_who_prescribes_and_since_when(scene):
    scene.send()
    scene.accept()
    scene.move(3)
    scene.agree()
    scene.clock()
    began = today()
    leave(scene, 40)

    rows, _ = leaver_rows(scene.by("specialist"))
    unnamed, _ = unnamed_rows(scene.by("the coordinator"))

    assert [row["since"] for row in rows] == [f"gp since {staff_date(began, began)}"]
    assert f"gp since {staff_date(began, began)}" in [row["since"] for row in unnamed]


def test_the_coordinator_reads_of_a_new_lead_since_they_took_it(scene):
    scene.start()
    scene.move(5)
    scene.do(actions.take_over_lead, "partner gp", text="")
    took_it = today()
    leave(scene, 40)

    by = scene.by("the coordinator")

    since = {row.gp: row.since_on for row in Offer.objects.held(ASKED)}
    assert since == {"partner gp": took_it}
    assert by.day == took_it
