"""Who may see what: permission, ties of a practice, grants, emergency access."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reach import Reach
from patients.rules import Limits
from patients.rules.grants import (
    Grant,
    GrantBecause,
    emergency_expires_at,
    is_live,
    may_open_in_emergency,
    reach_in_force,
    time_left,
)
from patients.rules.sharing import (
    ConsentKind,
    Permission,
    PracticeTies,
    Recipient,
    RecipientKind,
    SafeSupply,
    ends_told_up_to,
    last_day_permitted,
    may_be_held_back,
    permits,
    practice_may_see,
    recipient_kind,
    withdrawal_opens_review,
)

TODAY = date(2027, 3, 9)
YESTERDAY, TOMORROW = date(2027, 3, 8), date(2027, 3, 10)
NOW = datetime(2027, 3, 9, 10, 40, tzinfo=UTC)
MILLBROOK = Recipient(RecipientKind.PRACTICE, 7)
STATION_ROAD = Recipient(RecipientKind.PRACTICE, 8)
ANY_PRACTICE = Recipient(RecipientKind.PRACTICE)


def permission(recipient=MILLBROOK, kind=ConsentKind.RECORD, **days):
    return Permission(recipient, kind, **{"from_on": YESTERDAY, **days})


@pytest.mark.parametrize(
    ("days", "is_permitted"),
    [
        ({"from_on": YESTERDAY}, True),
        ({"from_on": TODAY}, True),
        ({"from_on": TOMORROW}, False),
        ({"until_on": YESTERDAY}, False),
        ({"until_on": TODAY}, True),
        ({"until_on": TOMORROW}, True),
        ({"withdrawn_on": YESTERDAY}, False),
        ({"withdrawn_on": TODAY}, False),
        ({"withdrawn_on": TOMORROW}, True),
    ],
)
def test_a_permission_runs_between_its_days_and_ends_when_withdrawn(days, is_permitted):
    said = [permission(**days)]

    assert permits(said, MILLBROOK, ConsentKind.RECORD, TODAY) is is_permitted


def test_silence_permits_nothing():
    assert not permits([], MILLBROOK, ConsentKind.RECORD, TODAY)


@pytest.mark.parametrize(
    ("said", "asked", "is_permitted"),
    [
        (MILLBROOK, MILLBROOK, True),
        (MILLBROOK, STATION_ROAD, False),
        (ANY_PRACTICE, STATION_ROAD, True),
        (MILLBROOK, ANY_PRACTICE, False),
        (MILLBROOK, Recipient(RecipientKind.PHARMACY, 7), False),
    ],
)
def test_a_permission_is_for_its_recipient(said, asked, is_permitted):
    found = permits([permission(said)], asked, ConsentKind.RECORD, TODAY)

    assert found is is_permitted


HELD_BY_THE_RECORD = {
    ConsentKind.RECORD,
    ConsentKind.MEDICINE,
    ConsentKind.HEALTH_SUMMARY,
}


@pytest.mark.parametrize("kind", ConsentKind)
def test_the_record_holds_medicine_and_health_summary_and_nothing_else(kind):
    assert permits([permission()], MILLBROOK, kind, TODAY) == (
        kind in HELD_BY_THE_RECORD
    )


@pytest.mark.parametrize("kind", sorted(set(ConsentKind) - {ConsentKind.RECORD}))
def test_no_part_implies_the_record(kind):
    said = [permission(kind=kind)]

    assert permits(said, MILLBROOK, kind, TODAY)
    assert not permits(said, MILLBROOK, ConsentKind.RECORD, TODAY)


def test_what_was_said_of_one_practice_goes_before_what_was_said_of_all():
    all_practices = permission(ANY_PRACTICE)
    not_my_surgery = permission(MILLBROOK, withdrawn_on=YESTERDAY)

    said = [all_practices, not_my_surgery]

    assert not permits(said, MILLBROOK, ConsentKind.RECORD, TODAY)
    assert permits(said, STATION_ROAD, ConsentKind.RECORD, TODAY)


def test_a_permission_withdrawn_can_be_given_again():
    said = [permission(withdrawn_on=YESTERDAY), permission(from_on=TODAY)]

    assert permits(said, MILLBROOK, ConsentKind.RECORD, TODAY)


@pytest.mark.parametrize(
    ("ties", "reach"),
    [
        ({}, Reach.NONE),
        ({"is_registered": True}, Reach.NONE),
        ({"is_registered": True, "has_live_request": True}, Reach.NAME),
        ({"has_live_request": True}, Reach.NAME),
        ({"made_record": True}, Reach.RECORD),
        ({"is_permitted": True}, Reach.RECORD),
        ({"has_live_agreement": True}, Reach.RECORD),
        ({"has_live_agreement": True, "has_live_request": True}, Reach.RECORD),
    ],
)
def test_registered_is_not_permitted(ties, reach):
    assert practice_may_see(PracticeTies(**ties)) == reach


@given(
    st.builds(
        PracticeTies,
        made_record=st.booleans(),
        is_permitted=st.booleans(),
        has_live_agreement=st.booleans(),
        has_live_request=st.booleans(),
    )
)
def test_being_registered_never_adds_sight(ties):
    registered = PracticeTies(**{**vars(ties), "is_registered": True})

    assert practice_may_see(registered) == practice_may_see(ties)


def test_a_pharmacy_keeps_what_safe_supply_needs():
    assert [word.label for word in SafeSupply] == [
        "Identity as on the form",
        "Medicine",
        "Instalments",
        "Hold or cancel",
        "Its own records",
        "Phone of prescriber",
    ]


@pytest.mark.parametrize(
    ("kind", "prescribes", "opens"),
    [
        (RecipientKind.PRACTICE, True, True),
        (RecipientKind.SERVICE, True, True),
        (RecipientKind.PRACTICE, False, False),
        (RecipientKind.PHARMACY, False, False),
        (RecipientKind.PHARMACY, True, False),
    ],
)
def test_withdrawing_from_the_prescriber_opens_a_review(kind, prescribes, opens):
    recipient = Recipient(kind, 7)

    assert withdrawal_opens_review(recipient, ConsentKind.RECORD, prescribes) is opens
    assert not withdrawal_opens_review(recipient, ConsentKind.MEETING, prescribes)


def grant(**more):
    return Grant(Reach.RECORD, GrantBecause.COVER, **{"starts_on": TODAY, **more})


@pytest.mark.parametrize(
    ("of", "day", "live"),
    [
        (grant(), YESTERDAY, False),
        (grant(), TODAY, True),
        (grant(), TOMORROW, True),
        (grant(ends_on=TODAY), TODAY, True),
        (grant(ends_on=TODAY), TOMORROW, False),
        (grant(expires_at=NOW + timedelta(seconds=1)), TODAY, True),
        (grant(expires_at=NOW), TODAY, False),
        (grant(expires_at=NOW - timedelta(seconds=1)), TODAY, False),
    ],
)
def test_a_grant_opens_from_its_first_day_to_its_last_and_expires_to_the_second(
    of, day, live
):
    assert is_live(of, day, NOW) is live


def test_emergency_access_always_expires():
    with pytest.raises(ValueError, match="always expires"):
        Grant(Reach.RECORD, GrantBecause.BREAK_GLASS, TODAY)


def test_emergency_access_lasts_four_hours():
    assert emergency_expires_at(NOW, Limits()) == NOW + timedelta(hours=4)


@pytest.mark.parametrize(
    ("opened", "may"), [(0, True), (2, True), (3, False), (4, False)]
)
def test_a_user_opens_three_records_a_day_in_an_emergency(opened, may):
    assert may_open_in_emergency(opened, is_excluded=False, limits=Limits()) is may
    assert not may_open_in_emergency(opened, is_excluded=True, limits=Limits())


def test_a_negative_count_is_an_error():
    with pytest.raises(ValueError, match="times"):
        may_open_in_emergency(-1, is_excluded=False, limits=Limits())


REACHES = st.sampled_from(Reach)


@given(own=REACHES, granted=st.lists(REACHES))
def test_the_furthest_reach_counts_and_an_exclusion_beats_all(own, granted):
    reach = reach_in_force(own, granted)

    assert all(reach >= other for other in [own, *granted])
    assert reach in [own, *granted]
    assert reach_in_force(own, granted, is_excluded=True) == Reach.NONE


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=4), "4 h 00 min"),
        (timedelta(hours=3, minutes=20, seconds=59), "3 h 20 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(seconds=59), "0 min"),
        (timedelta(seconds=-1), "0 min"),
    ],
)
def test_the_banner_counts_down_and_never_promises_more(left, words):
    assert time_left(NOW + left, NOW) == words


def test_an_end_is_told_two_weeks_before():
    assert ends_told_up_to(TODAY, Limits()) == date(2027, 3, 23)


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        ([TOMORROW], TOMORROW),
        ([TODAY, TOMORROW], TOMORROW),
        ([TOMORROW, None], None),
        ([YESTERDAY, TODAY], TODAY),
        ([], None),
    ],
)
def test_what_is_permitted_lasts_as_long_as_the_longest_of_it(ends, last):
    said = [permission(until_on=end) for end in ends]

    assert last_day_permitted(said, MILLBROOK, ConsentKind.RECORD, TODAY) == last


@pytest.mark.parametrize(
    ("organisation", "kind"),
    [
        ("practice", RecipientKind.PRACTICE),
        ("service", RecipientKind.SERVICE),
        ("pharmacy", RecipientKind.PHARMACY),
        ("other", RecipientKind.PARTNER),
        ("council", RecipientKind.PARTNER),
    ],
)
def test_whoever_treats_and_supplies_nobody_is_a_partner(organisation, kind):
    assert recipient_kind(organisation) == kind


@pytest.mark.parametrize(
    ("review_in", "looked_oneself", "may"),
    [
        (0, False, False),
        (1, False, True),
        (180, False, True),
        (181, False, False),
        (1, True, False),
    ],
)
def test_a_line_is_held_back_until_a_day_and_never_one_s_own(
    review_in, looked_oneself, may
):
    review_on = TODAY + timedelta(days=review_in)

    assert may_be_held_back(review_on, TODAY, looked_oneself, Limits()) is may
