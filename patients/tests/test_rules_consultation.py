"""A consultation has its words, its next review and its plain text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.consultation import (
    DISCLOSURE_STATEMENT,
    Advice,
    Behaviour,
    Entry,
    Kind,
    Material,
    Place,
    PlanItem,
    review_due,
)
from patients.rules.grid import link_item, safety_items, use_items
from patients.rules.items import Item, ItemKind
from patients.rules.links import Link, SubstanceLink
from patients.rules.safety_facts import Answer, SafetyFacts
from patients.rules.substances import (
    Change,
    Injecting,
    Route,
    Substance,
    SubstanceUse,
)
from patients.rules.summary import summary_text
from patients.rules.vaccination import Schedule

TODAY = date(2027, 3, 9)
CRACK, HEROIN = Substance.CRACK, Substance.HEROIN
CARL = "DUNMORE, Carl   Born 14-Mar-1979 (47)   Male   NHS 999 526 0182"


def entry(*items, **more):
    return Entry(
        on_day=TODAY,
        place=Place.OWN_PRACTICE,
        kind=Kind.SPECIFIC_INTERVENTION,
        behaviours=(Behaviour.DRUGS, Behaviour.TOBACCO),
        author="Dr Amina Yusuf, Millbrook Surgery",
        items=items,
        **more,
    )


HEAD = [
    CARL,
    "Consultation 09-Mar-2027, own practice",
    "Dr Amina Yusuf, Millbrook Surgery",
    "Specific intervention: drugs, tobacco",
]


def lines(*items, **more):
    return summary_text(CARL, entry(*items, **more)).splitlines()


def test_a_consultation_is_about_something():
    with pytest.raises(ValueError, match="at least one behaviour"):
        Entry(TODAY, Place.PHONE, Kind.GENERAL_MEDICAL, (), "Ruth Adeyemi")


@pytest.mark.parametrize(
    ("weeks", "due"),
    [(1, date(2027, 3, 16)), (12, date(2027, 6, 1)), (52, date(2028, 3, 7))],
)
def test_the_next_review_is_whole_weeks_later(weeks, due):
    assert review_due(TODAY, weeks) == due


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 104))
def test_a_review_falls_on_the_same_day_of_the_week(day, weeks):
    due = review_due(day, weeks)

    assert due > day
    assert due.weekday() == day.weekday()


@pytest.mark.parametrize("weeks", [0, -1])
def test_a_review_is_never_due_at_once(weeks):
    with pytest.raises(ValueError, match="every"):
        review_due(TODAY, weeks)


def test_the_statement_says_what_cannot_be_kept_private():
    for words in ("will not lose you help", "child is at risk", "serious harm"):
        assert words in DISCLOSURE_STATEMENT


def test_the_summary_begins_with_the_person():
    assert lines() == HEAD


def test_the_summary_of_a_whole_consultation():
    heroin = SubstanceUse(HEROIN, Change.NO_CHANGE, 2, Route.SMOKE, "one bag", "nights")
    facts = SafetyFacts(
        drug_test=Answer.YES,
        tested_on=date(2027, 3, 1),
        children=Answer.NO,
        naloxone=Answer.YES,
        naloxone_expires_on=date(2028, 3, 1),
    )
    shown = lines(
        *use_items(heroin),
        *use_items(SubstanceUse(CRACK, Change.LESS, 4)),
        link_item(SubstanceLink(HEROIN, Link.COME_DOWN, CRACK)),
        Item(ItemKind.INJECTING, text=Injecting.PREVIOUS),
        *(
            Item(ItemKind.AUDIT_C, str(n), points)
            for n, points in enumerate([3, 1, 0], 1)
        ),
        Item(ItemKind.TOBACCO, number=15),
        *safety_items(facts),
        Item(ItemKind.TESTED, CRACK, text="not_found"),
        Item(ItemKind.MEDICINE, text="Methadone 60 mg daily, told by Dr Yusuf"),
        Item(ItemKind.MISSED_DOSES, number=0),
        Item(
            ItemKind.VACCINE, Schedule.ACCELERATED, 2, "given, dose 3 due 09-Apr-2027"
        ),
        Item(ItemKind.ADVICE, Advice.CRACK_PIPE_SAFETY),
        Item(ItemKind.ADVICE, Advice.MIXING_WITH_ALCOHOL),
        Item(ItemKind.MATERIAL, Material.CRACK_PIPES, 2),
        Item(ItemKind.MATERIAL, Material.LEAFLET),
        notes=" Sleeping badly. \n",
        plan=(
            PlanItem("See about sleep", "Leon Whitcombe", date(2027, 3, 16)),
            PlanItem("Ring the pharmacy"),
        ),
        next_review_on=date(2027, 6, 1),
    )

    assert shown == [
        *HEAD,
        "Heroin: no change, 2 of 28 days, smoke, one bag, nights",
        "Crack: less, 4 of 28 days",
        "Heroin: come down, with crack",
        "Injecting: previous",
        "AUDIT-C: 4 of 12",
        "Tobacco: 15 a day",
        "Drug test: yes, tested 01-Mar-2027",
        "Children in or visiting the home: no",
        "Naloxone held: yes, expires 01-Mar-2028",
        "Test, crack: not found",
        "Prescribed medicine as told: Methadone 60 mg daily, told by Dr Yusuf",
        "Missed doses: 0",
        "Hepatitis B dose 2 (accelerated): given, dose 3 due 09-Apr-2027",
        "Advice given: crack pipe safety, mixing with alcohol",
        "Given: 2 crack pipes",
        "Given: 1 leaflet",
        "Sleeping badly.",
        "Plan: See about sleep (Leon Whitcombe), by 16-Mar-2027",
        "Plan: Ring the pharmacy",
        "Next review: 01-Jun-2027",
    ]


def test_the_summary_leaves_out_what_was_not_asked_and_never_says_no_for_it():
    shown = lines(
        *safety_items(SafetyFacts(pregnancy=Answer.NOT_KNOWN)),
        Item(ItemKind.STIMULANTS, text="not_asked"),
    )

    assert shown == [*HEAD, "Stimulants: not asked today", "Pregnant: not known"]


def test_the_summary_gives_a_high_score_without_a_diagnosis():
    answers = [Item(ItemKind.AUDIT_C, code, 4) for code in ("1", "2", "3")]

    assert lines(*answers)[-1] == "AUDIT-C: 12 of 12"


def test_the_summary_says_that_a_total_is_not_known():
    answers = [Item(ItemKind.AUDIT_C, code, 4) for code in ("1", "3")]

    assert lines(*answers)[-1] == "AUDIT-C: total not known, 2 of 3 answered"


def test_the_summary_shows_days_alone_where_nothing_else_was_told():
    assert lines(*use_items(SubstanceUse(CRACK, days_of_28=0)))[-1] == (
        "Crack: 0 of 28 days"
    )
