"""The clinic's list: who comes, and what is due of each by which day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership, Organisation
from core.models import new_id
from core.templatetags.house import staff_date
from patients.actions.work import raise_item
from patients.models import Patient, WorkItem
from patients.rules.worklist import WorkKind

pytestmark = pytest.mark.slow


@pytest.fixture
def of_clinic(enter_as, act_as):
    """`of_clinic(name)`: the words of what is due of one person at Millbrook."""
    act_as("key1")
    millbrook = Organisation.objects.get(name="Millbrook Surgery")
    browser = enter_as("key1")

    def dues(name):
        page = browser.get(reverse("home:list_clinic"), {"practice": millbrook.pk})
        (line,) = [one for one in page.context["people"] if one["name"] == name]
        return [(due["words"], due["late"]) for due in line["dues"]]

    return dues


def test_beside_each_stand_review_and_vaccine_with_their_days(of_clinic, act_as):
    day = act_as("key1").day

    dues = of_clinic("DUNMORE, Carl")

    assert (f"12-week review {staff_date(day, day)}", "due today") in dues
    vaccine = [late for words, late in dues if words.startswith("Hepatitis B dose 2")]
    assert vaccine == ["53 days late"]


def test_what_is_done_is_due_no_longer(of_clinic, act_as):
    day = act_as("key1").day
    carl = Patient.objects.get(family="Dunmore", given="Carl")
    items = WorkItem.objects.filter(patient=carl, kind="vaccine_due", done_at=None)
    items.update(due_on=day + timedelta(days=1))

    later = of_clinic("DUNMORE, Carl")

    assert (
        f"Hepatitis B dose 2 {staff_date(day + timedelta(days=1), day)}",
        "",
    ) in later
    act_as("key1")
    assert items.update(done_at="2026-01-01T00:00Z") == 1
    assert not any("Hepatitis" in words for words, _ in of_clinic("DUNMORE, Carl"))


def test_a_three_way_review_stands_once_though_it_waits_for_two(of_clinic, act_as):
    key1 = act_as("key1")
    carl = Patient.objects.get(family="Dunmore", given="Carl")
    source = new_id()
    for username in ("gp1", "key1"):
        raise_item(
            kind=WorkKind.SHARED_CARE_REVIEW,
            title="Three-way review of shared care",
            due_on=key1.day - timedelta(days=2),
            source_id=source,
            patient=carl,
            member=Membership.objects.get(user__username=username),
            by=key1,
        )

    reviews = [one for one in of_clinic("DUNMORE, Carl") if "Three-way" in one[0]]

    assert [late for _, late in reviews] == ["2 days late"]
