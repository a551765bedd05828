"""The registry of settings lets in what rules can read, and says what else to enter."""

import pytest

from accounts.rules import DEFAULTS, SETTINGS


@pytest.mark.parametrize("key", SETTINGS)
def test_each_default_is_a_value_that_may_be_set(key):
    assert SETTINGS[key].check(DEFAULTS[key]) == DEFAULTS[key]


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("review_weeks", "12", "enter"),
        ("review_weeks", 0, "enter 1 or more"),
        ("audit_c_positive_points", 13, "enter 12 or less"),
        ("hepatitis_b_schedule", "whenever", "choose standard"),
    ],
)
def test_what_no_rule_could_read_is_not_let_in(key, value, words):
    with pytest.raises(ValueError, match=words):
        SETTINGS[key].check(value)


NUMBERS = [key for key, setting in SETTINGS.items() if setting.type is int]


@pytest.mark.parametrize("key", NUMBERS)
def test_each_number_has_a_highest_value(key):
    setting = SETTINGS[key]

    assert setting.floor <= setting.default <= setting.ceiling
    with pytest.raises(ValueError, match=f"enter {setting.ceiling} or less"):
        setting.check(setting.ceiling + 1)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("review_weeks", 8, "8 weeks"),
        ("names_shown_to_person", False, "no"),
        ("names_shown_to_person", True, "yes"),
        ("hepatitis_b_schedule", "super_accelerated", "super accelerated"),
    ],
)
def test_a_value_is_said_with_its_unit(key, value, words):
    assert SETTINGS[key].in_words(value) == words
