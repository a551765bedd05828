"""Hepatitis B: the next dose, late and early ones, and a 'no' that is respected."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.findings import Severity
from patients.rules import Limits
from patients.rules.vaccination import (
    CourseStatus,
    DoseDue,
    Schedule,
    course_status,
    doses_of,
    judge_dose,
    judge_dose_given,
    judge_lateness,
    judge_schedule_for_age,
    next_dose_due,
    reoffer_on,
    what_follows_a_dose,
    what_stops_a_dose,
)

STANDARD, ACCELERATED, SUPER = Schedule
FIRST = date(2027, 1, 31)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("schedule", "given_on", "due"),
    [
        (STANDARD, {1: FIRST}, (2, date(2027, 2, 28))),
        (STANDARD, {1: FIRST, 2: date(2027, 2, 28)}, (3, date(2027, 7, 31))),
        (ACCELERATED, {1: FIRST}, (2, date(2027, 2, 28))),
        (ACCELERATED, {1: FIRST, 2: date(2027, 2, 28)}, (3, date(2027, 3, 31))),
        (
            ACCELERATED,
            {1: FIRST, 2: date(2027, 2, 28), 3: date(2027, 3, 31)},
            (4, date(2028, 1, 31)),
        ),
        (SUPER, {1: FIRST}, (2, date(2027, 2, 7))),
        (SUPER, {1: FIRST, 2: date(2027, 2, 7)}, (3, date(2027, 2, 21))),
        (
            SUPER,
            {1: FIRST, 2: date(2027, 2, 7), 3: date(2027, 2, 21)},
            (4, date(2028, 1, 31)),
        ),
    ],
)
def test_doses_on_time_keep_to_the_schedule(schedule, given_on, due):
    assert next_dose_due(schedule, given_on) == DoseDue(*due)


@pytest.mark.parametrize(
    ("schedule", "given_on", "due"),
    [
        # Dose 2 came late: dose 3 follows it by the least gap, nothing restarts.
        (STANDARD, {1: FIRST, 2: date(2027, 7, 20)}, (3, date(2027, 8, 20))),
        (STANDARD, {1: FIRST, 2: date(2027, 6, 30)}, (3, date(2027, 7, 31))),
        (ACCELERATED, {1: FIRST, 2: date(2027, 3, 9)}, (3, date(2027, 4, 9))),
        (SUPER, {1: FIRST, 2: date(2027, 2, 17)}, (3, date(2027, 3, 3))),
        (SUPER, {1: FIRST, 2: date(2029, 2, 17)}, (3, date(2029, 3, 3))),
        # The last of four stays a year after the first, two months after the third.
        (
            SUPER,
            {1: FIRST, 2: date(2027, 2, 7), 3: date(2027, 11, 30)},
            (4, date(2028, 1, 31)),
        ),
        (
            SUPER,
            {1: FIRST, 2: date(2027, 2, 7), 3: date(2027, 12, 31)},
            (4, date(2028, 2, 29)),
        ),
    ],
)
def test_an_interrupted_course_goes_on(schedule, given_on, due):
    assert next_dose_due(schedule, given_on) == DoseDue(*due)


@pytest.mark.parametrize("schedule", Schedule)
def test_a_course_that_has_not_begun_has_nothing_due(schedule):
    assert next_dose_due(schedule, {}) is None


def every_dose(count):
    return {n: FIRST + timedelta(days=200 * n) for n in range(1, count + 1)}


@pytest.mark.parametrize(
    ("schedule", "doses"), [(STANDARD, 3), (ACCELERATED, 4), (SUPER, 4)]
)
def test_a_complete_course_has_nothing_due_and_no_booster(schedule, doses):
    assert doses_of(schedule) == doses
    assert next_dose_due(schedule, every_dose(doses)) is None


@pytest.mark.parametrize(
    ("schedule", "risk_continues", "doses"),
    [
        (ACCELERATED, True, 4),
        (ACCELERATED, None, 4),
        (ACCELERATED, False, 3),
        (STANDARD, True, 3),
        (SUPER, False, 4),
    ],
)
def test_the_fourth_accelerated_dose_is_for_a_risk_that_goes_on(
    schedule, risk_continues, doses
):
    assert doses_of(schedule, risk_continues) == doses


@pytest.mark.parametrize(
    ("schedule", "given_on", "due"),
    [
        (STANDARD, {2: date(2027, 3, 9)}, (3, date(2027, 8, 9))),
        (ACCELERATED, {2: date(2027, 3, 9)}, (3, date(2027, 4, 9))),
        (SUPER, {2: date(2027, 3, 9)}, (3, date(2027, 3, 23))),
        (ACCELERATED, {3: date(2027, 3, 9)}, (4, date(2028, 1, 9))),
    ],
)
def test_an_unknown_first_day_is_worked_back_and_said_to_be_estimated(
    schedule, given_on, due
):
    assert next_dose_due(schedule, given_on) == DoseDue(*due, is_estimated=True)


@pytest.mark.parametrize(
    ("schedule", "given_on"),
    [
        (STANDARD, {4: FIRST}),
        (STANDARD, {0: FIRST}),
        (STANDARD, {1: FIRST, 2: FIRST}),
        (STANDARD, {1: FIRST, 2: FIRST - ONE_DAY}),
    ],
)
def test_doses_that_cannot_be_are_an_error(schedule, given_on):
    with pytest.raises(ValueError):
        next_dose_due(schedule, given_on)


@given(
    schedule=st.sampled_from(Schedule),
    first=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    gaps=st.lists(st.integers(1, 800), max_size=3),
)
def test_the_next_dose_is_always_later_and_later_doses_never_bring_it_forward(
    schedule, first, gaps
):
    days = [first]
    for gap in gaps[: doses_of(schedule) - 2]:
        days.append(days[-1] + timedelta(days=gap))
    doses = dict(enumerate(days, 1))
    due = next_dose_due(schedule, doses)
    later = next_dose_due(schedule, {**doses, max(doses): days[-1] + ONE_DAY})

    assert (due.dose, due.is_estimated) == (len(days) + 1, False)
    assert due.on_day > days[-1]
    assert later.on_day >= due.on_day


@pytest.mark.parametrize(
    ("schedule", "rule", "allowed"),
    [(STANDARD, "HBV-1", 28), (ACCELERATED, "HBV-2", 14), (SUPER, "HBV-3", 7)],
)
def test_a_dose_is_late_after_the_days_of_its_schedule(schedule, rule, allowed):
    due = DoseDue(2, FIRST)

    def judge(days):
        return judge_lateness(schedule, due, FIRST + days * ONE_DAY, Limits())

    assert judge(-1) is judge(0) is judge(allowed) is None
    late = judge(allowed + 1)
    assert (late.rule, late.severity) == (rule, Severity.WARN)
    assert f"dose 2 is {allowed + 1} days late" in late.message


@pytest.mark.parametrize(
    ("schedule", "doses", "dose", "soonest"),
    [
        (STANDARD, {1: FIRST}, 2, date(2027, 2, 28)),
        (STANDARD, {1: FIRST, 2: date(2027, 2, 28)}, 3, date(2027, 3, 28)),
        (SUPER, {1: FIRST}, 2, date(2027, 2, 7)),
        (SUPER, {2: date(2027, 2, 7)}, 3, date(2027, 2, 21)),
        (SUPER, {3: date(2027, 2, 21)}, 4, date(2027, 4, 21)),
    ],
)
def test_a_dose_more_than_four_days_early_may_have_to_be_repeated(
    schedule, doses, dose, soonest
):
    def judge(days_early):
        return judge_dose(schedule, doses, dose, soonest - days_early * ONE_DAY)

    assert judge(0) is judge(3) is judge(4) is None
    early = judge(5)
    assert (early.rule, early.severity) == ("HBV-4", Severity.WARN)
    assert f"dose {dose} is 5 days early" in early.message


def test_nothing_is_said_of_the_first_dose_or_of_an_unknown_gap():
    assert judge_dose(SUPER, {}, 1, FIRST) is None
    assert judge_dose(SUPER, {1: FIRST}, 3, FIRST + ONE_DAY) is None


@pytest.mark.parametrize(
    ("age", "severity", "words"),
    [
        (None, Severity.WARN, ("age not known.", "not known")),
        (17, Severity.OVERRIDE, ("aged 17.", "17 years")),
    ],
)
def test_the_super_accelerated_schedule_is_for_adults(age, severity, words):
    finding = judge_schedule_for_age(SUPER, age)

    assert (finding.rule, finding.severity) == ("HBV-3", severity)
    assert finding.message.endswith(words[0])
    assert finding.values == (("age", words[1]),)
    assert judge_schedule_for_age(STANDARD, age) is None


@pytest.mark.parametrize("age", [18, 19])
def test_an_adult_may_have_any_schedule(age):
    assert judge_schedule_for_age(SUPER, age) is None


def test_of_a_dose_all_is_said_that_the_rules_notice():
    def rules(on_day, age=40, schedule=SUPER):
        given_on = {1: FIRST, 4: FIRST + 400 * ONE_DAY}
        noticed = judge_dose_given(schedule, given_on, 2, on_day, age, Limits())
        return [finding.rule for finding in noticed]

    assert rules(date(2027, 2, 7)) == []
    assert rules(date(2027, 2, 1)) == ["HBV-4"]
    assert rules(date(2027, 3, 7), age=17) == ["HBV-3", "HBV-3"]
    assert rules(FIRST - ONE_DAY) == []


def test_of_a_dose_whose_day_was_not_due_only_its_gap_is_judged():
    noticed = judge_dose_given(STANDARD, {1: FIRST}, 3, FIRST, None, Limits())

    assert noticed == []


@pytest.mark.parametrize(
    ("doses", "dose", "on_day", "words"),
    [
        ({1: FIRST}, 1, FIRST + ONE_DAY, "Dose 1 was given on 31-Jan-2027"),
        ({1: FIRST}, 4, FIRST + ONE_DAY, "The standard schedule has no dose 4"),
        ({1: FIRST}, 2, FIRST, "one after another, on different days"),
        ({1: FIRST}, 2, FIRST - ONE_DAY, "one after another, on different days"),
        ({2: FIRST}, 1, FIRST + ONE_DAY, "one after another, on different days"),
    ],
)
def test_a_dose_that_cannot_have_been_given_is_stopped(doses, dose, on_day, words):
    assert words in what_stops_a_dose(STANDARD, doses, dose, on_day)


def test_nothing_stops_the_dose_that_comes_next():
    assert what_stops_a_dose(STANDARD, {1: FIRST}, 2, FIRST + ONE_DAY) == ""
    assert what_stops_a_dose(STANDARD, {2: FIRST}, 1, FIRST - ONE_DAY) == ""


@pytest.mark.parametrize(
    ("doses", "dose", "words"),
    [
        ({}, 1, "dose 2 due 28-Feb-2027"),
        ({}, 2, "dose 3 due about 30-Jun-2027"),
        ({1: date(2026, 7, 31), 2: date(2026, 8, 31)}, 3, "dose 3 was the last"),
    ],
)
def test_what_follows_a_dose_is_said_in_words(doses, dose, words):
    assert what_follows_a_dose(STANDARD, doses, dose, FIRST) == words


def test_a_no_is_respected_until_the_day_agreed_or_the_months_are_over():
    assert reoffer_on(date(2026, 8, 31), None, Limits()) == date(2027, 2, 28)
    assert reoffer_on(FIRST, date(2027, 4, 1), Limits()) == date(2027, 4, 1)


@pytest.mark.parametrize(
    ("due", "doses", "reoffer", "status"),
    [
        (None, 0, None, CourseStatus.NOT_OFFERED),
        (None, 3, None, CourseStatus.COMPLETE),
        (None, 3, FIRST + ONE_DAY, CourseStatus.COMPLETE),
        (DoseDue(2, FIRST + ONE_DAY), 1, None, CourseStatus.IN_COURSE),
        (DoseDue(2, FIRST), 1, None, CourseStatus.DUE),
        (DoseDue(2, FIRST - ONE_DAY), 1, None, CourseStatus.OVERDUE),
        (None, 0, FIRST + ONE_DAY, CourseStatus.REFUSED),
        (None, 0, FIRST, CourseStatus.OFFER_AGAIN),
        (DoseDue(2, FIRST - ONE_DAY), 1, FIRST + ONE_DAY, CourseStatus.REFUSED),
    ],
)
def test_where_a_course_stands(due, doses, reoffer, status):
    assert course_status(due, doses, FIRST, reoffer) == status
