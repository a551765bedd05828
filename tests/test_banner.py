"""Every page about a person begins with the same banner, and no page of two."""

import re

import pytest
from django.urls import reverse

from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from patients.models import Consent, Consultation, Episode, Grant, Patient
from tests.access.addresses import ADDRESSES, ASKED
from tests.access.cells import LEADS_ON, ONLY_POST

pytestmark = pytest.mark.slow
CARL = "999 526 0182"
BANNER = re.compile(r'<section class="app-banner.*?</section>', re.DOTALL)
# What an address about a person names.
NAMES = {"patient_id", "consultation_id", "consent_id", "grant_id", "episode_id"}
# About a person, and without a banner: each with its reason.
WITHOUT = {
    "patients:book_appointment": "reception books, and sees nothing clinical",
    "patients:show_supply": "a pharmacy sees a name and what safe supply needs",
    "patients:show_next_dose": "a piece of the consultation's page, drawn inside it",
}
# Pages that are there only now and then: each with what it waits for.
NOT_NOW = {
    "patients:answer_closing": "a second clinician is asked about a closing",
    "referrals:list_referrals": "somebody was referred",
}
PAGES = [
    address
    for address in ADDRESSES
    if NAMES & address.names.keys()
    and address.name not in {*LEADS_ON, *ONLY_POST, *WITHOUT, *NOT_NOW}
]


@pytest.fixture
def lead(call_as):
    """A team lead, who may open every page about a person."""
    return call_as("lead1")


@pytest.fixture
def carl(lead):
    """Carl's page, with somebody from elsewhere on the team."""
    address = lead.find(CARL)
    page = lead.get(f"{address}team/add/").content.decode()
    (member, *_) = re.findall(r'<option value="(\d+)"', page)
    lead.press(f"{address}team/add/", member=member, reason="Sees him on Mondays")
    return address


@pytest.fixture
def rows(carl, act_as):
    """What the addresses name, all of it Carl's."""
    act_as("lead1")
    carl = Patient.objects.get(pk=carl.split("/")[2])
    newest = Consultation.objects.of(carl.pk).newest_first().exclude(kind="")
    return {
        "patient_id": carl.pk,
        "consultation_id": newest[0].pk,
        "consent_id": Consent.objects.of(carl.pk)[0].pk,
        "grant_id": Grant.objects.of(carl.pk).of_team()[0].pk,
        "episode_id": Episode.objects.of(carl.pk).open().get().pk,
        "line": "opioid_substitution",
    }


def banner_of(call_as, address, rows):
    """As the lead sees it, or the specialist where the lead may not."""
    url = reverse(address.name, kwargs={name: rows[name] for name in address.names})
    may = address.permission in ROLE_PERMISSIONS[Role.TEAM_LEAD]
    response = call_as("lead1" if may else "spec1").get(
        url + ASKED.get(address.name, "")
    )
    assert response.status_code == 200, address.name
    return BANNER.findall(response.content.decode())


@pytest.mark.capability("X5")
def test_every_page_about_a_person_has_one_banner_and_the_same(call_as, rows):
    banners = {each.name: banner_of(call_as, each, rows) for each in PAGES}

    assert len(banners) > 15
    of_case = banners["home:show_case"]
    assert [name for name, found in banners.items() if found != of_case] == []
    words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", of_case[0]))
    for said in ("DUNMORE, Carl Born 14-Mar-1979", "Male", "NHS 999 526 0182"):
        assert said in words
    assert "Allergies: penicillin (rash)" in words


def test_a_page_without_a_banner_is_about_a_person_and_says_why():
    about = {each.name for each in ADDRESSES if NAMES & each.names.keys()}

    assert WITHOUT.keys() | NOT_NOW.keys() <= about
    assert all(isinstance(each.permission, Permission) for each in PAGES)


@pytest.mark.capability("X5")
def test_two_people_never_share_a_banner(lead, carl):
    marek = lead.find("999 016 6137")

    own, other = (
        BANNER.findall(lead.get(each).content.decode()) for each in (carl, marek)
    )
    assert own != other
    assert "DUNMORE" not in other[0]
