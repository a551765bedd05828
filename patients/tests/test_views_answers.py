"""What the server makes of answers as they are typed: by the front door."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.permissions import ROLE_PERMISSIONS, Permission
from core.clock import today
from patients.rules.days import add_months

pytestmark = pytest.mark.slow
CARL, KARL, DEAN = "999 526 0182", "999 186 0916", "999 390 9963"
SCORE = reverse("patients:score_audit_c")


def next_dose_of(browser, nhs_number):
    found = browser.get("/search/", {"q": nhs_number}).context["people"]
    return f"{found[0]['url']}next-dose/"


def on(day):
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"on_day_{part}": number for part, number in parts.items()}


def said(browser, url, day=None, **typed):
    response = browser.get(url, typed | on(day or today()))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def gp(enter_as):
    return enter_as("gp1")


def test_show_next_dose_says_when_the_next_is_due(gp):
    doses_of_karl = next_dose_of(gp, KARL)
    a_week_ago = today() - timedelta(days=7)

    page = said(gp, doses_of_karl, a_week_ago, vaccine_dose=1)

    assert f"Dose 2 due {add_months(a_week_ago, 1):%d-%b-%Y}</p>" in page
    assert "late" not in page


def test_show_next_dose_says_that_a_dose_is_late(gp):
    page = said(gp, next_dose_of(gp, CARL), vaccine_dose=2)

    assert "Dose 3 due" in page
    assert "days late: the course goes on" in page


@pytest.mark.parametrize(
    ("dose", "words"), [(1, "Dose 1 was given on"), (4, "schedule has no dose 4")]
)
def test_show_next_dose_says_at_once_what_will_be_refused(gp, dose, words):
    assert words in said(gp, next_dose_of(gp, CARL), vaccine_dose=dose)


def test_show_next_dose_answers_for_a_day_before_birth(gp):
    doses_of_karl = next_dose_of(gp, KARL)

    page = said(gp, doses_of_karl, date(1970, 1, 1), vaccine_dose=1)

    assert "Dose 2 due" in page


@pytest.mark.parametrize("typed", [{}, {"vaccine_dose": ""}, {"vaccine_dose": "ten"}])
def test_show_next_dose_is_silent_where_no_dose_is_chosen(gp, typed):
    assert said(gp, next_dose_of(gp, CARL), **typed).strip() == ""


def test_show_next_dose_is_not_found_in_another_scheme(gp, enter_as):
    dean = next_dose_of(enter_as("keyN"), DEAN)

    assert enter_as("gp1").get(dean).status_code == 404


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("310", "AUDIT-C: 4 of 12"),
        ("3", "AUDIT-C: total not known, 1 of 3 answered"),
        ("", "AUDIT-C: total not known, 0 of 3 answered"),
    ],
)
def test_score_audit_c_adds_up_and_says_no_more(gp, answers, words):
    typed = {f"audit_{n}": points for n, points in enumerate(answers, 1)}

    page = gp.get(SCORE, typed).content.decode()

    assert f">{words}</p>" in page


def test_score_audit_c_is_silent_about_what_is_no_answer(gp):
    assert gp.get(SCORE, {"audit_1": "9"}).content.decode().strip() == ""


@pytest.mark.parametrize("username", ["rec1", "pharm1", "com1", "su1"])
def test_neither_is_for_those_who_log_no_consultation(gp, enter_as, username):
    url, other = next_dose_of(gp, CARL), enter_as(username)

    assert [other.get(each).status_code for each in (url, SCORE)] == [403, 403]


def test_whoever_logs_a_consultation_is_told_both():
    both = {Permission.SHOW_NEXT_DOSE, Permission.SCORE_AUDIT_C}

    for permissions in ROLE_PERMISSIONS.values():
        assert both <= permissions or Permission.LOG_CONSULTATION not in permissions
