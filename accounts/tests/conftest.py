"""People of two schemes, and how they sign in."""

import time
from datetime import date

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import Membership, Organisation, SchemeOrganisation, User
from accounts.permissions import Role
from audit.models import Event

LONG_AGO = date(2020, 1, 1)
PASSWORD = "correct horse battery"
PAGE = "/account/lock/"  # any page of somebody who works


# Each scheme's first administrator, whom only the owner may make.
FIRST = {1: 9000901, 2: 9000902}
BEGINNING = """
    INSERT INTO accounts_scheme (id, name, neutral_name, opened_on) VALUES
        (1, 'Ashdale and Brenfield', 'Ashdale', '2020-01-01'),
        (2, 'Northmoor', 'Northmoor', '2020-01-01');
    INSERT INTO accounts_organisation
        (id, code, kind, name, parent_code, address, postcode, phone, version,
         is_dormant)
        VALUES (9000901, 'F1', 'trust', 'Office', '', '', '', '', 0, false);
    INSERT INTO accounts_user (id, username, name, password, is_active) VALUES
        (9000901, 'first1', 'First', '!', true),
        (9000902, 'first2', 'First', '!', true);
    INSERT INTO accounts_membership
        (id, user_id, organisation_id, scheme_id, role, profession, starts_on) VALUES
        (9000901, 9000901, 9000901, 1, 'administrator', '', '2020-01-01'),
        (9000902, 9000902, 9000901, 2, 'administrator', '', '2020-01-01');
"""


@pytest.fixture
def schemes(owner_cursor):
    """Two schemes, each with its first administrator; they outlive a rollback."""
    owner_cursor.execute("SELECT FROM accounts_scheme")
    if not owner_cursor.rowcount:
        owner_cursor.execute(BEGINNING)


def acting_first(scheme_id):
    """As the scheme's first administrator."""
    first = FIRST[scheme_id]
    return acting_as(user_id=first, membership_id=first)


@pytest.fixture
def surgery(schemes):
    return Organisation.objects.create(
        code="T1", kind="practice", name="Millbrook Surgery"
    )


@pytest.fixture
def service(schemes):
    return Organisation.objects.create(code="T2", kind="service", name="Harbour House")


@pytest.fixture
def place(surgery):
    """The surgery's place in the first scheme."""
    with acting_first(1):
        return SchemeOrganisation.objects.create(
            scheme_id=1, organisation=surgery, area="Ashdale", from_on=LONG_AGO
        )


@pytest.fixture
def make_member(surgery):
    """`make_member("gp1", Role.GP)`: somebody with one running membership."""

    def make(username, role=Role.GP, organisation=surgery, scheme_id=1, **fields):
        user = User.objects.filter(username=username).first()
        user = user or User.objects.create_user(
            username, PASSWORD, name=f"Person {username}"
        )
        with acting_first(scheme_id):
            return Membership.objects.create(
                user=user,
                organisation=organisation,
                scheme_id=scheme_id,
                role=role,
                **{"starts_on": LONG_AGO} | fields,
            )

    return make


@pytest.fixture
def gp(make_member):
    return make_member("gp1")


@pytest.fixture
def locum(make_member, service):
    """Somebody with two memberships; the first one is given."""
    first = make_member("gp2")
    make_member("gp2", Role.SPECIALIST, service)
    return first


@pytest.fixture
def administrator(make_member, service):
    return make_member("admin1", Role.ADMINISTRATOR, service)


@pytest.fixture
def admin_client(administrator, press_in):
    """A browser in which an administrator of the first scheme is signed in."""
    return press_in(administrator)


@pytest.fixture
def press_in():
    """`press_in(member)`: a browser that the demo's one press has signed in."""

    def press(member, client=None):
        client = client or Client()
        url = reverse("accounts:demo_sign_in", args=[member.user.username])
        client.get(client.post(url).url)
        return client

    return press


@pytest.fixture
def code_of():
    """`code_of(secret)`: what a code app shows now; `steps` earlier or later."""

    def show(secret, steps=0):
        counter = int(time.time()) // 30 + steps
        return totp.format_hotp_value(totp.hotp_value(secret, counter))

    return show


@pytest.fixture
def with_code_app():
    """`with_code_app(user)`: give them a code app; its secret."""

    def give(user):
        secret = totp.generate_totp_secret()
        totp.TOTP.activate(user, secret)
        return secret

    return give


@pytest.fixture
def enter(code_of, with_code_app):
    """`enter(member)`: a browser in which they signed in by password and code."""

    def sign_in(member):
        client = Client()
        client.secret = with_code_app(member.user)
        given = {"login": member.user.username, "password": PASSWORD}
        client.post(reverse("account_login"), given)
        code = {"code": code_of(client.secret)}
        response = client.post(reverse("mfa_authenticate"), code)
        client.get(response.url)
        return client

    return sign_in


@pytest.fixture
def told():
    """`told("locked")`: each event of that name, oldest first. For role unwalled."""
    return lambda verb: list(Event.objects.filter(verb=verb).order_by("id"))
