"""How far practices take part, by the front door."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from agreements.models import Agreement, Offer
from core.clock import today

pytestmark = pytest.mark.slow

LIST = reverse("agreements:list_offers")
BELOW = "may not accept: below level 2"
CHAPEL, MILLBROOK, ELSEWHERE = "DEMO03", "DEMO01", "DEMO90"


def page_of(code, name="show_offer"):
    return reverse(f"agreements:{name}", args=[code])


def words_of(answer):
    return answer.content.decode()


def on(name, day):
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": number for part, number in parts.items()}


def say(browser, state, code=CHAPEL, leaves_in=None, **more):
    seen = Offer.objects.filter(organisation__code=code).count()
    said = {"state": state, "seen_n": seen} | on("from_on", today()) | more
    if leaves_in:
        said |= on("leaves_on", today() + timedelta(leaves_in))
    return browser.post(page_of(code, "set_offer"), said)


@pytest.mark.parametrize("username", ["coord1", "com1"])
def test_list_offers_names_each_practice_and_its_state(enter_as, username):
    rows = enter_as(username).get(LIST).context["rows"]

    states = {row["name"]: row["state"] for row in rows}
    assert states["Chapel Street Surgery"] == "Reduced"
    assert states["Millbrook Surgery"] == "Open"
    assert rows[0]["is_scheme"]


@pytest.mark.parametrize(("username", "is_told"), [("coord1", True), ("com1", False)])
def test_the_coordinator_alone_is_told_how_many(enter_as, username, is_told):
    answer = enter_as(username).get(LIST)

    people = {row["code"]: row["people"] for row in answer.context["rows"]}
    assert people[MILLBROOK] == is_told
    assert ("People it prescribes for" in words_of(answer)) is is_told


def test_show_offer_draws_the_history_and_says_it_in_a_table(enter_as):
    answer = enter_as("coord1").get(page_of(CHAPEL))

    assert words_of(answer).count("<rect") == 6
    states = [row["state"] for row in answer.context["history"]]
    assert states == ["Reduced", "Open", "Suspended", "Open", "Reduced", "Open"]
    assert "Flood damage" in words_of(answer)


def test_set_offer_is_saved_with_who_said_it(enter_as):
    browser = enter_as("coord1")

    answer = say(browser, "open", duties="Everything", note="Both are back")

    assert answer.status_code == 302
    row = browser.get(page_of(CHAPEL)).context["history"][0]
    assert (row["state"], row["note"], row["by"]) == (
        "Open",
        "Both are back",
        "Gareth Bowen",
    )


@pytest.mark.parametrize(
    ("state", "more", "words"),
    [
        ("leaving", {}, "Enter the leaving day"),
        ("", {}, "Choose how far it takes part"),
        ("open", {"leaves_in": 60}, "Only one that leaves"),
        ("leaving", {"leaves_in": 5}, "shortest notice is 28"),
    ],
)
def test_set_offer_says_what_to_enter(enter_as, state, more, words):
    answer = say(enter_as("coord1"), state, **more)

    assert (answer.status_code, words in words_of(answer)) == (200, True)


def test_set_offer_refuses_what_would_leave_somebody(enter_as):
    said = Offer.objects.count()

    answer = say(enter_as("coord1"), "closed", MILLBROOK)

    assert answer.status_code == 409
    assert "1 person has no new prescriber yet" in words_of(answer)
    assert Offer.objects.count() == said


@pytest.mark.parametrize("username", ["gp1", "spec1", "com1", "rec1"])
def test_set_offer_is_the_coordinator_s(enter_as, username):
    assert say(enter_as(username), "open").status_code == 403


def test_a_practice_of_another_scheme_is_not_found(enter_as):
    assert enter_as("coord1").get(page_of(ELSEWHERE)).status_code == 404


def test_the_draft_says_of_whom_it_asks_that_they_offer_less(enter_as, act_as):
    browser, viewer = enter_as("spec1"), act_as("spec1")
    draft = Agreement.objects.visible_to(viewer).running().get()
    lead = Membership.objects.get(user__username="gp8")
    Agreement.objects.filter(pk=draft.pk).update(
        state="sent",
        sent_on=today(),
        reply_by_on=today(),
        gp=lead,
        asked_organisation=lead.organisation,
    )

    page = words_of(browser.get(draft.get_absolute_url()))

    less = "Chapel Street Surgery offers less since 01-Oct-2025"
    assert f"{less}: Prescribing for up to 10 people" in page


def test_list_leavers_names_those_whose_lead_leaves(enter_as, act_as):
    browser = enter_as("spec1")
    there = reverse("agreements:list_leavers")
    assert "has a leaving day" in words_of(browser.get(there))

    shared = Agreement.objects.visible_to(act_as("spec1")).running()
    shared.update(gp=Membership.objects.get(user__username="gp2"))

    answer = browser.get(there)
    assert answer.context["left"] == 1
    (row,) = answer.context["rows"]
    assert (row["name"], row["follower"]) == ("DUNMORE, Carl", "nobody asked yet")


@pytest.mark.parametrize(
    ("state", "days", "stands"),
    [
        ("suspended", None, "is suspended since {today} and takes nobody new"),
        ("leaving", 90, "leaves on {in_90_days} and takes nobody new"),
        ("open", None, ""),
    ],
)
def test_the_choice_of_whom_to_ask_says_who_takes_nobody(
    enter_as, act_as, state, days, stands
):
    say(enter_as("coord1"), state, leaves_in=days)
    viewer = act_as("spec1")
    shared = Agreement.objects.visible_to(viewer).running().get()
    Agreement.objects.filter(pk=shared.pk).update(
        state="notice_given", notice_on=today() + timedelta(60)
    )
    told = {"today": today(), "in_90_days": today() + timedelta(90)}
    stands = stands.format(**{name: f"{day:%d-%b-%Y}" for name, day in told.items()})

    first = reverse("agreements:draft_agreement", args=[shared.patient_id])
    for address in (first, f"{shared.get_absolute_url()}follow/"):
        choices = choices_at(enter_as("spec1"), address)
        said = {words.partition(" (")[2].rstrip(")") for words in choices}
    assert said - {BELOW} == {stands}


def choices_at(browser, address):
    """The GPs of Chapel Street, as the field names them."""
    page = words_of(browser.get(address))
    field = page.split('name="lead"')[1].split("</select>")[0]
    return [
        words
        for words in re.findall(r"<option[^>]*>([^<]+)</option>", field)
        if "Chapel Street" in words
    ]
