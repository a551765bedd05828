"""What a practice offers: which state may follow which, and who is asked meanwhile."""

from datetime import date, timedelta

import pytest

from agreements.rules import Limits
from agreements.rules.offers import (
    NOTHING_SAID,
    Offered,
    OfferState,
    Stretch,
    note_of,
    offered_on,
    states_open,
    stretches,
    why_not_follow,
    why_takes_nobody,
)

TODAY = date(2027, 3, 9)
WHO = "Station Road Practice"


def on(days):
    return TODAY + timedelta(days=days)


def said(state, from_in=0, leaves_in=None, duties=""):
    leaves_on = None if leaves_in is None else on(leaves_in)
    return Offered(OfferState(state), on(from_in), leaves_on, duties)


def test_what_was_never_said_is_open():
    assert offered_on([], TODAY) == NOTHING_SAID
    assert why_takes_nobody(NOTHING_SAID, WHO) == ""
    assert offered_on([said("closed", 1)], TODAY) == NOTHING_SAID


def test_the_last_thing_said_that_has_begun_holds():
    before, now, later = said("open", -9), said("reduced"), said("closed", 5)

    assert offered_on([before, now, later], TODAY) == now
    assert offered_on([before, now, later], on(5)) == later
    assert offered_on([now, said("suspended")], TODAY) == said("suspended")


@pytest.mark.parametrize(
    ("last", "new", "why"),
    [
        ("open", "reduced", ""),
        ("open", "open", ""),
        ("reduced", "suspended", ""),
        ("suspended", "open", ""),
        ("suspended", "closed", ""),
        ("leaving", "open", ""),
        ("leaving", "closed", ""),
        ("leaving", "suspended", "Leaving cannot become suspended."),
        ("closed", "open", ""),
        ("closed", "reduced", "Closed cannot become reduced."),
        ("closed", "closed", "Closed cannot become closed."),
    ],
)
def test_each_state_is_followed_by_some(last, new, why):
    assert why_not_follow(said(last, -1), said(new), TODAY, Limits()) == why
    assert (OfferState(new) in states_open(said(last))) is (why == "")


@pytest.mark.parametrize(
    ("last", "new", "why"),
    [
        (NOTHING_SAID, said("reduced", -1), "The first day cannot be in the past."),
        (NOTHING_SAID, said("reduced", 0), ""),
        (
            said("reduced", 5),
            said("open", 4),
            "Reduced is said from 14-Mar-2027: choose that day or a later one.",
        ),
        (said("reduced", 5), said("open", 5), ""),
        (
            NOTHING_SAID,
            said("open", 0, 90),
            "Only one that leaves has a leaving day.",
        ),
        (NOTHING_SAID, said("leaving"), "Enter the leaving day."),
        (NOTHING_SAID, said("leaving", 0, 28), ""),
        (
            NOTHING_SAID,
            said("leaving", 0, 27),
            "The scheme's shortest notice is 28 days: the leaving day is 06-Apr-2027"
            " or later.",
        ),
    ],
)
def test_its_days_follow_too(last, new, why):
    assert why_not_follow(last, new, TODAY, Limits()) == why


@pytest.mark.parametrize(
    ("offered", "why"),
    [
        (said("open"), ""),
        (said("reduced"), ""),
        (said("suspended"), f"{WHO} is suspended since 09-Mar-2027"),
        (said("leaving", 0, 90), f"{WHO} leaves on 07-Jun-2027"),
        (said("closed"), f"{WHO} is closed since 09-Mar-2027"),
    ],
)
def test_one_that_stays_away_takes_nobody_new(offered, why):
    assert why_takes_nobody(offered, WHO) == (why and f"{why} and takes nobody new.")


def test_one_that_offers_less_says_what():
    less = f"{WHO} offers less since 09-Mar-2027"

    reviews = said("reduced", duties="Reviews only")
    assert note_of(reviews, WHO) == f"{less}: Reviews only"
    assert note_of(said("reduced"), WHO) == f"{less}."
    assert note_of(said("open", duties="Everything"), WHO) == ""


def test_the_history_joins_what_stays_the_same_and_drops_what_was_put_right():
    told = [
        said("open", -30),
        said("open", -20),
        said("reduced", -10),
        said("suspended", -10),
        said("open", -5),
    ]

    assert stretches(told) == [
        Stretch(OfferState.OPEN, on(-30), on(-10)),
        Stretch(OfferState.SUSPENDED, on(-10), on(-5)),
        Stretch(OfferState.OPEN, on(-5), None),
    ]
    assert stretches([]) == []
