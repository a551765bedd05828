"""The scheme's settings and organisations: by the front door."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Organisation, SchemeOrganisation, Setting
from accounts.permissions import Role
from accounts.rules import SETTINGS
from core.clock import today

pytestmark = pytest.mark.django_db
SCHEME = reverse("accounts:show_scheme")


def setting(key):
    return reverse("accounts:change_setting", args=[key])


def on(name, day):
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": number for part, number in parts.items()}


@pytest.fixture
def coordinator(make_member, service, press_in):
    return press_in(make_member("coord1", Role.COORDINATOR, service))


@pytest.mark.parametrize("key", SETTINGS)
def test_every_setting_of_the_registry_has_a_page(coordinator, key):
    assert coordinator.get(setting(key)).status_code == 200


def test_a_setting_holds_from_its_day_and_not_before(coordinator, gp):
    later = today() + timedelta(days=7)

    coordinator.post(setting("review_weeks"), {"value": 8} | on("from_on", later))

    before, after = (
        Setting.objects.value_on(1, "review_weeks", day)
        for day in (later - timedelta(days=1), later)
    )
    assert (before, after) == (12, 8)
    assert Setting.objects.value_on(2, "review_weeks", later) == 12


@pytest.mark.parametrize(
    ("value", "days", "words"),
    [
        (0, 0, b"enter 1 or more"),
        ("often", 0, b"Enter a whole number"),
        ("", 0, b"Enter a value"),
        (8, -1, b"must be today or later"),
    ],
)
def test_a_value_or_day_that_cannot_be_is_refused(coordinator, value, days, words):
    day = today() + timedelta(days=days)

    page = coordinator.post(
        setting("review_weeks"), {"value": value} | on("from_on", day)
    )

    assert words in page.content
    assert not Setting.objects.exists()


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("audit_c_positive_points", 13, b"enter 12 or less"),
        ("review_weeks", 999_999_999_999, b"enter 104 or less"),
        ("emergency_hours", 999_999_999_999, b"enter 24 or less"),
        ("hepatitis_b_schedule", "whenever", b"Select a valid choice"),
    ],
)
def test_a_value_that_no_rule_could_read_is_refused(coordinator, key, value, words):
    page = coordinator.post(setting(key), {"value": value} | on("from_on", today()))

    assert words in page.content
    assert not Setting.objects.exists()


def test_the_history_says_who_set_what_from_which_day(coordinator):
    coordinator.post(
        setting("names_shown_to_person"), {"value": "no"} | on("from_on", today())
    )

    page = coordinator.get(SCHEME).content.decode()

    assert "Person coord1" in page
    assert Setting.objects.get().value is False


@pytest.mark.role("unwalled")
def test_the_event_tells_what_held_before(coordinator, told):
    coordinator.post(setting("review_weeks"), {"value": 8} | on("from_on", today()))

    event = told("setting_changed")[0]

    assert (event.facts["before"], event.facts["value"]) == (12, 8)


def test_an_organisation_is_found_and_added(coordinator, service):
    found = coordinator.get(reverse("accounts:find_place"), {"q": "harbour"})

    coordinator.post(
        reverse("accounts:add_place", args=["T2"]),
        {"area": "Brenfield"} | on("from_on", today()),
    )

    assert b"Harbour House" in found.content
    assert b"Brenfield" in coordinator.get(SCHEME).content


def test_one_that_takes_part_already_is_not_added_again(coordinator, place):
    response = coordinator.post(
        reverse("accounts:add_place", args=["T1"]), on("from_on", today())
    )

    assert response.status_code == 409
    assert SchemeOrganisation.objects.count() == 1


def test_a_closed_one_is_not_added(coordinator, surgery):
    Organisation.objects.filter(pk=surgery.pk).update(closed_on=today())

    response = coordinator.post(
        reverse("accounts:add_place", args=["T1"]), on("from_on", today())
    )

    assert response.status_code == 409


def test_a_place_ends_once_nobody_works_there(coordinator, place, gp, owner_cursor):
    url = reverse("accounts:change_place", args=["T1"])
    ends = {"area": ""} | on("left_on", today())

    refused = coordinator.post(url, ends)
    with_nobody = SchemeOrganisation.objects.get()

    assert refused.status_code == 409
    assert b"1 membership" in refused.content
    assert with_nobody.left_on is None


def test_another_scheme_s_coordinator_does_not_find_the_place(
    make_member, place, service, press_in
):
    theirs = press_in(make_member("coordN", Role.COORDINATOR, service, scheme_id=2))

    assert theirs.get(reverse("accounts:change_place", args=["T1"])).status_code == 404


@pytest.mark.parametrize("role", [Role.GP, Role.COMMISSIONER, Role.SERVICE_USER])
def test_others_change_nothing(make_member, place, press_in, role):
    client = press_in(make_member("key1", role))

    for url in (SCHEME, setting("review_weeks"), reverse("accounts:find_place")):
        assert client.get(url).status_code == 403
