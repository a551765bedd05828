"""What the demo's script promises, before any database has heard of it."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import nhs_number
import pytest

from accounts.demo import WAITING
from accounts.permissions import Role
from home.demo.cast import the_cast
from home.demo.extras import the_extras
from home.demo.scheme import MEMBER_OF, MEMBERS, MILLBROOK, PLACES, SCHEMES
from home.demo.script import Act, Permit
from home.demo.totals import totals

DAY = date(2026, 3, 9)
LATER = date(2026, 11, 22)
CAST, EXTRAS = the_cast(DAY), the_extras(DAY)
EVERYBODY = [*CAST, *EXTRAS]
KNOWN = totals(CAST, EXTRAS, DAY)


def test_the_same_day_has_the_same_people():
    assert (the_cast(DAY), the_extras(DAY)) == (CAST, EXTRAS)


def test_another_day_has_the_same_people_with_other_dates():
    others = [*the_cast(LATER), *the_extras(LATER)]

    assert [_without_days(one) for one in others] == [
        _without_days(one) for one in EVERYBODY
    ]


def _without_days(person):
    acts = [(type(act), act.by, act.ago) for act in person.acts if act.by != "key1"]
    return replace(person, born_on=None, acts=tuple(acts))


def test_the_crowd_is_as_large_as_told():
    assert KNOWN["crowd by area"] == {"Ashdale": 110, "Brenfield": 70}


def test_as_many_gps_take_part_as_told():
    assert KNOWN["GPs"] == {
        "Ashdale": {"all": 10, "active": 4},
        "Brenfield": {"all": 8, "active": 5},
    }


def test_in_quayside_crack_comes_first_for_three():
    assert KNOWN["main substance by neighbourhood"]["Quayside"]["crack"] == 3


def test_twelve_of_millbrook_did_not_let_it_see_them():
    there = [one for one in EXTRAS if one.registered == MILLBROOK]
    permitted = [
        one for one in there if MILLBROOK in {act.to for act in one.of(Permit)}
    ]

    assert len(there) - len(permitted) == 12


def test_carl_and_five_others_come_to_the_monday_clinic():
    assert KNOWN["clinic"]["Millbrook Surgery"] == 6


@pytest.mark.capability("X15")
@pytest.mark.parametrize("person", EVERYBODY, ids=lambda one: one.key)
def test_everybody_is_invented(person):
    if person.nhs_number:
        assert nhs_number.is_valid(person.nhs_number)
        assert person.nhs_number.startswith("999")
    assert re.fullmatch(r"07700 900\d{3}", person.phone)


def test_nobody_is_there_twice():
    numbers = [one.nhs_number for one in EVERYBODY if one.nhs_number]
    for told in (
        numbers,
        [one.key for one in EVERYBODY],
        [one.phone for one in EVERYBODY],
        [(one.family, one.given) for one in EVERYBODY],
    ):
        assert [word for word, count in Counter(told).items() if count > 1] == []


def test_each_person_lives_in_the_order_of_time():
    for person in EVERYBODY:
        days = [person.made_ago, *(act.ago for act in person.acts)]
        assert days == sorted(days, reverse=True), person.key


def test_nothing_happens_before_somebody_is_made():
    acts = [(one, act) for one in EVERYBODY for act in one.acts]

    assert acts
    assert all(isinstance(act, Act) for _, act in acts)
    assert [one.key for one, act in acts if act.ago > one.made_ago] == []


def test_every_sign_in_that_is_offered_is_somebody():
    assert WAITING.keys() <= MEMBER_OF.keys()


def test_each_scheme_has_a_system_of_its_own():
    schemes = {place.code: place.scheme for place in PLACES}
    theirs = [schemes[one.place] for one in MEMBERS if one.role == Role.SYSTEM]

    assert sorted(theirs) == [scheme.id for scheme in SCHEMES]


def test_dr_penhale_retires():
    assert MEMBER_OF["gp2"].leaves_in == 90
