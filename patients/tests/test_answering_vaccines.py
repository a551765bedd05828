"""A dose that is due and was not given here: given elsewhere, or declined for now."""

from datetime import timedelta

import pytest

from core.clock import today
from patients.models import HealthEvent, WorkItem
from patients.rules.days import add_months
from patients.rules.vaccination import Schedule, next_dose_due
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
CARL = "999 526 0182"
TOLD = {"answer": "given_elsewhere", "told_by": "A letter of the sexual health clinic"}


@pytest.fixture
def nurse(call_as):
    return call_as("nurse1")


@pytest.fixture
def carl(nurse):
    return nurse.find(CARL)


def day_fields(name, day):
    return {f"{name}_{part}": getattr(day, part) for part in ("day", "month", "year")}


def answer(nurse, carl, **words):
    return nurse.press(f"{carl}vaccines/answer/", **words)


def waiting(act_as, carl):
    act_as("nurse1")
    items = WorkItem.objects.filter(patient_id=carl[8:-1], kind="vaccine_due")
    return list(items.filter(done_at=None).values_list("title", "due_on"))


def doses(act_as, carl):
    act_as("nurse1")
    return HealthEvent.objects.filter(patient_id=carl[8:-1]).hepatitis_b_doses()


@pytest.mark.capability(93)
def test_a_dose_given_elsewhere_counts_and_the_next_one_waits(nurse, carl, act_as):
    before = doses(act_as, carl)
    day = today() - timedelta(days=10)

    page = answer(nurse, carl, **TOLD | day_fields("given_on", day))

    after = before | {2: day}
    due = next_dose_due(Schedule.STANDARD, after)
    assert doses(act_as, carl) == after
    assert waiting(act_as, carl) == [("Hepatitis B dose 3", due.on_day)]
    words = page.content.decode()
    assert "Hepatitis B dose 2 given elsewhere" in words
    assert "A letter of the sexual health clinic" in words


@pytest.mark.capability(93)
def test_a_no_is_kept_until_the_day_agreed_and_is_no_dose(nurse, carl, act_as):
    before = doses(act_as, carl)
    day = today() + timedelta(days=90)

    answer(nurse, carl, answer="declined", **day_fields("ask_again_on", day))

    assert doses(act_as, carl) == before
    assert waiting(act_as, carl) == [("Hepatitis B dose 2: ask again", day)]
    assert "Hepatitis B dose 2 declined" in nurse.get(carl).content.decode()
    items = nurse.get("/").context["items"]
    assert not [i for i in items if i["name"] == "DUNMORE, Carl" and "Hep" in i["why"]]


def test_a_no_without_a_day_is_asked_again_after_the_schemes_months(
    nurse, carl, act_as
):
    answer(nurse, carl, answer="declined")

    assert waiting(act_as, carl) == [
        ("Hepatitis B dose 2: ask again", add_months(today(), 6))
    ]


# Days from today.
WRONG = [
    ({}, {}, ["answer"]),
    ({"answer": "given_elsewhere"}, {}, ["given_on", "told_by"]),
    (TOLD, {"given_on": 1}, ["given_on"]),
    (TOLD, {"given_on": -3000}, ["given_on"]),
    ({"answer": "declined"}, {"ask_again_on": 0}, ["ask_again_on"]),
    ({"answer": "declined"}, {"ask_again_on": 4000}, ["ask_again_on"]),
]


@pytest.mark.parametrize(("words", "days", "wrong"), WRONG)
def test_what_cannot_be_is_asked_again(nurse, carl, act_as, words, days, wrong):
    for name, distance in days.items():
        words = words | day_fields(name, today() + timedelta(days=distance))

    page = answer(nurse, carl, **words)

    assert sorted(page.context["form"].errors) == wrong
    assert [title for title, _ in waiting(act_as, carl)] == ["Hepatitis B dose 2"]


def test_where_no_course_has_begun_no_dose_is_invented(call_as):
    worker = call_as("key1")
    made = worker.press("/people/add/", given="Jade", family="Hollis")

    page = worker.get(f"{made.redirect_chain[-1][0]}vaccines/answer/")

    assert "No dose is due" in page.content.decode()
    assert page.context["form"] is None


def test_whoever_answers_for_a_dose_after_another_did_is_told(
    nurse, carl, call_as, act_as
):
    address, other = f"{carl}vaccines/answer/", call_as("gp1")
    seen = fields_of(other.get(address).content.decode())
    day = today() - timedelta(days=10)
    answer(nurse, carl, **TOLD | day_fields("given_on", day))

    late = other.post(address, seen | TOLD | day_fields("given_on", today()))

    assert "The page now asks about dose 3" in late.content.decode()
    assert doses(act_as, carl)[2] == day
    assert 3 not in doses(act_as, carl)
    again = other.post(address, fields_of(late.content.decode()), follow=True)
    assert "Hepatitis B dose 3 given elsewhere" in again.content.decode()


@pytest.mark.parametrize("page", ["/", "{carl}"])
def test_the_work_item_and_the_case_page_lead_there(nurse, carl, page):
    words = nurse.get(page.format(carl=carl)).content.decode()

    assert f'href="{carl}vaccines/answer/">Given elsewhere or declined' in words


def test_the_desk_may_not(call_as, carl):
    assert call_as("rec1").get(f"{carl}vaccines/answer/").status_code == 403
