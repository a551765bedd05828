"""Cover: by the front door. What a cover shows is proved beside the walls."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Cover
from accounts.permissions import Role
from accounts.tests.test_views_scheme import on
from core.clock import today

pytestmark = pytest.mark.django_db
COVER = reverse("accounts:arrange_cover")
WEEK = timedelta(days=7)


@pytest.fixture
def partner(make_member):
    """Another GP of the same practice."""
    return make_member("gp2")


def days(first, last):
    return on("starts_on", first) | on("ends_on", last)


@pytest.mark.capability(13)
def test_a_colleague_covers_between_two_days_and_reads_the_note(gp, partner, press_in):
    typed = {"colleague": partner.pk, "note": "Ring me if it burns"}

    press_in(gp).post(COVER, typed | days(today(), today() + WEEK))

    cover = Cover.objects.get()
    assert (cover.from_member, cover.to_member) == (gp, partner)
    assert b"Ring me if it burns" in press_in(partner).get(COVER).content


def test_nobody_of_another_organisation_or_role_covers(
    gp, make_member, service, press_in
):
    others = [
        make_member("spec1", Role.SPECIALIST, service),
        make_member("rec1", Role.RECEPTIONIST),
        make_member("gpN", scheme_id=2),
        gp,
    ]
    client = press_in(gp)

    for other in others:
        client.post(COVER, {"colleague": other.pk} | days(today(), today()))

    assert not Cover.objects.exists()


@pytest.mark.parametrize(("first", "last"), [(-1, 1), (2, 1), (1, 400), (400, 401)])
def test_days_that_cannot_be_are_refused(gp, partner, press_in, first, last):
    first, last = (today() + timedelta(days=n) for n in (first, last))

    page = press_in(gp).post(COVER, {"colleague": partner.pk} | days(first, last))

    assert b"There is a problem" in page.content
    assert not Cover.objects.exists()


def test_one_who_leaves_before_the_end_cannot_cover(gp, make_member, press_in):
    leaving = make_member("gp2", ends_on=today() + timedelta(days=2))

    response = press_in(gp).post(
        COVER, {"colleague": leaving.pk} | days(today(), today() + WEEK)
    )

    assert response.status_code == 409


def test_a_cover_ends_at_once_and_only_by_whom_it_is_for(gp, partner, press_in):
    client = press_in(gp)
    client.post(COVER, {"colleague": partner.pk} | days(today(), today() + WEEK))
    url = reverse("accounts:end_cover", args=[Cover.objects.get().pk])

    by_another = press_in(partner).post(url)
    client.post(url)

    assert by_another.status_code == 404
    assert Cover.objects.get().ended_at is not None
