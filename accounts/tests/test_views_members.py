"""Members: inviting, ending, resetting, levels, leavers; by the front door."""

import os
import random
import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts import acting
from accounts.models import Invitation, Level, Membership, User
from accounts.permissions import Role
from accounts.tests.conftest import FIRST, PAGE, PASSWORD
from core.clock import today

MEMBERS = reverse("accounts:list_members")
INVITE = reverse("accounts:invite_member")
GOOD = "three plain words"
ENDINGS = 1000 if "FULL" in os.environ else 100


def invited(organisation, **given):
    day = today()
    first = {"starts_on_day": day.day, "starts_on_month": day.month}
    typed = {
        "username": "nurse1",
        "name": "Ruth Adeyemi",
        "organisation": organisation.pk,
        "role": "nurse",
        "starts_on_year": day.year,
    }
    return typed | first | given


def link_in(page):
    return re.search(r"http://testserver(/account/invitation/[^<]+)", page)[1]


def works(client):
    return client.get(PAGE).wsgi_request.viewer is not None


def act(verb, member):
    return reverse(f"accounts:{verb}", args=[member.pk])


@pytest.mark.django_db
def test_whoever_is_invited_comes_in_by_the_link_and_sets_both_factors(
    admin_client, place, surgery, code_of
):
    page = admin_client.post(INVITE, invited(surgery)).content.decode()
    client = Client()
    link = link_in(page)

    client.post(link, {"password": GOOD})
    app = reverse("accounts:add_code_app")
    secret = client.get(app).context["form"].secret
    client.post(app, {"code": code_of(secret)})
    client.get(reverse("accounts:choose_membership"))

    assert works(client)
    assert Client().get(link).status_code == 410


@pytest.mark.django_db
def test_the_link_alone_opens_nothing_before_the_second_factor(
    admin_client, place, surgery
):
    link = link_in(admin_client.post(INVITE, invited(surgery)).content.decode())
    client = Client()
    client.post(link, {"password": GOOD})

    client.get(reverse("accounts:choose_membership"))

    assert not works(client)


@pytest.mark.django_db
def test_only_the_hash_of_a_link_is_kept(admin_client, place, surgery):
    link = link_in(admin_client.post(INVITE, invited(surgery)).content.decode())
    token = link.split("/")[-2]

    kept = Invitation.objects.get()

    assert token.encode() not in bytes(kept.token_sha)
    lasts = kept.expires_at - kept.made_at
    assert lasts == timedelta(hours=72)


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["short", "password1234", "ruth.adeyemi"])
def test_a_password_that_is_easily_guessed_is_refused(
    admin_client, place, surgery, password
):
    link = link_in(admin_client.post(INVITE, invited(surgery)).content.decode())

    page = Client().post(link, {"password": password})

    assert page.status_code == 200
    assert not User.objects.get(username="nurse1").has_usable_password()


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["GP1", "gp1"])
def test_a_username_is_taken_whatever_its_case(
    admin_client, gp, place, surgery, username
):
    page = admin_client.post(INVITE, invited(surgery, username=username))

    assert page.status_code == 409


@pytest.mark.django_db
def test_somebody_who_signs_in_already_gets_another_membership(
    admin_client, gp, place, surgery
):
    admin_client.post(
        INVITE, invited(surgery, username="gp1", name="", is_known="on", role="nurse")
    )

    assert gp.user.memberships.filter(role="nurse").count() == 1
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_a_partner_needs_a_profession(admin_client, place, surgery):
    page = admin_client.post(INVITE, invited(surgery, role="partner"))

    assert b"Enter the partner" in page.content
    assert not User.objects.filter(username="nurse1").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.SYSTEM)]
)
def test_only_an_administrator_invites_ends_and_resets(make_member, gp, press_in, role):
    client = press_in(make_member("key1", role))
    addresses = [INVITE, act("end_membership", gp), act("reset_sign_in", gp)]

    assert [client.get(url).status_code for url in addresses] == [403] * 3


@pytest.mark.django_db
def test_another_scheme_s_member_is_not_found(admin_client, make_member):
    theirs = make_member("gpN", scheme_id=2)

    for verb in ("end_membership", "reset_sign_in"):
        assert admin_client.get(act(verb, theirs)).status_code == 404


@pytest.mark.django_db
def test_an_ended_membership_bites_at_the_next_request(admin_client, locum, press_in):
    client = press_in(locum)
    client.post(reverse("accounts:choose_membership"), {"membership": locum.pk})
    assert works(client)

    admin_client.post(act("end_membership", locum), {"when": "now"})

    assert not works(client)
    locum.user.refresh_from_db()
    assert locum.user.is_active


@pytest.mark.django_db
def test_one_that_began_today_can_be_ended_and_begun_again_today(
    admin_client, make_member, place, surgery
):
    member = make_member("nurse1", Role.NURSE, starts_on=today())

    for _ in range(2):
        admin_client.post(act("end_membership", member), {"when": "now"})
        admin_client.post(INVITE, invited(surgery, is_known="on", name=""))
        member = member.user.memberships.filter(ended_at=None).get()

    assert member.user.memberships.count() == 3


@pytest.mark.django_db
def test_a_leaver_is_out_everywhere_and_cannot_come_back(admin_client, gp, enter):
    client = enter(gp)

    admin_client.post(act("end_membership", gp), {"when": "now"})

    assert not works(client)
    assert not client.get("/account/sign-in/").wsgi_request.user.is_authenticated
    page = Client().post(
        "/account/sign-in/", {"login": "gp1", "password": PASSWORD}, follow=True
    )
    assert not page.wsgi_request.user.is_authenticated
    left = admin_client.get(MEMBERS, {"which": "left"})
    assert b"Person gp1" in left.content
    assert b"Person gp1" not in admin_client.get(MEMBERS).content


