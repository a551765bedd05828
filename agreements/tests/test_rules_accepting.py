"""Who may accept, who is warned, and what a decline says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agreements.rules import Limits
from agreements.rules.accepting import (
    Acceptor,
    Asked,
    DeclineReason,
    judge_lead,
    warn_of_two,
    why_not_accept,
    why_not_decline,
    why_not_start_by,
)
from core.findings import Severity

TODAY = date(2027, 3, 9)
ONE_DAY = timedelta(days=1)
PENHALE = Acceptor(True, "Station Road", level_rank=2, trained_until=TODAY)
ASKED = Asked("Station Road", needs_training=True)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, ""),
        ({"level_rank": 3}, ""),
        ({"trained_until": TODAY + ONE_DAY}, ""),
        ({"level_rank": 1}, "The scheme asks for level 2 to accept."),
        ({"level_rank": None}, "The scheme asks for level 2 to accept."),
        ({"is_prescriber": False}, "Only a prescriber of the practice may accept."),
        ({"practice": "Millbrook"}, "Only the practice that was asked may accept."),
        ({"trained_until": TODAY - ONE_DAY}, "Training was in date until 08-Mar-2027."),
        (
            {"trained_until": None},
            "The scheme asks for training, and none is recorded.",
        ),
    ],
)
def test_whoever_accepts_has_the_level_and_the_training(facts, why):
    assert why_not_accept(replace(PENHALE, **facts), ASKED, TODAY, Limits()) == why


def test_training_is_not_asked_where_the_scheme_does_not_ask():
    untrained = replace(PENHALE, trained_until=None)
    asked = Asked("Station Road", needs_training=False)

    assert why_not_accept(untrained, asked, TODAY, Limits()) == ""


def test_the_level_that_accepts_is_the_schemes():
    first = replace(PENHALE, level_rank=1)

    assert not why_not_accept(first, ASKED, TODAY, Limits(accepting_level_rank=1))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "08-Mar-2027, before it starts on 09-Mar-2027"),
        (0, "09-Mar-2027, before it starts on 09-Mar-2027"),
        (1, "10-Mar-2027, while it runs"),
        (90, "07-Jun-2027, while it runs"),
    ],
)
def test_a_lead_who_leaves_is_warned(days, words):
    finding = judge_lead(TODAY + days * ONE_DAY, TODAY)

    assert (finding.rule, finding.severity) == ("ACC-2", Severity.WARN)
    assert words in finding.message


@pytest.mark.parametrize(
    ("days", "is_refused"), [(-1, True), (0, True), (1, False), (90, False)]
)
def test_nobody_begins_on_their_last_day_or_after_it(days, is_refused):
    why = why_not_start_by(TODAY, TODAY + days * ONE_DAY)

    assert ("Your last day is" in why) == is_refused


def test_whoever_has_no_last_day_begins_when_they_like():
    assert why_not_start_by(TODAY, None) == ""


def test_a_lead_who_stays_is_not_warned():
    assert judge_lead(None, TODAY) is None


@pytest.mark.parametrize(
    ("agreed", "until"),
    [
        (True, "until 09-Mar-2027: no form"),
        (False, "until 09-Mar-2027, or until the person has agreed: no form"),
    ],
)
def test_whoever_accepts_is_warned_that_another_still_prescribes(agreed, until):
    finding = warn_of_two("Dr Okafor", TODAY, agreed)

    assert (finding.rule, finding.severity) == ("ACC-4", Severity.WARN)
    assert finding.message.startswith(f"Dr Okafor prescribes {until}")


@pytest.mark.parametrize("reason", DeclineReason)
def test_declining_has_a_reason_and_a_sentence(reason):
    assert why_not_decline(reason, "Dr Abara is away until May") == ""
    assert why_not_decline(reason, " ").startswith("Say in a sentence why")


@pytest.mark.parametrize("reason", ["", "cost", "too dear"])
def test_a_reason_that_is_not_on_the_list_is_none(reason):
    assert why_not_decline(reason, "words") == "Choose why the practice declines."


def test_the_reasons_for_declining_are_said_in_plain_words_that_blame_nobody():
    words = dict(DeclineReason.choices())

    assert words["not_optimised"] == "Too early: the dose is still being adjusted"
    assert not [said for said in words.values() if "not given" in said.lower()]
    assert not [said for said in words.values() if said.startswith("Not ")]
