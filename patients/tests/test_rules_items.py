"""Items are compared with last time, and carried forward only where that is true."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.grid import (
    link_item,
    links_of,
    safety_facts_of,
    safety_items,
    use_items,
    uses_of,
)
from patients.rules.items import (
    CARRIED_FORWARD,
    Difference,
    Item,
    ItemKind,
    as_it_stands,
    compare,
    last_known,
    unchanged,
)
from patients.rules.links import Link, SubstanceLink
from patients.rules.safety_facts import Answer, SafetyFact, SafetyFacts
from patients.rules.substances import Change, Route, Substance, SubstanceUse

TODAY = date(2027, 3, 9)
CRACK, HEROIN = Substance.CRACK, Substance.HEROIN


def change(substance, word):
    return Item(ItemKind.CHANGE, substance, text=word)


def days(substance, number):
    return Item(ItemKind.DAYS_OF_28, substance, number=number)


def naloxone(answer, day=None):
    return Item(ItemKind.SAFETY, SafetyFact.NALOXONE, text=answer, day=day)


def test_compare_names_what_is_other_new_or_gone():
    smoked = Item(ItemKind.ROUTE, CRACK, text=Route.SMOKE)
    tobacco = Item(ItemKind.TOBACCO, number=15)

    found = compare([days(CRACK, 6), tobacco], [smoked, days(CRACK, 4)])

    assert found == [
        Difference(ItemKind.DAYS_OF_28, CRACK, days(CRACK, 6), days(CRACK, 4)),
        Difference(ItemKind.ROUTE, CRACK, None, smoked),
        Difference(ItemKind.TOBACCO, "", tobacco, None),
    ]


@pytest.mark.parametrize(
    ("before", "now", "is_marked"),
    [
        (Change.LESS, Change.NO_CHANGE, False),
        (Change.LESS, Change.LESS, True),
        (Change.NO_CHANGE, Change.MORE, True),
        (Change.NO_CHANGE, Change.NONE, True),
        (Change.NONE, Change.NONE, False),
        (Change.NONE, Change.NOT_ASKED, False),
        (None, Change.NONE, True),
        (Change.LESS, None, True),
    ],
)
def test_a_substance_is_marked_when_its_use_has_changed(before, now, is_marked):
    last = [change(CRACK, before)] if before else []
    this = [change(CRACK, now)] if now else []

    assert bool(compare(last, this)) is is_marked


def test_what_belongs_to_its_own_day_is_not_compared():
    advice = Item(ItemKind.ADVICE, "sleep")

    assert compare([advice], []) == compare([], [advice]) == []


def test_unchanged_repeats_what_the_person_can_say_still_holds():
    last = [
        change(HEROIN, Change.LESS),
        change(CRACK, Change.NONE),
        days(HEROIN, 2),
        Item(ItemKind.TOBACCO, number=15),
        Item(ItemKind.SAFETY, SafetyFact.CHILDREN, text=Answer.NO),
    ]

    assert unchanged(last, TODAY) == [change(HEROIN, Change.NO_CHANGE), *last[1:]]


NEVER_CARRIED = sorted(set(ItemKind) - CARRIED_FORWARD)


def test_what_happened_on_its_own_day_is_named():
    assert NEVER_CARRIED == [
        ItemKind.ADVICE,
        ItemKind.AUDIT_C,
        ItemKind.HEALTH,
        ItemKind.MATERIAL,
        ItemKind.MISSED_DOSES,
        ItemKind.SCREEN,
        ItemKind.STIMULANTS,
        ItemKind.VACCINE,
    ]


@pytest.mark.parametrize("kind", NEVER_CARRIED)
def test_what_happened_on_its_own_day_is_never_carried(kind):
    assert unchanged([Item(kind, "1", number=3, text="given")], TODAY) == []


@pytest.mark.parametrize(
    "item",
    [
        change(CRACK, Change.NOT_ASKED),
        naloxone(Answer.NOT_ASKED),
        naloxone(Answer.NOT_KNOWN),
        Item(ItemKind.INJECTING, text=""),
        naloxone(Answer.YES, date(2027, 3, 8)),
    ],
)
def test_the_unknown_and_the_expired_stay_open(item):
    assert unchanged([item], TODAY) == []


@pytest.mark.parametrize(
    "item",
    [
        naloxone(Answer.YES, date(2027, 3, 9)),
        naloxone(Answer.YES),
        naloxone(Answer.NO),
        Item(ItemKind.SAFETY, SafetyFact.DRUG_TEST, "", Answer.YES, date(2026, 12, 1)),
    ],
)
def test_what_still_holds_is_carried_with_its_own_day(item):
    assert unchanged([item], TODAY) == [item]


def test_the_last_known_looks_behind_what_was_not_asked():
    newest = [change(CRACK, Change.NOT_ASKED), naloxone(Answer.NO)]
    older = [change(CRACK, Change.LESS), naloxone(Answer.YES)]

    assert last_known([newest, older]) == [
        naloxone(Answer.NO),
        change(CRACK, Change.LESS),
    ]


def test_no_change_does_not_hide_what_was_last_told_of_use():
    newest = [change(CRACK, Change.NO_CHANGE), days(CRACK, 4)]
    older = [change(CRACK, Change.NO_CHANGE), change(HEROIN, Change.NO_CHANGE)]
    oldest = [change(CRACK, Change.NONE), days(CRACK, 9)]

    assert last_known([newest, older, oldest]) == [
        change(CRACK, Change.NONE),
        days(CRACK, 4),
        change(HEROIN, Change.NO_CHANGE),
    ]


@pytest.mark.parametrize(
    ("last", "said", "stands"),
    [
        (Change.NONE, Change.NO_CHANGE, Change.NONE),
        (Change.NONE, Change.MORE, Change.MORE),
        (Change.LESS, Change.NO_CHANGE, Change.NO_CHANGE),
        (None, Change.NO_CHANGE, Change.NO_CHANGE),
    ],
)
def test_no_change_after_none_is_still_none(last, said, stands):
    before = change(CRACK, last) if last else None

    assert as_it_stands(change(CRACK, said), before) == change(CRACK, stands)


USES = st.builds(
    SubstanceUse,
    substance=st.sampled_from(Substance),
    change=st.sampled_from(Change),
    days_of_28=st.none() | st.integers(0, 28),
    route=st.none() | st.sampled_from(Route),
    amount=st.sampled_from(["", "two bags"]),
    circumstances=st.sampled_from(["", "at weekends"]),
)


@given(st.lists(USES, unique_by=lambda use: use.substance))
def test_the_grid_is_the_same_after_being_kept_as_items(uses):
    items = [item for use in uses for item in use_items(use)]

    order = list(Substance)
    assert uses_of(items) == sorted(uses, key=lambda u: order.index(u.substance))


@given(st.lists(USES, unique_by=lambda use: use.substance))
def test_an_unchanged_consultation_shows_no_difference(uses):
    last = [item for use in uses for item in use_items(use)]
    known = [item for item in last if item.text != Change.NOT_ASKED]

    assert compare(known, unchanged(last, TODAY)) == []


def test_a_row_of_which_only_the_days_are_known_keeps_them():
    use = SubstanceUse(CRACK, days_of_28=4)

    assert use_items(use) == [days(CRACK, 4)]
    assert uses_of(use_items(use)) == [use]


def test_links_are_the_same_after_being_kept_as_items():
    told = SubstanceLink(HEROIN, Link.COME_DOWN, CRACK)

    assert links_of([link_item(told), days(CRACK, 4)]) == [told]


ANSWERS = st.sampled_from(Answer)
A_DAY = st.none() | st.dates()


@given(
    st.builds(
        SafetyFacts,
        drug_test=ANSWERS,
        tested_on=A_DAY,
        other_medicines=ANSWERS,
        pregnancy=ANSWERS,
        pregnancy_day=A_DAY,
        children=ANSWERS,
        locked_storage=ANSWERS,
        naloxone=ANSWERS,
        naloxone_expires_on=A_DAY,
    )
)
def test_safety_facts_are_the_same_after_being_kept_as_items(facts):
    assert safety_facts_of([*safety_items(facts), days(CRACK, 4)]) == facts


def test_a_safety_fact_that_no_item_tells_was_not_asked():
    assert safety_facts_of([]) == SafetyFacts()
    assert SafetyFacts().naloxone == Answer.NOT_ASKED
