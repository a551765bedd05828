"""Home: one's own work and nobody's, and what is due of it is done by its act only."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from core.models import new_id
from home.pages import work_line
from patients.models import Appointment, CareLink, Patient, WorkItem
from patients.rules.worklist import ACTS, WorkKind

pytestmark = pytest.mark.slow
HOME, CASELOAD = reverse("home:show_home"), reverse("home:list_caseload")
CARL = "DUNMORE, Carl"


def lines(browser):
    return browser.get(HOME).context["items"]


def whys(browser, name):
    return [line["why"] for line in lines(browser) if line["name"] == name]


def set_next(act_as, username, name, next_on, what):
    """On the list of this worker's own; whom it is about."""
    viewer = act_as(username)
    family, given = name.split(", ")
    person = Patient.objects.get(family__iexact=family, given=given)
    links = CareLink.objects.filter(patient=person)
    links.filter(organisation_id=viewer.organisation_id).update(
        next_due_on=next_on, next_due_what=what
    )
    return person


def one_item(act_as, username, kind):
    """Waiting at the place of this worker, for anybody there, about Carl."""
    viewer = act_as(username)
    person = Patient.objects.get(family="Dunmore", given="Carl")
    item = WorkItem(
        **person.columns(),
        organisation_id=viewer.organisation_id,
        kind=kind,
        harm=1,
        title=f"Waiting: {kind}",
        due_on=viewer.day,
        source_id=person.pk,
    )
    WorkItem.objects.bulk_create([item])
    return item


@pytest.mark.parametrize("kind", ACTS)
def test_what_has_an_act_of_its_own_is_not_ticked_off(act_as, enter_as, kind):
    item = one_item(act_as, "key1", kind)
    browser = enter_as("key1")

    answer = browser.post(reverse("home:finish_item", args=[item.pk]))

    assert answer.status_code in {404, 409}
    act_as("key1")
    assert WorkItem.objects.get(pk=item.pk).done_at is None


def test_no_item_with_an_act_has_a_done_button(enter_as, act_as):
    one_item(act_as, "key1", WorkKind.REVIEW_DUE)
    task = one_item(act_as, "key1", WorkKind.TASK)
    browser = enter_as("key1")

    page = browser.get(HOME)

    by_why = {line["why"]: line for line in page.context["items"]}
    assert not by_why["Waiting: review_due"]["ticks"]
    assert by_why["Waiting: task"]["ticks"]
    refused = browser.post(reverse("home:finish_item", args=[task.pk]), follow=True)
    assert "Done: Waiting: task." in refused.content.decode()


def test_the_refusal_says_how_it_is_done(enter_as, act_as):
    item = one_item(act_as, "key1", WorkKind.NO_NEXT_CONTACT)

    answer = enter_as("key1").post(reverse("home:finish_item", args=[item.pk]))

    assert answer.status_code == 409
    assert "it is done when what was done is written down" in answer.content.decode()


@pytest.mark.parametrize("ago", [1, 9])
def test_a_late_next_contact_stands_on_its_workers_home(enter_as, act_as, ago):
    day = act_as("key1").day
    before = enter_as("key1").get(HOME).context["count"]
    set_next(act_as, "key1", CARL, day - timedelta(days=ago), "Next contact")

    page = enter_as("key1").get(HOME)

    (line,) = [one for one in page.context["items"] if one["name"] == CARL]
    assert (line["why"], line["act"]) == ("Next contact", "Log contact")
    assert line["late"] == ("1 day late" if ago == 1 else "9 days late")
    assert page.context["count"] == before + 1


def test_a_next_contact_to_come_does_not_stand_there(enter_as, act_as):
    day = act_as("key1").day
    set_next(act_as, "key1", CARL, day + timedelta(days=1), "Next contact")

    assert "Next contact" not in whys(enter_as("key1"), CARL)


def test_no_next_contact_stands_there_once(enter_as, act_as):
    """By its item where one waits, else by the list of people."""
    person = set_next(act_as, "key1", "FROST, Keeley", None, "")
    viewer = act_as("key1")
    links = CareLink.objects.filter(patient=person)
    links.update(named_worker_id=viewer.membership_id)
    browser = enter_as("key1")
    assert whys(browser, "FROST, Keeley") == ["No next contact"]

    said = {"channel": "call", "outcome": "spoke", "next_on_day": ""}
    form = reverse("patients:log_contact", args=[person.pk])
    day = viewer.day
    on = {"on_day_day": day.day, "on_day_month": day.month, "on_day_year": day.year}
    browser.post(form, said | on)

    assert whys(browser, "FROST, Keeley") == ["No next contact"]


