"""Closing an episode: the person leaves the service's lists, and comes back to them."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from patients.actions import deaths, work
from patients.models import CareLink, Episode, Patient, WorkItem
from patients.rules.worklist import WorkKind

pytestmark = pytest.mark.slow

CASELOAD, HOME = reverse("home:list_caseload"), reverse("home:show_home")


@pytest.fixture
def keeley(act_as):
    """Whom Harbour House treats and reviews; a vaccine's next dose and a task wait."""
    lead = act_as("lead1")
    keeley = Patient.objects.get(family="Frost")
    for kind in (WorkKind.TASK, WorkKind.VACCINE_DUE, WorkKind.NO_NEXT_CONTACT):
        work.raise_item(
            kind=kind,
            title=f"Waiting: {kind}",
            due_on=lead.day,
            source_id=keeley.pk,
            patient=keeley,
            by=lead,
        )
    return keeley


def press(browser, page, pk, day, name, **words):
    parts = {f"{name}_day": day.day, f"{name}_month": day.month}
    typed = parts | {f"{name}_year": day.year} | words
    return browser.post(reverse(f"patients:{page}", args=[pk]), typed)


def close(browser, person, day):
    episode = Episode.objects.open().get(patient=person)
    page = press(
        browser,
        "close_episode",
        episode.pk,
        day,
        "closed_on",
        reason="completed_drug_free",
    )
    assert page.status_code == 302


def reopen(browser, person, day):
    worker = Membership.objects.get(user__username="key2").pk
    words = {"setting": "community", "named_worker": worker}
    page = press(browser, "open_episode", person.pk, day, "opened_on", **words)
    assert page.status_code == 302


def of_caseload(browser):
    """Everybody on the service's list, page by page."""
    names, page = [], 1
    while page:
        answer = browser.get(CASELOAD, {"page": page}).context
        names += [person["name"] for person in answer["people"]]
        page = page + 1 if answer["pages"]["next_url"] else 0
    return names


def active(viewer):
    links = CareLink.objects.visible_to(viewer).on_list_of(viewer).active()
    return links.count()


def what_waits(person):
    items = WorkItem.objects.filter(patient=person, done_at=None)
    return set(items.values_list("kind", flat=True))


def test_a_closed_episode_leaves_caseload_and_home_alike(enter_as, act_as, keeley):
    browser, viewer = enter_as("lead1"), act_as("lead1")
    before = of_caseload(browser)
    act_as("lead1")

    close(browser, keeley, viewer.day)

    act_as("lead1")
    assert "FROST, Keeley" in before
    assert of_caseload(browser) == [n for n in before if n != "FROST, Keeley"]
    act_as("lead1")
    assert active(viewer) == len(before) - 1
    waits_on = {WorkKind.TASK, WorkKind.VACCINE_DUE, WorkKind.REFERRAL_WAITS}
    assert what_waits(keeley) == waits_on
    items = browser.get(HOME).context["items"]
    assert "No next contact" not in {i["why"] for i in items if "FROST" in i["name"]}


def test_another_episode_puts_the_person_back(enter_as, act_as, keeley):
    browser, viewer = enter_as("lead1"), act_as("lead1")
    before = of_caseload(browser)
    act_as("lead1")
    close(browser, keeley, viewer.day)
    act_as("lead1")

    reopen(browser, keeley, viewer.day)

    assert sorted(of_caseload(browser)) == sorted(before)
    act_as("lead1")
    assert active(viewer) == len(before)


def test_the_practice_that_shares_the_care_keeps_its_own_list(enter_as, act_as):
    browser, viewer = enter_as("key1"), act_as("key1")
    carl = Patient.objects.get(family="Dunmore", given="Carl")

    close(browser, carl, viewer.day)

    act_as("gp1")
    (link,) = CareLink.objects.filter(patient=carl, organisation_id=carl.practice_id)
    assert link.status == "active"
    assert WorkKind.REVIEW_DUE in what_waits(carl)


def test_whoever_died_leaves_every_list_until_that_is_undone(enter_as, act_as, keeley):
    browser, viewer = enter_as("lead1"), act_as("lead1")
    before = of_caseload(browser)
    act_as("lead1")
    people = {"patient": keeley, "by": viewer}

    deaths.record_death(**people, died_on=viewer.day, told_by="the hospital")
    assert of_caseload(browser) == [n for n in before if n != "FROST, Keeley"]

    act_as("lead1")
    deaths.undo_death(**people, reason="another person of the same name")
    assert of_caseload(browser) == before
