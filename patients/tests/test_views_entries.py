"""What an entry says and starts: rows of the mission by their checks."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from core.clock import today
from patients.rules.days import add_months
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
CARL, KARL = "999 526 0182", "999 186 0916"


@pytest.fixture
def gp(call_as):
    return call_as("gp1")


def log(caller, person, **words):
    silence = {} if "use_crack_change" in words else {"stimulants_not_asked": "on"}
    words = {"notes": "Well."} | silence | words
    page = caller.press(f"{person}consultations/log/", **words).content.decode()
    assert "Consultation saved." in page
    return page


@pytest.mark.capability(28)
@pytest.mark.parametrize("place", ["own_practice", "pharmacy", "phone", "outreach"])
def test_every_entry_says_where_it_was(gp, place):
    page = log(gp, gp.find(CARL), place=place)

    assert f"{today():%d-%b-%Y}, {place.replace('_', ' ')}" in page


@pytest.mark.capability(37)
def test_the_caseload_has_the_overdue_first(gp):
    people = gp.get("/caseload/").context["people"]

    late = [bool(person["late"]) for person in people]
    assert True in late
    assert False in late
    assert late == sorted(late, reverse=True)


@pytest.mark.capability(54)
def test_what_is_handed_over_is_in_the_entry_in_one_press(gp):
    page = log(gp, gp.find(CARL), materials=["crack_pipes", "naloxone_kit"])

    assert "Given: 1 crack pipes" in page
    assert "Given: 1 naloxone kit" in page


@pytest.mark.capability(76)
def test_linked_drugs_lie_together_with_a_change_of_dose_over_them(call_as):
    worker = call_as("key1")
    carl = worker.find(CARL)
    ten_days_ago = today() - timedelta(days=10)
    form = worker.get(f"{carl}medicine/tell/").content.decode()
    prescriber = re.search(r'<option value="(\d+)"[^>]*>Dr Amina', form)[1]
    parts = {"day": ten_days_ago.day, "month": ten_days_ago.month}
    told = {f"told_on_{part}": n for part, n in parts.items()}
    told |= {"told_on_year": ten_days_ago.year, "prescriber": prescriber}
    told |= {"text": "Methadone 70 mg daily", "told_by": "Dr Yusuf"}
    address = f"{carl}medicine/tell/"
    looked = worker.press(address, line="opioid_substitution", **told)
    worker.post(address, fields_of(looked.content.decode()))
    link = {"link_first": "heroin", "link_word": "come_down", "link_other": "crack"}
    used = {"use_heroin_days": "2", "use_crack_days": "8"}
    log(worker, carl, use_heroin_change="more", use_crack_change="more", **used, **link)

    page = worker.get(f"{carl}substances/").content.decode()

    picture, table = page.split('class="app-picture"')[1].split("</svg>")
    bands = re.findall(r'app-picture__label">(\w+)</text><line', picture)
    assert abs(bands.index("Heroin") - bands.index("Crack")) == 1
    assert "Methadone 70 mg daily" in picture
    assert "Come down: Crack" in table
    row = next(row for row in table.split("<tr>") if "Methadone 70 mg" in row)
    assert ten_days_ago.strftime("%d-%b") in row


@pytest.mark.capability(93)
def test_a_first_dose_puts_the_second_on_the_recall_list_on_its_day(gp):
    karl = gp.find(KARL)
    log(gp, karl, vaccine_dose="1")
    due = add_months(today(), 1)

    def waits():
        items = gp.get("/").context["items"]
        of_karl = {item["why"] for item in items if item["name"] == "DUNMORE, Karl"}
        return "Hepatitis B dose 2" in of_karl

    assert f"Hepatitis B dose 2</strong>, Millbrook Surgery, {due:%d-%b-%Y}" in (
        gp.get(karl).content.decode()
    )
    days = (due - today()).days
    gp.post(reverse("home:move_day"), {"days": days - 1})
    assert not waits()
    gp.post(reverse("home:move_day"), {"days": 1})
    assert waits()


@pytest.mark.capability("X8")
@pytest.mark.parametrize("typed", ["9995260182", "999 526 0182", " 999-526-0182 "])
def test_a_number_is_found_as_it_was_pasted(gp, typed):
    (found,) = gp.get("/search/", {"q": typed}).context["people"]

    assert found["name"] == "DUNMORE, Carl"


def test_no_change_after_none_stays_none_wherever_it_is_read(gp):
    carl = gp.find(CARL)
    log(gp, carl, use_crack_change="none", use_crack_days="0")

    page = log(gp, carl, use_crack_change="no_change")

    assert "Crack: none" in page
    assert "Crack: no change" not in page
    form = gp.get(f"{carl}consultations/log/").content.decode()
    assert 'id="id_use_crack_change-last">Last: None<' in form


def test_what_is_shown_as_last_is_what_was_told_of_use(gp):
    carl = gp.find(CARL)
    log(gp, carl, use_crack_change="less", use_crack_days="3")
    log(gp, carl, use_crack_change="no_change", use_crack_days="3")

    form = gp.get(f"{carl}consultations/log/").content.decode()

    assert 'id="id_use_crack_change-last">Last: Less<' in form
    assert "Last: No change" not in form


@pytest.mark.capability("X8")
def test_nothing_known_is_typed_twice(gp):
    carl = gp.find(CARL)
    log(gp, carl, use_crack_change="less", use_crack_days="3", tobacco="11")

    form = gp.get(f"{carl}consultations/log/").context["form"]

    assert form.last["use_crack_days"] == 3
    assert form.last["tobacco"] == 11
    assert form.initial["on_day"] == today()
    assert form.initial["next_review_on"] > today()
