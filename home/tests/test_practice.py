"""The practice's page: today's issues, who works here, cover one press away."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from agreements.models import Agreement
from core.models import new_id
from patients.actions import work
from patients.models import Patient, WorkItem
from patients.rules.worklist import WorkKind

pytestmark = pytest.mark.slow

PRACTICE = reverse("home:show_practice")


def words_of(page):
    return page.content.decode()


@pytest.mark.capability(13)
def test_todays_issues_are_what_waits_in_the_practice_and_for_whom(enter_as, act_as):
    browser, viewer = enter_as("gp1"), act_as("gp1")
    work.raise_item(
        kind=WorkKind.TASK,
        title="Ring the pharmacy",
        due_on=viewer.day,
        source_id=new_id(),
        patient=Patient.objects.get(family="Dunmore", given="Karl"),
        member=Membership.objects.get(user__username="nurse1"),
        by=viewer,
    )
    waiting = WorkItem.objects.filter(
        organisation_id=viewer.organisation_id, done_at=None, due_on__lte=viewer.day
    ).count()

    issues = browser.get(PRACTICE).context["issues"]

    assert len(issues) == waiting
    (call,) = [issue for issue in issues if issue["why"] == "Ring the pharmacy"]
    assert (call["name"], call["note"]) == ("DUNMORE, Karl", "for Ruth Adeyemi")
    review = issues[0]
    assert (review["name"], review["note"]) == ("DUNMORE, Carl", "for anyone here")
    assert review["act"] == "Log consultation"


def test_the_page_says_who_works_here_by_role_and_level(enter_as):
    page = words_of(enter_as("gp1").get(PRACTICE))

    assert (
        "<strong>GP:</strong> Dr Amina Yusuf (Level 2), Dr Grace Lindqvist (Level 1),"
        " Dr Simon Pell (Level 1)</li>"
    ) in page
    assert "<strong>Practice nurse:</strong> Ruth Adeyemi" in page


@pytest.mark.capability(13)
def test_the_page_says_who_leads_shared_care_and_who_stands_in(enter_as, act_as):
    browser = enter_as("gp1")
    page = words_of(browser.get(PRACTICE))
    assert "<strong>Dr Amina Yusuf:</strong> 1 person, nobody stands in" in page

    deputy = Membership.objects.get(user__username="gp4")
    shared = Agreement.objects.visible_to(act_as("gp1")).running()
    shared.update(deputies=[deputy.pk])

    page = words_of(browser.get(PRACTICE))
    assert "<strong>Dr Amina Yusuf:</strong> 1 person, Dr Simon Pell stands in" in page


def test_cover_is_one_press_away(enter_as):
    page = words_of(enter_as("gp1").get(PRACTICE))

    assert f'href="{reverse("accounts:arrange_cover")}">Arrange cover</a>' in page


def test_a_colleagues_day_is_seen_by_the_nurse_too(enter_as):
    issues = enter_as("nurse1").get(PRACTICE).context["issues"]

    assert "DUNMORE, Carl" in [issue["name"] for issue in issues]


def test_what_is_given_to_another_role_is_no_issue_of_the_practice(enter_as, act_as):
    browser, viewer = enter_as("gp1"), act_as("gp1")
    work.raise_item(
        kind=WorkKind.PRIVACY_ALERT,
        title="Emergency access to review",
        due_on=viewer.day,
        source_id=new_id(),
        patient=Patient.objects.get(family="Dunmore", given="Karl"),
        role="privacy_officer",
        by=viewer,
    )

    assert "Emergency access to review" not in words_of(browser.get(PRACTICE))


@pytest.mark.capability(13)
def test_the_people_are_counted_in_treatment_and_not(enter_as, act_as):
    page = enter_as("gp1").get(PRACTICE)

    people = page.context["people"]
    others = [one["name"] for one in people if one["status"] == "Not in treatment"]
    assert page.context["counts"] == {
        "all": len(people),
        "in_treatment": len(people) - len(others),
        "others": len(others),
    }
    assert others == ["DUNMORE, Karl", "HADDAD, Noor"]
    assert "</strong> in treatment, <strong>2</strong> not in treatment" in words_of(
        page
    )


@pytest.mark.capability(13)
def test_beside_each_stand_who_holds_the_case_here_and_the_named_worker(enter_as):
    people = {
        one["name"]: one for one in enter_as("gp1").get(PRACTICE).context["people"]
    }

    carl, karl = people["DUNMORE, Carl"], people["DUNMORE, Karl"]
    assert carl["worker"] == "Dr Amina Yusuf, here"
    assert carl["named"] == "Named worker: Leon Whitcombe"
    assert (karl["worker"], karl["named"]) == ("nobody here", "")
