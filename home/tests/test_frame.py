"""What the frame of each sign-in offers, and how roles are called on pages."""

import pytest
from django.urls import reverse

from accounts.demo import WAITING
from accounts.models import Membership
from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from patients.models import Grant

pytestmark = pytest.mark.slow

SEARCH_BOX = 'id="search-field"'


@pytest.mark.parametrize("username", WAITING)
def test_the_header_searches_only_for_those_who_may(enter_as, username):
    browser = enter_as(username)
    members = Membership.objects.filter(user__username=username)
    if members.count() > 1:
        browser.post(reverse("accounts:choose_membership"), {"pk": members[0].pk})

    page = browser.get(reverse("accounts:show_account"), follow=True)

    role = page.wsgi_request.viewer.role
    offers = SEARCH_BOX in page.content.decode()
    assert offers == (Permission.SEARCH_PEOPLE in ROLE_PERMISSIONS[role])


def test_a_pharmacist_has_no_general_search(enter_as):
    browser = enter_as("pharm1")

    assert SEARCH_BOX not in browser.get("/", follow=True).content.decode()
    assert browser.get(reverse("home:search_people"), {"q": "x"}).status_code == 403


def test_the_case_page_calls_a_member_of_the_team_by_their_role(enter_as, act_as):
    act_as("lead1")
    joined = Grant.objects.filter(membership__user__username="psy1").first()
    address = joined.patient.get_absolute_url()

    page = enter_as("lead1").get(address)

    assert "Mira Sethi, partner professional" in page.content.decode()


@pytest.mark.parametrize(
    ("role", "noun"), [(Role.GP, "GP"), (Role.TEAM_LEAD, "team lead")]
)
def test_a_role_in_a_sentence(role, noun):
    assert role.noun == noun
