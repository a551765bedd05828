"""The limits of agreements and referrals are settings of the scheme."""

from dataclasses import fields

import pytest

import agreements.rules
import referrals.rules
from accounts.rules import SETTINGS

LIMITS = [*fields(agreements.rules.Limits), *fields(referrals.rules.Limits)]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_each_limit_is_a_setting_with_the_same_default(limit):
    setting = SETTINGS[limit.name]

    assert setting.check(limit.default) == setting.default
