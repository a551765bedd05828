"""The short alcohol screen adds up, and says no more than it knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.findings import Severity
from patients.rules import Limits
from patients.rules.alcohol import audit_c, audit_c_in_words, judge_audit_c

ANSWER = st.integers(0, 4)


@pytest.mark.parametrize(
    ("answers", "total"),
    [((3, 1, 0), 4), ((0, 0, 0), 0), ((4, 4, 4), 12)],
)
def test_three_answers_add_up(answers, total):
    assert audit_c(*answers) == total


@pytest.mark.parametrize("answers", [(None, 1, 0), (3, None, 0), (None, None, None)])
def test_an_answer_not_known_is_not_nought(answers):
    assert audit_c(*answers) is None


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((3, 1, 0), "4 of 12"),
        ((3, None, 0), "total not known, 2 of 3 answered"),
        ((None, None, None), "total not known, 0 of 3 answered"),
    ],
)
def test_a_total_is_a_number_or_not_known(answers, words):
    assert audit_c_in_words(*answers) == words


@pytest.mark.parametrize("answers", [(5, 0, 0), (-1, None, 0), (1, 2), (1, 2, 3, 4)])
def test_answers_out_of_range_are_an_error(answers):
    with pytest.raises(ValueError):
        audit_c(*answers)


@given(ANSWER, ANSWER, ANSWER)
def test_the_total_is_never_out_of_range(one, two, three):
    assert 0 <= audit_c(one, two, three) <= 12


@pytest.mark.parametrize(
    ("total", "is_positive"),
    [(None, False), (0, False), (4, False), (5, True), (6, True), (12, True)],
)
def test_the_screen_is_positive_from_five(total, is_positive):
    assert bool(judge_audit_c(total, Limits())) is is_positive


def test_a_positive_screen_is_not_a_diagnosis():
    finding = judge_audit_c(5, Limits())

    assert (finding.rule, finding.severity) == ("ALC-1", Severity.INFORM)
    assert finding.message == "AUDIT-C 5 of 12: positive screen."
    assert finding.values == (("AUDIT-C", "5 points"), ("positive from", "5 points"))


def test_a_scheme_may_set_another_threshold():
    assert judge_audit_c(5, Limits(audit_c_positive_points=6)) is None
    assert judge_audit_c(4, Limits(audit_c_positive_points=4))


@pytest.mark.parametrize("total", [-1, 13])
def test_no_total_lies_out_of_range(total):
    with pytest.raises(ValueError, match="of 12 points"):
        judge_audit_c(total, Limits())
