"""A request says what the practice must know, or names what is missing."""

from dataclasses import fields, replace

import pytest

from agreements.rules.terms import Terms, missing_terms

WHOLE = Terms(
    asked="Dr Penhale, Station Road",
    medicine="Buprenorphine 12 mg daily",
    monitoring="Liver function once a year",
    review_weeks=12,
    advice_contact="07700 900112",
    if_things_go_wrong="3 missed doses: stop and call",
    undertakes_to_take_back=True,
)


def test_a_whole_request_misses_nothing():
    assert missing_terms(WHOLE) == {}


@pytest.mark.parametrize("field", fields(Terms), ids=lambda field: field.name)
def test_each_term_is_missed_by_its_name(field):
    missing = missing_terms(replace(WHOLE, **{field.name: field.default}))

    assert list(missing) == [field.name]
    assert missing[field.name][0].isupper()


def test_blanks_say_nothing():
    blank = replace(WHOLE, if_things_go_wrong="  ")

    assert missing_terms(blank) == {
        "if_things_go_wrong": "What to do if things go wrong"
    }
