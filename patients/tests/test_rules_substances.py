"""The substance grid: what was told, whether it fits, what hangs together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.findings import Severity
from patients.rules.links import (
    Link,
    SubstanceLink,
    judge_come_down,
    linked_groups,
)
from patients.rules.stimulants import judge_stimulant_question, stimulants_were_asked
from patients.rules.substances import (
    INJECTING_CODES,
    OPIOIDS,
    ROUTE_CODES,
    STIMULANTS,
    SUBSTANCE_CODES,
    Change,
    Injecting,
    Route,
    Substance,
    SubstanceUse,
    judge_use,
)

CRACK, HEROIN, COCAINE = Substance.CRACK, Substance.HEROIN, Substance.POWDER_COCAINE
ALCOHOL, CANNABIS = Substance.ALCOHOL, Substance.CANNABIS


@pytest.mark.parametrize("days", [-1, 29])
def test_days_are_of_the_last_28(days):
    with pytest.raises(ValueError, match="of 28 days"):
        SubstanceUse(CRACK, days_of_28=days)


@pytest.mark.parametrize("days", [None, 0, 28])
def test_days_may_be_none_all_or_not_known(days):
    assert SubstanceUse(CRACK, days_of_28=days).days_of_28 == days


@pytest.mark.parametrize(
    ("answers", "on_record", "not_asked"),
    [
        ({CRACK: Change.LESS}, {CRACK}, False),
        ({CRACK: Change.NONE}, {CRACK}, False),
        ({CRACK: Change.NOT_ASKED}, {CRACK}, False),
        ({CRACK: Change.NO_CHANGE, HEROIN: None}, {CRACK, HEROIN}, False),
        ({COCAINE: Change.NONE}, set(), False),
        ({}, {CRACK}, True),
        ({}, set(), True),
    ],
)
def test_the_stimulant_question_is_answered(answers, on_record, not_asked):
    assert judge_stimulant_question(answers, on_record, not_asked) is None


@pytest.mark.parametrize(
    ("answers", "on_record", "named"),
    [
        ({}, set(), "stimulants"),
        ({HEROIN: Change.LESS}, {HEROIN}, "stimulants"),
        ({CRACK: None}, {CRACK}, "Crack"),
        ({COCAINE: Change.LESS}, {CRACK}, "Crack"),
        ({}, {CRACK, COCAINE}, "Crack, Powder cocaine"),
    ],
)
def test_the_stimulant_question_is_not_skipped_silently(answers, on_record, named):
    finding = judge_stimulant_question(answers, on_record)

    assert (finding.rule, finding.severity) == ("STI-1", Severity.WARN)
    assert f"about {named}:" in finding.message
    assert "Not asked today" in finding.message


@pytest.mark.parametrize(
    ("answers", "not_asked", "asked"),
    [
        ({CRACK: Change.NONE}, False, True),
        ({CRACK: Change.NONE, COCAINE: Change.NOT_ASKED}, False, True),
        ({CRACK: Change.NOT_ASKED}, False, False),
        ({CRACK: None}, False, False),
        ({HEROIN: Change.LESS}, False, False),
        ({CRACK: Change.NONE}, True, False),
    ],
)
def test_only_an_answer_counts_as_asked(answers, not_asked, asked):
    assert stimulants_were_asked(answers, not_asked) is asked


def test_an_answer_counts_without_any_further_word():
    assert stimulants_were_asked({CRACK: Change.LESS})


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ((Change.NONE, 1), None, "none since last time, but 1 of 28 days"),
        ((Change.LESS, 7), 6, "less, but on more days"),
        ((Change.MORE, 5), 6, "more, but on fewer days"),
        ((Change.NO_CHANGE, 5), 6, "no change, but on another number"),
    ],
)
def test_what_does_not_go_together_is_asked_again(now, before, words):
    last = None if before is None else SubstanceUse(CRACK, days_of_28=before)
    finding = judge_use(SubstanceUse(CRACK, now[0], now[1]), last)

    assert (finding.rule, finding.severity) == ("USE-1", Severity.INFORM)
    assert finding.message == f"Crack: {finding.message[7:]}"
    assert words in finding.message


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ((Change.NONE, 0), 6),
        ((Change.NONE, None), 6),
        ((Change.LESS, 6), 6),
        ((Change.LESS, 4), 6),
        ((Change.MORE, 6), 6),
        ((Change.MORE, 7), 6),
        ((Change.NO_CHANGE, 6), 6),
        ((Change.NO_CHANGE, 5), None),
        ((Change.LESS, None), 6),
        ((None, 3), 6),
        ((Change.NOT_ASKED, 3), 6),
    ],
)
def test_what_goes_together_or_is_not_known_is_left_alone(now, before):
    last = SubstanceUse(CRACK, days_of_28=before)

    assert judge_use(SubstanceUse(CRACK, now[0], now[1]), last) is None


def test_the_finding_shows_both_numbers_of_days():
    last = SubstanceUse(CRACK, days_of_28=6)
    finding = judge_use(SubstanceUse(CRACK, Change.LESS, 7), last)

    assert finding.values == (
        ("days now", "7 of 28 days"),
        ("days last time", "6 of 28 days"),
    )


def test_heroin_to_come_down_from_crack_asks_about_naloxone():
    finding = judge_come_down([SubstanceLink(HEROIN, Link.COME_DOWN, CRACK)])

    assert (finding.rule, finding.severity) == ("STI-2", Severity.INFORM)
    assert finding.message == (
        "Heroin is used to come down from crack: ask about naloxone."
    )


@pytest.mark.parametrize(
    "told",
    [
        SubstanceLink(HEROIN, Link.TOGETHER, CRACK),
        SubstanceLink(CRACK, Link.COME_DOWN, HEROIN),
        SubstanceLink(CANNABIS, Link.COME_DOWN, CRACK),
        SubstanceLink(HEROIN, Link.COME_DOWN, ALCOHOL),
    ],
)
def test_other_links_ask_nothing(told):
    assert judge_come_down([told]) is None


def test_a_substance_is_not_linked_to_itself():
    with pytest.raises(ValueError, match="itself"):
        SubstanceLink(CRACK, Link.TOGETHER, CRACK)


def test_linked_substances_are_grouped_through_others():
    links = [
        SubstanceLink(CRACK, Link.TOGETHER, ALCOHOL),
        SubstanceLink(CANNABIS, Link.INSTEAD, COCAINE),
        SubstanceLink(HEROIN, Link.COME_DOWN, CRACK),
    ]

    assert linked_groups(links) == [(HEROIN, CRACK, ALCOHOL), (COCAINE, CANNABIS)]
    assert linked_groups([]) == []


def test_groups_come_in_the_order_of_their_first_substance():
    links = [
        SubstanceLink(CRACK, Link.TOGETHER, COCAINE),
        SubstanceLink(HEROIN, Link.INSTEAD, Substance.SOLVENTS),
    ]

    assert linked_groups(links) == [(HEROIN, Substance.SOLVENTS), (CRACK, COCAINE)]


PAIRS = st.lists(st.sampled_from(Substance), min_size=2, max_size=2, unique=True)


@given(st.lists(PAIRS.map(lambda two: SubstanceLink(two[0], Link.TOGETHER, two[1]))))
def test_groups_part_the_linked_substances(links):
    groups = linked_groups(links)

    grouped = [substance for group in groups for substance in group]
    assert len(grouped) == len(set(grouped))
    assert all(
        any({told.substance, told.other} <= set(group) for group in groups)
        for told in links
    )
    assert linked_groups(reversed(links)) == groups


def test_each_word_has_a_code_of_its_own_where_one_was_read():
    for codes in (SUBSTANCE_CODES, ROUTE_CODES, INJECTING_CODES):
        assert len(set(codes.values())) == len(codes)
    assert set(ROUTE_CODES) == set(Route)
    assert set(INJECTING_CODES) == set(Injecting)
    unread = set(Substance) - set(SUBSTANCE_CODES)
    assert unread == {
        Substance.PREGABALIN_OR_GABAPENTIN,
        Substance.NEW_PSYCHOACTIVE_SUBSTANCES,
    }


def test_no_substance_is_both_stimulant_and_opioid():
    assert not STIMULANTS & OPIOIDS
