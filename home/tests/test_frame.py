"""What the frame of each sign-in offers, and how roles are called on pages."""

import pytest
from django.urls import reverse

from accounts.demo import WAITING
from accounts.models import Membership
from accounts.permissions import ROLE_PERMISSIONS, Permission, Role

pytestmark = pytest.mark.slow

SEARCH_BOX = 'name="q"'


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


def test_the_practice_page_calls_a_gp_a_gp(enter_as):
    page = enter_as("gp1").get(reverse("home:show_practice")).content.decode()

    assert "Dr Amina Yusuf, GP" in page
    assert "Ruth Adeyemi, practice nurse" in page


@pytest.mark.parametrize(
    ("role", "noun"), [(Role.GP, "GP"), (Role.TEAM_LEAD, "team lead")]
)
def test_a_role_in_a_sentence(role, noun):
    assert role.noun == noun