def test_home_and_caseload_agree_about_ones_own_people(enter_as):
    browser, found, page = enter_as("key1"), [], 1
    while page:
        answer = browser.get(CASELOAD, {"whose": "mine", "page": page}).context
        found += answer["people"]
        page = page + 1 if answer["pages"]["next_url"] else 0

    late = {
        one["name"] for one in found if one["what"] == "Next contact" and one["late"]
    }

    assert late
    at_home = {one["name"] for one in lines(browser) if one["act"] == "Log contact"}
    assert late <= at_home


def test_nobody_is_listed_at_home_who_is_a_colleagues(enter_as, act_as):
    viewer = act_as("key1")
    links = CareLink.objects.filter(organisation_id=viewer.organisation_id)
    others = set(
        links.exclude(named_worker=None)
        .exclude(named_worker_id=viewer.membership_id)
        .values_list("patient_id", flat=True)
    )

    mine = {line["person"] for line in lines(enter_as("key1")) if not line.get("given")}
    leads = {line["person"] for line in lines(enter_as("lead1"))}

    assert not mine & others
    assert leads & others


def test_what_is_nobodys_stands_on_everybodys_home(enter_as, act_as):
    item = one_item(act_as, "key1", WorkKind.REVIEW_DUE)
    assert item.title in whys(enter_as("key1"), CARL)
    assert item.title not in whys(enter_as("spec1"), CARL)
    assert item.title in whys(enter_as("lead1"), CARL)

    viewer = act_as("key1")
    links = CareLink.objects.filter(patient_id=item.patient_id)
    links.filter(organisation_id=viewer.organisation_id).update(named_worker=None)

    assert item.title in whys(enter_as("spec1"), CARL)


def test_who_has_no_next_contact_comes_first_in_the_caseload(enter_as, act_as):
    set_next(act_as, "key1", CARL, None, "")

    page = enter_as("key1").get(CASELOAD, {"whose": "mine"})

    assert CARL in [one["name"] for one in page.context["people"] if not one["next"]]
    assert not page.context["people"][0]["next"]
    assert "No next contact" in page.content.decode()


def test_a_line_of_work_says_whom_it_is_about(act_as):
    item = one_item(act_as, "key1", WorkKind.TASK)
    viewer = act_as("key1")
    row = WorkItem.objects.filter(pk=item.pk).lines().get()

    assert work_line(row, viewer)["person"] == item.patient_id


def test_a_late_contact_stands_there_once_however_often_booked(enter_as, act_as):
    viewer = act_as("key1")
    day = viewer.day - timedelta(days=2)
    person = set_next(act_as, "key1", CARL, day, "Next contact")
    for weeks in (1, 2):
        Appointment.objects.create(
            **person.columns(),
            organisation_id=viewer.organisation_id,
            place="Harbour House",
            starts_at=clock.now() + timedelta(weeks=weeks),
            with_member_id=viewer.membership_id,
        )

    assert whys(enter_as("key1"), CARL).count("Next contact") == 1


def test_whoever_sees_no_person_begins_with_the_practices(enter_as):
    page = enter_as("com1").get(HOME, follow=True)

    assert page.redirect_chain == [(reverse("agreements:list_offers"), 302)]
    assert "Nobody’s name, record or work opens from here" in page.content.decode()


def more_than_a_page(act_as):
    """Fifty things more for this worker, of every kind that they tick off."""
    viewer = act_as("key1")
    person = Patient.objects.get(family="Dunmore", given="Carl")
    items = [
        WorkItem(
            **person.columns(),
            organisation_id=viewer.organisation_id,
            kind=WorkKind.TASK,
            harm=n % 3,
            title=f"Waiting: {n}",
            due_on=viewer.day - timedelta(days=n % 5),
            source_id=new_id(),
        )
        for n in range(50)
    ]
    WorkItem.objects.bulk_create(items)
    return {item.title for item in items}


def test_what_is_not_on_the_first_page_is_counted_and_can_be_reached(enter_as, act_as):
    added, browser = more_than_a_page(act_as), enter_as("key1")

    first = browser.get(HOME)
    second = browser.get(first.context["pages"]["next_url"])

    count = first.context["count"]
    assert f"50 of {count} shown" in first.content.decode()
    assert f"51 to {count} of {count}" in second.content.decode()
    assert second.context["pages"]["next_url"] == ""
    both = [*first.context["items"], *second.context["items"]]
    assert len(both) == count > len(added)
    assert len({(one["person"], one["why"], one["day"]) for one in both}) == count
    assert added <= {one["why"] for one in both}


def test_a_page_that_is_not_there_leads_home(enter_as):
    assert enter_as("key1").get(HOME, {"page": 9}).url == HOME


def test_a_list_that_fits_says_nothing_of_pages(enter_as):
    page = enter_as("key1").get(HOME)

    assert not page.context["pages"]
    assert f"{page.context['count']} shown" not in page.content.decode()
