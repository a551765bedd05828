"""Five safety facts: unknown is said to be unknown, never taken for no."""

from datetime import date

import pytest

from core.findings import Severity
from patients.rules.safety_facts import Answer, SafetyFacts, judge_safety_facts

TODAY = date(2027, 3, 9)
ALL_WELL = SafetyFacts(
    drug_test=Answer.YES,
    tested_on=date(2027, 2, 1),
    other_medicines=Answer.NO,
    pregnancy=Answer.NO,
    children=Answer.YES,
    locked_storage=Answer.YES,
    naloxone=Answer.YES,
    naloxone_expires_on=TODAY,
)


def judge(**facts):
    told = SafetyFacts(**{**vars(ALL_WELL), **facts})
    return judge_safety_facts(told, TODAY, may_be_pregnant=True, needs_naloxone=True)


def test_what_is_known_and_well_asks_nothing():
    assert judge() == []


@pytest.mark.parametrize("unknown", [Answer.NOT_ASKED, Answer.NOT_KNOWN])
@pytest.mark.parametrize(
    ("fact", "rule"),
    [
        ("drug_test", "SAF-1"),
        ("other_medicines", "SAF-2"),
        ("pregnancy", "SAF-3"),
        ("children", "SAF-4"),
        ("naloxone", "SAF-5"),
    ],
)
def test_a_fact_left_unanswered_is_unknown_and_not_no(fact, rule, unknown):
    (finding,) = judge(**{fact: unknown})

    assert (finding.rule, finding.severity) == (rule, Severity.INFORM)
    assert unknown.label.lower() in finding.message
    assert "Unknown is not no" in finding.message


@pytest.mark.parametrize(
    "storage", [Answer.NO, Answer.NOT_ASKED, Answer.NOT_KNOWN], ids=str
)
def test_children_without_confirmed_locked_storage_warn(storage):
    (finding,) = judge(locked_storage=storage)

    assert (finding.rule, finding.severity) == ("SAF-4", Severity.WARN)
    assert finding.values == (("locked storage", storage.label.lower()),)


def test_storage_is_not_asked_where_no_child_comes():
    assert judge(children=Answer.NO, locked_storage=Answer.NOT_ASKED) == []


@pytest.mark.parametrize(
    ("expires_on", "words"),
    [
        (date(2027, 3, 8), ["Naloxone expired on 08-Mar-2027: offer it."]),
        (date(2027, 3, 9), []),
        (date(2027, 3, 10), []),
    ],
)
def test_naloxone_is_wanted_from_the_day_after_it_expires(expires_on, words):
    assert [finding.message for finding in judge(naloxone_expires_on=expires_on)] == (
        words
    )


def test_no_naloxone_held_is_a_warning():
    (finding,) = judge(naloxone=Answer.NO, naloxone_expires_on=None)

    assert (finding.rule, finding.severity) == ("SAF-5", Severity.WARN)


def test_naloxone_of_unknown_expiry_is_said_to_be_unknown():
    (finding,) = judge(naloxone_expires_on=None)

    assert finding.severity == Severity.INFORM
    assert finding.message.startswith("Expiry of the naloxone held: not known")


def test_naloxone_and_pregnancy_are_asked_only_where_they_matter():
    told = judge_safety_facts(
        SafetyFacts(), TODAY, may_be_pregnant=False, needs_naloxone=False
    )

    assert [finding.rule for finding in told] == ["SAF-1", "SAF-2", "SAF-4"]