@pytest.mark.django_db
def test_nobody_ends_or_resets_themselves(admin_client, administrator):
    ended = admin_client.post(act("end_membership", administrator), {"when": "now"})
    reset = admin_client.post(
        act("reset_sign_in", administrator), {"proof": "I know myself well"}
    )

    assert (ended.status_code, reset.status_code) == (409, 409)
    assert works(admin_client)


@pytest.mark.django_db
@pytest.mark.role("unwalled")
def test_a_reset_takes_everything_away_and_tells_how_they_were_known(
    admin_client, gp, enter, told
):
    client = enter(gp)
    proof = "Seen in person with staff card 40417"

    page = admin_client.post(act("reset_sign_in", gp), {"proof": proof})

    gp.user.refresh_from_db()
    assert not works(client)
    assert not gp.user.has_usable_password()
    assert not Authenticator.objects.filter(user=gp.user).exists()
    assert told("sign_in_reset")[0].facts["proof"] == proof
    assert Client().get(link_in(page.content.decode())).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("proof", ["", "ok"])
def test_no_reset_without_proof_of_identity(admin_client, gp, proof):
    admin_client.post(act("reset_sign_in", gp), {"proof": proof})

    gp.user.refresh_from_db()
    assert gp.user.has_usable_password()


@pytest.mark.django_db
def test_a_new_link_makes_the_old_one_worthless(admin_client, gp):
    links = [
        link_in(
            admin_client.post(
                act("reset_sign_in", gp), {"proof": "Seen in person today"}
            ).content.decode()
        )
        for _ in range(2)
    ]

    assert [Client().get(link).status_code for link in links] == [410, 200]


@pytest.mark.django_db
def test_the_list_finds_by_name_and_shows_who_never_comes(
    admin_client, make_member, gp
):
    make_member("key1", starts_on=today())

    found = admin_client.get(MEMBERS, {"q": "KEY1"}).content
    dormant = admin_client.get(MEMBERS, {"which": "dormant"}).content

    assert b"Person key1" in found
    assert b"Person gp1" not in found
    assert b"Person gp1" in dormant
    assert b"Person key1" not in dormant


@pytest.mark.django_db
def test_the_list_s_queries_do_not_grow_with_its_rows(
    admin_client, make_member, django_assert_num_queries
):
    with django_assert_num_queries(6) as few:
        admin_client.get(MEMBERS)
    for n in range(5):
        make_member(f"name{n}")

    with django_assert_num_queries(len(few)):
        admin_client.get(MEMBERS)


@pytest.mark.django_db
def test_a_coordinator_sets_the_level_of_a_gp(
    make_member, gp, press_in, owner_cursor, service
):
    owner_cursor.execute(
        "INSERT INTO accounts_level (id, scheme_id, name, rank, duties, from_on)"
        " VALUES (1, 1, 'Level 1', 1, 'x', '2020-01-01'),"
        " (2, 2, 'Level of another scheme', 1, 'x', '2020-01-01')"
        " ON CONFLICT DO NOTHING"
    )
    client = press_in(make_member("coord1", Role.COORDINATOR, service))

    until = {"trained_until_day": 1, "trained_until_month": 3}
    until |= {"trained_until_year": 2030}
    client.post(act("change_level", gp), {"level": 1, **until})
    other = client.post(act("change_level", gp), {"level": 2})
    mistyped = client.post(
        act("change_level", gp), {"level": 1, **until, "trained_until_year": 2099}
    )

    gp.refresh_from_db()
    assert gp.level == Level.objects.get(pk=1)
    assert gp.trained_until == date(2030, 3, 1)
    assert other.status_code == 200
    assert "at most 5 years ahead" in mistyped.content.decode()


# G18: they commit, as the requests come from other connections

MANY = """
    INSERT INTO accounts_user (id, username, name, password, is_active)
        SELECT 1000 + n, 'many' || n, 'Many', '!', true FROM generate_series(1, %s) n;
    INSERT INTO accounts_membership
        (id, user_id, organisation_id, scheme_id, role, profession, starts_on)
        SELECT 1000 + n, 1000 + n, 9000901, 1, 'gp', '', '2020-01-01'
          FROM generate_series(1, %s) n;
"""


def browser_of(number):
    """With an open session of the member (and user) of that number."""
    client = Client()
    token = acting.open_session(user_id=number, membership_id=number)
    client.cookies[settings.ACTING_COOKIE_NAME] = token
    return client


@pytest.mark.kills
def test_no_request_is_served_after_a_membership_has_ended(
    fresh_database, owner_cursor, schemes
):
    owner_cursor.execute(MANY, [ENDINGS, ENDINGS])
    browsers = {number: browser_of(number) for number in range(1001, 1001 + ENDINGS)}
    assert all(works(browsers[number]) for number in (1001, 1000 + ENDINGS))
    administrator, served = browser_of(FIRST[1]), 0

    for number in random.sample(list(browsers), ENDINGS):
        url = reverse("accounts:end_membership", args=[number])
        administrator.post(url, {"when": "now"})
        served += works(browsers[number])

    assert Membership.objects.exclude(ended_at=None).count() == ENDINGS
    assert served == 0
