"""With whom a person shares what, from when to when, and what each then sees."""

import re
from datetime import timedelta

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

CARL = "999 526 0182"


def day_fields(name, day):
    return {
        f"{name}_day": day.day,
        f"{name}_month": day.month,
        f"{name}_year": day.year,
    }


def lines_of(worker, person, place):
    """The lines of the page of permissions that name a place."""
    _, page = worker.get(f"{person}permissions/")
    return [row for row in page.split("<tr>")[1:] if place in row]


def withdraw(worker, person, place, what):
    (row,) = [one for one in lines_of(worker, person, place) if what in one]
    worker.press(re.search(r"/permissions/[^/]+/withdraw/", row)[0])


def permit(worker, person, place, what, until=None):
    page = f"{person}permissions/permit/"
    words = {"recipient": worker.option(page, place), "kind": what, "how": "In person"}
    worker.press(page, **words | (day_fields("until_on", until) if until else {}))


def supply_of(person):
    return f"{person}supply/"


def told_of(page):
    """The lines of a page's summary, by their labels."""
    rows = re.findall(r"<dt[^>]*>(.*?)</dt><dd[^>]*>(.*?)</dd>", page)
    return {label: words.replace("<br>", "") for label, words in rows}


SAFE_SUPPLY = {
    "Identity as on the form",
    "Medicine",
    "Instalments",
    "Hold or cancel",
    "Its own records",
    "Phone of prescriber",
}


@pytest.mark.capability("X4")
def test_a_pharmacy_no_longer_permitted_keeps_what_safe_supply_needs(call):
    worker, pharmacist = call("key1"), call("pharm1")
    person = worker.find(CARL)
    _, before = pharmacist.get(supply_of(person))
    assert "What the person shares" in before
    assert "Methadone 60 mg daily" in before.partition("What has happened")[2]

    withdraw(worker, person, "Cobden", "Medicine")

    status, page = pharmacist.get(supply_of(person))
    assert status == 200
    told = told_of(page)
    assert told.keys() == SAFE_SUPPLY
    assert "DUNMORE, Carl" in told["Identity as on the form"]
    assert "Methadone 60 mg daily, supervised" in told["Medicine"]
    assert "Dr Amina Yusuf" in told["Phone of prescriber"]
    assert "01632 960001" in told["Phone of prescriber"]
    assert told["Hold or cancel"] == told["Instalments"] == "None recorded yet"
    assert "was withdrawn or has ended" in page
    assert "What the person shares" not in page
    assert "What has happened" not in page
    assert "Methadone 60 mg daily" in pharmacist.get("/collections/")[1]
    assert pharmacist.get(person)[0] == 403


@pytest.mark.capability("X4")
def test_withdrawing_from_the_gp_who_prescribes_opens_a_review(call):
    worker, gp = call("key1"), call("gp1")
    person = worker.find(CARL)
    assert gp.get(person)[0] == 200

    withdraw(worker, person, "Millbrook", "Record")

    assert gp.get(person)[0] == 404
    assert "DUNMORE, Carl" not in gp.get("/")[1]
    for page in ("/", person):
        said = worker.get(page)[1]
        assert "Review who prescribes: Millbrook Surgery no longer sees" in said


@pytest.mark.capability("X4")
def test_texts_portal_and_national_return_stand_apart(call):
    worker = call("key1")
    person = worker.find(CARL)
    for what in ("portal", "national_return"):
        permit(worker, person, "Harbour", what)

    withdraw(worker, person, "Harbour", "Text messages")

    lines = lines_of(worker, person, "Harbour")
    running = [line for line in lines if "until further notice" in line]
    assert len(lines) == 3
    assert len(running) == 2
    assert "Portal" in "".join(running)
    assert "National return" in "".join(running)
    assert not any("Text messages" in line for line in running)


@pytest.mark.capability("X4")
def test_a_permission_past_its_day_opens_nothing_and_is_shown_as_ended(call):
    worker, gp = call("key1"), call("gp1")
    person, last = worker.find(CARL), worker.today + timedelta(days=6)
    withdraw(worker, person, "Millbrook", "Record")
    permit(worker, person, "Millbrook", "record", last)
    withdraw(worker, person, "Cobden", "Medicine")
    permit(worker, person, "Cobden", "medicine", last)

    for _ in range(6):
        worker.post("/demo/next-day/", {})
    assert gp.get(person)[0] == 200
    assert "What the person shares" in call("pharm1").get(supply_of(person))[1]

    worker.post("/demo/next-day/", {})
    assert worker.today == last + timedelta(days=1)
    assert gp.get(person)[0] == 404
    assert "What the person shares" not in call("pharm1").get(supply_of(person))[1]
    for place in ("Millbrook", "Cobden"):
        newest = lines_of(worker, person, place)[0]
        assert "ended" in newest
        assert "Withdraw<" not in newest
