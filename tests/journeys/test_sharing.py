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
    rows = [row.partition("</tr>")[0] for row in page.split("<tr>")[1:]]
    return [row for row in rows if place in row]


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
def test_withdrawing_from_the_gp_who_prescribes_opens_a_review(call, strike):
    """Whoever prescribed is told for whom they do so no longer, until they say Done."""
    worker, gp = call("key1"), call("gp1")
    person = worker.find(CARL)
    assert gp.get(person)[0] == 200

    withdraw(worker, person, "Millbrook", "Record")

    for page in ("/", person):
        assert "Review who prescribes: Millbrook Surgery" in worker.get(page)[1]
    assert gp.get(person)[0] == 200, "the agreement goes on until somebody ends it"
    take_back(call)
    status, page = gp.get(person)
    assert status == 410, "over, which whoever prescribed may know"
    assert "DUNMORE" not in page
    home = gp.get("/")[1]
    assert "Dr Amina Yusuf does not prescribe from" in home
    finish = re.findall(r'action="(/work/[^"]*/finish/)"', home)
    for address in finish:
        gp.post(address, {})
    strike()
    assert "DUNMORE, Carl" not in gp.get("/")[1]


def take_back(call):
    """The service takes Carl's care back from the practice."""
    specialist = call("spec1")
    _, page = specialist.get("/shared-care/")
    address = re.search(r'href="(/shared-care/[0-9a-f-]{36}/)"', page)[1]
    specialist.post(f"{address}take-back/", {"text": "He asked for it"})


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
    take_back(call)
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


def names_on(page):
    return set(re.findall(r'<th scope="row"><a href="/people/[^"]+">([^<]+)</a>', page))


MINE = "/caseload/?whose=mine"


@pytest.mark.capability(13)
def test_a_cover_shows_the_names_from_its_first_day_to_its_last(call):
    giver, partner = call("gp2"), call("gp3")
    names = names_on(giver.get(MINE)[1])
    own = names_on(partner.get(MINE)[1])
    assert names - own
    assert not names & own

    today = giver.today
    colleague = giver.option("/cover/", "Dr Lucy Abara")
    giver.press(
        "/cover/",
        colleague=colleague,
        note="Two of them start work this week",
        **day_fields("starts_on", today),
        **day_fields("ends_on", today + timedelta(days=7)),
    )

    _, page = partner.get(MINE)
    assert names_on(page) == names | own
    assert "Two of them start work this week" in partner.get("/cover/")[1]
    opened = re.search(rf'href="(/people/[^"]+/)">{sorted(names)[0]}<', page)[1]
    partner.get(opened)
    partner.post("/demo/next-day/", {"days": 7})
    assert names_on(partner.get(MINE)[1]) == names | own
    partner.post("/demo/next-day/", {})
    assert names_on(partner.get(MINE)[1]) == own

    _, page = call("priv1").get("/accesses/")
    looks = [row for row in page.split("<tr>")[1:] if "Dr Lucy Abara" in row]
    during = [row for row in looks if ">cover</td>" in row]
    assert sum("Open a person&#x27;s case page" in row for row in during) == 1
    assert (
        sum(">List the people of one&#x27;s organisation</td>" in row for row in during)
        == 2
    )


PSYCHOLOGIST, HOUSING = "Mira Sethi", "Colin Ames"


def add_to_team(worker, person, name):
    worker.press(f"{person}team/add/", member=worker.option(f"{person}team/add/", name))


@pytest.mark.capability(34)
def test_each_of_the_team_sees_what_role_and_permission_allow(call):
    worker, psychologist, housing = call("key1"), call("psy1"), call("house1")
    person = worker.find(CARL)
    for other in (psychologist, housing):
        assert other.get(person)[0] == 404
        assert "DUNMORE, Carl" not in other.get("/matches/")[1]
    permit(worker, person, "Ashdale Talking", "record")

    add_to_team(worker, person, PSYCHOLOGIST)
    add_to_team(worker, person, HOUSING)

    _, team = worker.get(f"{person}permissions/")
    assert PSYCHOLOGIST in team
    assert HOUSING in team
    status, case = psychologist.get(person)
    assert status == 200
    assert "Well. Collects every day." in case
    assert "Methadone 60 mg daily" in case
    assert psychologist.get(f"{person}consultations/log/")[0] == 403
    assert housing.get(person)[0] == 404
    _, known = housing.get("/matches/")
    assert "DUNMORE, Carl" in known
    assert "ethadone" not in known

    permit(worker, person, "Brenfield Homes", "record")
    assert housing.get(person)[0] == 200
    withdraw(worker, person, "Ashdale Talking", "Record")
    assert psychologist.get(person)[0] == 404
    assert "DUNMORE, Carl" in psychologist.get("/matches/")[1]
