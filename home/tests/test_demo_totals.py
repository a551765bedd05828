"""What pages and lists of the loaded demo show is what its sheet of totals says."""

import pytest
from django.urls import reverse

from core.clock import today
from home.demo.scheme import MEMBERS, PLACES
from patients.models import (
    CareLink,
    Consultation,
    Episode,
    MedicineTold,
    Patient,
    WorkItem,
)
from patients.rules.episode import CoreFacts, missing_core_facts
from referrals.models import Referral
from referrals.rules.states import State

pytestmark = pytest.mark.slow

READS_ALL = pytest.mark.role("postgres")
PRACTICES = [place.name for place in PLACES if place.kind == "practice"][:7]
WORKERS = [one.username for one in MEMBERS if not one.username.startswith("system")]


@READS_ALL
def test_people_are_registered_and_seen_as_the_sheet_says(demo):
    for practice in PRACTICES:
        ours = Patient.objects.filter(scheme_id=1)
        assert (
            ours.filter(registered__name=practice).count(),
            ours.filter(practice__name=practice).count(),
        ) == (demo["registered"][practice], demo["seen by practice"][practice])


@READS_ALL
def test_main_substances_are_as_the_sheet_says(demo):
    for where, mains in demo["main substance by neighbourhood"].items():
        treated = Episode.objects.open().filter(
            patient__died_on=None,
            patient__registered__places__neighbourhood=where,
        )
        for main, count in mains.items():
            assert treated.filter(core_facts__substances__0=main).count() == count


@READS_ALL
def test_people_are_seen_by_gps_as_the_sheet_says(demo):
    day = today()
    by_gps = Consultation.objects.filter(
        author__role="gp", form="consultation", scheme_id=1
    )
    for area, count in demo["seen by GPs in a year"].items():
        there = by_gps.filter(patient__registered__places__area=area)
        lately = there.filter(on_day__gt=day.replace(year=day.year - 1))
        assert lately.values("patient").distinct().count() == count


@READS_ALL
def test_gp_consultations_fall_into_quarters_as_the_sheet_says(demo):
    days = Consultation.objects.filter(
        author__role="gp", form="consultation", scheme_id=1
    ).values_list("on_day", flat=True)
    quarters = [f"{day.year} Q{(day.month + 2) // 3}" for day in days]

    told = demo["GP consultations by quarter"]
    assert {word: quarters.count(word) for word in told} == told
    assert len(quarters) == sum(told.values())


@pytest.mark.parametrize("username", ["key1", "key2", "key3"])
def test_caseloads_are_as_the_sheet_says(act_as, demo, username):
    viewer = act_as(username)

    mine = CareLink.objects.visible_to(viewer).on_list_of(viewer).active()
    assert mine.of_worker(viewer).count() == demo["caseload"][username]


def test_the_clinic_page_shows_as_many_as_the_sheet_says(enter_as, demo):
    browser = enter_as("key1")
    practices = browser.get(reverse("home:list_clinic")).context["practices"]

    for practice in practices:
        page = browser.get(reverse("home:list_clinic"), {"practice": practice.pk})
        assert len(page.context["people"]) == demo["clinic"][practice.name]


@pytest.mark.parametrize("username", WORKERS)
def test_what_waits_is_as_the_sheet_says(act_as, demo, username):
    viewer = act_as(username)

    items = WorkItem.objects.visible_to(viewer).on_list_of(viewer).of_member(viewer)
    waiting = items.waiting_on(viewer.day)
    late = waiting.filter(due_on__lt=viewer.day)
    told = demo["work"][username]
    assert (waiting.count(), late.count()) == (told["today"], told["late"])


@pytest.mark.parametrize("username", ["pharm1", "pharm2"])
def test_collections_are_as_the_sheet_says(act_as, demo, username):
    viewer = act_as(username)

    people = MedicineTold.objects.visible_to(viewer).values("patient").distinct()
    assert people.count() == demo["collect"][viewer.organisation]


def test_the_page_of_arrivals_is_as_the_sheet_says(enter_as, demo):
    page = enter_as("rec1").get(reverse("patients:list_arrivals"))

    assert len(page.context["people"]) == demo["expected today"]


def test_the_mentor_is_matched_as_the_sheet_says(enter_as, demo):
    page = enter_as("peer1").get(reverse("patients:list_matches"))

    assert len(page.context["people"]) == demo["matched"]["peer1"]


@READS_ALL
def test_facts_are_missing_as_the_sheet_says(demo):
    treated = Episode.objects.open().filter(scheme_id=1, patient__died_on=None)
    missing = [one for one in treated if _lacks(one)]

    assert len(missing) == demo["facts missing"]


def _lacks(episode):
    facts = episode.core_facts | {"sex": episode.patient.sex}
    return missing_core_facts(CoreFacts(**facts))


@READS_ALL
def test_referrals_are_as_the_sheet_says(demo):
    every = Referral.objects.open()
    told = demo["referrals"]

    assert sum(told["open"].values()) == every.count()
    for name, count in told["open"].items():
        assert every.filter(asked_name=name).count() == count
    assert every.filter(state=State.BOOKED).count() == told["booked"]
    assert every.past_target_on(today()).count() == told["past target"] == 1
