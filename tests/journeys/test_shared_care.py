"""Ways back out of shared care: notice, the same day, a prescriber lost, a no."""

import re
from datetime import timedelta

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("fresh")]

CARL, KEELEY = "999 526 0182", "999 159 0838"
GP, DUTY = "Dr Amina Yusuf", "Dr Owen Pryce"
FOUR_WEEKS = timedelta(days=28)


def agreement_of(caller):
    """The address of the one agreement on the caller's list."""
    _, page = caller.get("/shared-care/")
    return re.search(r'href="(/shared-care/[0-9a-f-]{36}/)"', page)[1]


def on(day, name="notice_on"):
    parts = (day.day, day.month, day.year)
    boxes = ("day", "month", "year")
    return {f"{name}_{box}": part for box, part in zip(boxes, parts, strict=True)}


def who_prescribes(caller, number):
    """As the banner on the person's page says it."""
    _, page = caller.get(caller.find(number))
    return re.search(r"<p>([^<]+), prescribes \(opioid substitution\)", page)[1]


def waiting(caller):
    _, page = caller.get("/")
    return page


def let_days_go_by(caller, days):
    caller.post("/demo/next-day/", {"days": str(days)})


@pytest.mark.capability("N5")
def test_a_notice_that_nobody_answers_hands_over_on_its_day(call, strike):
    gp, specialist = call("gp1"), call("spec1")
    address, notice_on = agreement_of(gp), gp.today + FOUR_WEEKS
    said = {"text": "I cannot go on", **on(notice_on)}
    status, page = gp.post(f"{address}notice/", said)
    assert (status, "Notice is given" in page) == (200, True)
    assert "28 days left" in waiting(specialist)
    strike()
    assert GP in who_prescribes(specialist, CARL)

    let_days_go_by(gp, 28)
    strike()

    assert DUTY in who_prescribes(specialist, CARL)
    _, page = specialist.get(address)
    assert "Handed over" in page
    assert f"{DUTY}, Harbour House, prescribes." in page
    duty = call("spec2")
    assert f"{DUTY} prescribes from" in waiting(duty)
    assert "shared care is over" in waiting(duty)


@pytest.mark.capability("N5")
def test_too_short_a_notice_is_refused_and_changes_nothing(call):
    gp = call("gp1")
    address = agreement_of(gp)

    said = {"text": "Soon", **on(gp.today + timedelta(days=3))}
    status, page = gp.post(f"{address}notice/", said)

    assert status == 200
    assert "There is a problem" in page
    assert "shortest notice is 28 days" in page
    assert "Soon</textarea>" in page
    assert "Notice is given" not in gp.get(address)[1]


@pytest.mark.capability("N5")
def test_unsafe_to_go_on_is_handed_back_the_same_day(call):
    gp, specialist = call("gp1"), call("spec1")
    address = agreement_of(gp)
    call_made = {"rung": "Dr Pryce", "telephone": "01632 960001", "rung_at": "00:01"}

    gp.post(f"{address}hand-back/", call_made | {"text": "Threats at the desk"})

    assert DUTY in who_prescribes(specialist, CARL)
    _, page = specialist.get(address)
    assert "Rang Dr Pryce on 01632 960001" in page


@pytest.mark.capability("N5")
def test_a_prescriber_lost_today_is_replaced_at_once(call):
    specialist = call("spec1")
    address = agreement_of(specialist)

    specialist.post(f"{address}replace/", {"text": "Dr Yusuf is suspended"})

    assert DUTY in who_prescribes(specialist, CARL)
    assert "Dr Yusuf is suspended" in specialist.get(address)[1]


@pytest.mark.capability(11)
def test_the_second_of_two_acts_is_told(call):
    gp, specialist = call("gp1"), call("spec1")
    address = agreement_of(gp)
    specialist.post(f"{address}take-back/", {"text": "Back to us"})

    said = {"text": "I cannot go on", **on(gp.today + FOUR_WEEKS)}
    status, page = gp.post(f"{address}notice/", said)

    assert status in (404, 409)
    assert "Notice is given" not in page
