"""Standings of an agreement that the tests of rules ask for."""

from datetime import date, timedelta

from agreements.rules.states import Standing, State

TODAY = date(2027, 3, 9)
ONE_DAY = timedelta(days=1)


def standing(state, **facts):
    """An agreement in a state, with the days that such a one has; ``facts`` differ."""
    days = {
        "reply_by_on": TODAY + 10 * ONE_DAY,
        "starts_on": TODAY + 7 * ONE_DAY,
        "lapses_after": TODAY + 35 * ONE_DAY,
        "notice_on": TODAY + 28 * ONE_DAY,
        "review_due_on": TODAY + 84 * ONE_DAY,
    }
    return Standing(**{"state": State(state), "today": TODAY} | days | facts)
