"""The work list: harm first, then how late, in words."""

from datetime import date, timedelta

import pytest

from core.findings import Severity
from patients.rules.contact import judge_next_contact
from patients.rules.worklist import (
    HARM_ORDER,
    WaitingItem,
    WorkKind,
    lateness,
    list_place,
    may_tick,
    next_due,
    overdue_what,
)

TODAY = date(2027, 3, 9)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "3 days late"),
        (-2, "2 days late"),
        (-1, "1 day late"),
        (0, "due today"),
        (1, "due tomorrow"),
        (2, "in 2 days"),
        (84, "in 84 days"),
    ],
)
def test_lateness_in_words(days, words):
    assert lateness(TODAY + days * ONE_DAY, TODAY) == words


def test_no_day_is_said():
    assert lateness(None, TODAY) == "no day set"


def test_harm_comes_before_lateness_and_lateness_before_the_title():
    held = WaitingItem(WorkKind.SUPPLY_HELD, TODAY, "Missed 3 days")
    late = WaitingItem(WorkKind.REVIEW_DUE, TODAY - 3 * ONE_DAY, "Moss")
    first = WaitingItem(WorkKind.REVIEW_DUE, TODAY, "Abara")
    second = WaitingItem(WorkKind.REVIEW_DUE, TODAY, "Moss")
    undated = WaitingItem(WorkKind.REVIEW_DUE, None, "Abara")
    message = WaitingItem(WorkKind.MESSAGE, TODAY - 90 * ONE_DAY, "Abara")

    shuffled = [message, second, undated, first, held, late]
    assert sorted(shuffled, key=list_place) == [
        held,
        late,
        first,
        second,
        undated,
        message,
    ]


def test_the_order_of_harm_has_every_kind_once():
    assert list(HARM_ORDER) == list(WorkKind)
    assert sorted(HARM_ORDER.values()) == list(range(len(WorkKind)))
    assert HARM_ORDER[WorkKind.SUPPLY_HELD] < HARM_ORDER[WorkKind.REVIEW_DUE]


def test_of_what_is_overdue_the_most_harmful_is_named():
    dues = {
        WorkKind.VACCINE_DUE: TODAY - 30 * ONE_DAY,
        WorkKind.REVIEW_DUE: TODAY - 3 * ONE_DAY,
        WorkKind.COVER_ENDS: TODAY + ONE_DAY,
    }

    assert overdue_what(dues, TODAY) == "Review due, 3 days late"
    assert next_due(dues) == TODAY - 30 * ONE_DAY


@pytest.mark.parametrize("days", [0, 1])
def test_due_today_is_not_overdue(days):
    dues = {WorkKind.REVIEW_DUE: TODAY + days * ONE_DAY}

    assert overdue_what(dues, TODAY) == ""


def test_nothing_due_is_nothing_overdue():
    assert overdue_what({}, TODAY) == ""
    assert next_due({}) is None


@pytest.mark.parametrize(
    ("next_on", "message"),
    [
        (None, "No next contact."),
        (date(2027, 3, 8), "Next contact was due on 08-Mar-2027."),
    ],
)
def test_nobody_is_left_without_a_next_contact(next_on, message):
    finding = judge_next_contact(next_on, TODAY)

    assert (finding.rule, finding.severity) == ("CTC-1", Severity.WARN)
    assert finding.message == message


@pytest.mark.parametrize("days", [0, 1])
def test_a_next_contact_from_today_on_is_enough(days):
    assert judge_next_contact(TODAY + days * ONE_DAY, TODAY) is None


@pytest.mark.parametrize(
    ("kind", "in_days", "may"),
    [
        (WorkKind.TASK, 1, True),
        (WorkKind.HAND_OVER, 1, False),
        (WorkKind.HAND_OVER, 0, True),
        (WorkKind.HAND_OVER, -1, True),
        (WorkKind.REQUEST_TO_ANSWER, -1, False),
    ],
)
def test_a_hand_over_is_ticked_off_from_its_day_on_and_an_act_never(kind, in_days, may):
    day = date(2027, 3, 9)

    assert may_tick(kind, day + timedelta(days=in_days), day) is may
