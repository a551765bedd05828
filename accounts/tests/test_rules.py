"""The registry of settings lets in what rules can read; whose word a last day is."""

from datetime import date, timedelta

import pytest

from accounts.rules import DEFAULTS, SETTINGS, why_not_last_day


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


TODAY, SAID, GIVEN = date(2027, 3, 1), date(2027, 3, 10), date(2027, 3, 31)
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("last_day", "stands", "given", "words"),
    [
        (TODAY - A_DAY, None, None, "today or later"),
        (TODAY, None, None, ""),
        (TODAY + A_DAY, None, None, ""),
        (SAID, SAID, None, "your last day already"),
        (SAID + A_DAY, SAID, None, ""),
        (SAID, GIVEN, GIVEN, ""),
        (GIVEN - A_DAY, SAID, GIVEN, ""),
        (GIVEN, SAID, GIVEN, ""),
        (GIVEN, GIVEN, GIVEN, "your last day already"),
        (GIVEN + A_DAY, SAID, GIVEN, "31-Mar-2027"),
        (GIVEN + A_DAY, GIVEN, GIVEN, "only they put it off"),
        (None, SAID, None, ""),
        (None, SAID, GIVEN, ""),
        (None, GIVEN, GIVEN, "no last day of your own"),
        (None, None, None, "no last day of your own"),
    ],
)
def test_one_s_own_last_day_brings_the_end_forward_and_no_more(
    last_day, stands, given, words
):
    why = why_not_last_day(last_day, TODAY, stands=stands, given=given)

    assert (words in why) if words else why == ""
