"""The limits of rules are the scheme's settings, and each can be set."""

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest

from accounts.rules import SETTINGS
from patients.rules import Limits
from patients.rules.alcohol import MOST_IN_ALL
from patients.rules.consultation import review_due
from patients.rules.grants import emergency_expires_at
from patients.rules.sharing import ends_told_up_to, may_be_held_back
from patients.rules.vaccination import Schedule, reoffer_on

LAST_DAY = date(2100, 12, 31)
LARGEST = Limits(
    **{
        limit.name: SETTINGS[limit.name].ceiling
        for limit in fields(Limits)
        if SETTINGS[limit.name].type is int
    }
)


@pytest.mark.parametrize("limit", fields(Limits), ids=lambda limit: limit.name)
def test_each_limit_of_a_rule_is_a_setting_with_the_same_default(limit):
    setting = SETTINGS[limit.name]

    assert setting.check(limit.default) == setting.default


def test_a_scheme_chooses_among_the_schedules_that_the_rules_know():
    assert SETTINGS["hepatitis_b_schedule"].words == tuple(Schedule)


def test_no_screen_is_positive_above_its_highest_total():
    assert SETTINGS["audit_c_positive_points"].ceiling == MOST_IN_ALL


@pytest.mark.parametrize(
    "reckon",
    [
        lambda limits: review_due(LAST_DAY, limits.review_weeks),
        lambda limits: emergency_expires_at(datetime(2100, 12, 31, tzinfo=UTC), limits),
        lambda limits: ends_told_up_to(LAST_DAY, limits),
        lambda limits: may_be_held_back(LAST_DAY, date(2100, 1, 1), False, limits),
        lambda limits: reoffer_on(LAST_DAY, None, limits),
    ],
)
def test_a_day_reckoned_from_the_largest_settings_exists(reckon):
    assert reckon(LARGEST)
