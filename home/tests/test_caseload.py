"""The caseload: what is missing is named, and it costs no query for each row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from patients.models import CareLink, Episode, Patient
from patients.rules.episode import Setting

pytestmark = pytest.mark.slow

CASELOAD = reverse("home:list_caseload")


def shown_for(browser, family, **asked):
    page = browser.get(CASELOAD, asked)
    people = page.context["people"]
    return next((one for one in people if one["name"].startswith(family)), None)


@pytest.fixture
def jade(enter_as, act_as):
    """Made and put into treatment by her keyworker; nothing more was asked."""
    browser = enter_as("key1")
    made = browser.post(
        reverse("patients:add_person"), {"given": "Jade", "family": "Hollis"}
    )
    viewer = act_as("key1")
    person = Patient.objects.get(given="Jade", family="Hollis")
    assert made.url == person.get_absolute_url()
    day = viewer.day
    browser.post(
        reverse("patients:open_episode", args=[person.pk]),
        {
            "opened_on_day": day.day,
            "opened_on_month": day.month,
            "opened_on_year": day.year,
            "setting": Setting.COMMUNITY,
            "named_worker": viewer.membership_id,
        },
    )
    return person


def pages(browser, **asked):
    found, page = [], 1
    while page:
        answer = browser.get(CASELOAD, asked | {"page": page}).context
        found += answer["people"]
        page = page + 1 if answer["pages"]["next_url"] else 0
    return found


@pytest.mark.capability("N8")
def test_the_caseload_names_the_facts_that_nobody_asked_yet(enter_as, act_as, jade):
    people = pages(enter_as("key1"), whose="mine")

    line = next(one for one in people if one["id"] == jade.pk)
    assert line["missing"] == (
        "Consent to the national return, Referral date, Triage date, Substances,"
        " Injecting, Accommodation, Ethnicity, Sex, Postcode sector"
    )
    act_as("key1")
    episode = Episode.objects.get(patient=jade)
    assert line["facts_url"] == reverse("patients:record_core_facts", args=[episode.pk])


def test_whose_facts_are_known_has_nothing_to_ask(enter_as):
    people = pages(enter_as("key1"), whose="mine")

    carl = next(one for one in people if one["name"] == "DUNMORE, Carl")
    assert carl["missing"] == ""
    some = [one["missing"] for one in people if one["missing"]]
    assert set(some) == {"Accommodation, Ethnicity"}


def test_a_practice_is_not_asked_what_it_may_not_record(enter_as):
    browser = enter_as("gp1")

    for address in (CASELOAD, reverse("home:show_practice")):
        page = browser.get(address)
        assert page.context["people"]
        assert "Still to ask" not in page.content.decode()


def queries_of(browser, **asked):
    with CaptureQueriesContext(
        connection,
    ) as heard:
        page = browser.get(CASELOAD, asked)
    return len(page.context["people"]), len(heard)


def test_twenty_rows_cost_as_many_queries_as_one(enter_as, act_as):
    browser, viewer = enter_as("lead1"), act_as("lead1")
    many = queries_of(browser)
    act_as("lead1")
    links = CareLink.objects.filter(organisation_id=viewer.organisation_id)
    kept = links.filter(status="active").values_list("pk", flat=True)[:1]
    links.exclude(pk__in=list(kept)).update(status="ended")

    one = queries_of(browser)

    assert (many[0], one[0]) == (20, 1)
    assert many[1] == one[1]
