"""The limits of rules are the scheme's settings, and each can be set."""

from dataclasses import fields

import pytest

from accounts.rules import SETTINGS
from patients.rules import Limits
from patients.rules.alcohol import MOST_IN_ALL
from patients.rules.vaccination import Schedule


@pytest.mark.parametrize("limit", fields(Limits), ids=lambda limit: limit.name)
def test_each_limit_of_a_rule_is_a_setting_with_the_same_default(limit):
    setting = SETTINGS[limit.name]

    assert setting.check(limit.default) == setting.default


def test_a_scheme_chooses_among_the_schedules_that_the_rules_know():
    assert SETTINGS["hepatitis_b_schedule"].words == tuple(Schedule)


def test_no_screen_is_positive_above_its_highest_total():
    assert SETTINGS["audit_c_positive_points"].ceiling == MOST_IN_ALL
