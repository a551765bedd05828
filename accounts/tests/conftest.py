"""People of two schemes, and how they sign in."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from accounts.permissions import Role

LONG_AGO = date(2020, 1, 1)
PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def schemes(cluster, database, django_db_setup):
    """Two schemes, which only the owner may make; they outlive a test's rollback."""
    with cluster.connect(database, "app_owner") as owner:
        owner.autocommit = True
        owner.cursor().execute(
            "INSERT INTO accounts_scheme (id, name, neutral_name, opened_on) VALUES"
            " (1, 'Ashdale and Brenfield', 'Ashdale', '2020-01-01'),"
            " (2, 'Northmoor', 'Northmoor', '2020-01-01') ON CONFLICT DO NOTHING"
        )


@pytest.fixture
def surgery(schemes, db):
    return Organisation.objects.create(
        code="T1", kind="practice", name="Millbrook Surgery"
    )


@pytest.fixture
def service(schemes, db):
    return Organisation.objects.create(code="T2", kind="service", name="Harbour House")


@pytest.fixture
def make_member(surgery):
    """`make_member("gp1", Role.GP)`: somebody with one running membership."""

    def make(username, role=Role.GP, organisation=surgery, scheme_id=1, **fields):
        user = User.objects.filter(username=username).first()
        user = user or User.objects.create_user(
            username, PASSWORD, name=f"Person {username}"
        )
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
def administrator(make_member, service):
    return make_member("admin1", Role.ADMINISTRATOR, service)


@pytest.fixture
def press_in(db):
    """`press_in(member)`: a browser in which the demo's press has signed them in."""

    def press(member, client=None):
        client = client or Client()
        response = client.post(
            reverse("accounts:demo_sign_in", args=[member.user.username])
        )
        client.get(response.url)
        return client

    return press


@pytest.fixture
def idle_for():
    """Let minutes go by for every acting session, as their rows tell it."""

    def wait(minutes):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.token', '', true)")
        raise NotImplementedError(minutes)

    return wait
