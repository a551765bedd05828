"""The coordinator knows by which day somebody is left, and not who."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agreements import actions
from agreements.pages.leavers import unnamed_rows
from agreements.tests.test_actions_leaving import leave, on
from agreements.tests.test_telling import give_notice
from agreements.tests.test_views import act, day_fields
from core.clock import today
from core.templatetags.house import staff_date
from home.pages import work_line
from patients.models import WorkItem
from tests.walls.people import ASKED

pytestmark = pytest.mark.role("postgres")


def told(scene):
    """What the coordinator's list says of those whom nobody follows."""
    by = scene.by("the coordinator")
    items = WorkItem.objects.visible_to(by).on_list_of(by).of_member(by)
    lines = [work_line(row, by) for row in items.waiting_on(by.day).lines()]
    return [line for line in lines if "no successor" in line["why"]]


def test_a_notice_day_before_which_nobody_follows_is_the_coordinators(scene):
    scene.start()
    day = give_notice(scene)
    scene.clock()

    (line,) = told(scene)

    assert line["why"] == (
        f"practice {ASKED} is under notice for {staff_date(day)}: somebody has no"
        " successor yet"
    )
    assert (line["name"], line["person"]) == ("Nobody named", None)
    assert line["act_url"] == reverse("agreements:list_leavers")
    assert not line["ticks"]


def test_it_is_told_once_however_often_the_clock_runs(scene):
    scene.start()
    give_notice(scene)

    scene.clock(times=3)
    scene.move(1)
    scene.clock()

    assert len(told(scene)) == 1


def test_it_is_done_once_somebody_has_accepted_to_follow_and_no_sooner(scene):
    scene.start()
    leave(scene)
    scene.clock()
    scene.ask_to_follow()
    scene.clock()
    assert len(told(scene)) == 1

    scene.let_follow(on(90))
    scene.clock()

    assert told(scene) == []


def test_whoever_is_left_again_is_told_of_again(scene):
    scene.start()
    leave(scene)
    scene.clock()
    scene.ask_to_follow()
    scene.let_follow(on(90))
    scene.clock()
    scene.move(1)

    scene.do(actions.withdraw, "specialist", text="Moves elsewhere")
    scene.clock()

    assert len(told(scene)) == 1


def test_after_the_day_nobody_is_left(scene):
    scene.start()
    give_notice(scene)
    scene.clock()

    scene.move(28)
    scene.clock()

    assert scene.prescriber() == ["duty"]
    assert told(scene) == []


def test_a_notice_taken_back_leaves_nobody(scene):
    scene.start()
    give_notice(scene)
    scene.clock()

    scene.do(actions.retract_notice, "gp", text="Stays")
    scene.clock()

    assert told(scene) == []


def test_the_coordinator_reads_the_line_and_who_is_asked_and_no_name(scene):
    scene.start()
    leave(scene)
    scene.clock()
    by = scene.by("the coordinator")

    rows, left = unnamed_rows(by)

    (row,) = [row for row in rows if row["who"] == f"practice {ASKED}"]
    assert (row["name"], row["follower"]) == (
        "Opioid substitution",
        "nobody asked yet",
    )
    assert left == len({row["url"] for row in rows})
    assert "Moss" not in str(rows)


@pytest.mark.slow
def test_list_leavers_shows_the_coordinator_a_notice_and_no_name(call_as):
    gp = call_as("gp1")
    row = gp.get("/shared-care/").context["rows"][0]
    leaves = day_fields("notice_on", today() + timedelta(days=60))
    act(gp, row["url"], "notice", text="Short of hands", **leaves)()

    page = call_as("coord1").get("/shared-care/leaving/").content.decode()

    assert "1</strong> person has no successor yet" in page
    assert "nobody asked yet" in page
    assert row["name"].partition(",")[0] not in page
