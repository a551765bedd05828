"""The case page says of what it shows who told it, and when."""

import re
from datetime import timedelta

import pytest

from accounts.models import Membership
from core.clock import today
from core.templatetags.house import staff_date
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
CARL = "999 526 0182"
METHADONE = {
    "line": "opioid_substitution",
    "text": "Methadone 55 mg daily",
    "told_by": "Dr Okafor, by phone",
}


@pytest.fixture
def gp(call_as):
    return call_as("gp1")


def words_of(page):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page.content.decode()))


@pytest.mark.capability(30)
def test_a_condition_and_a_medicine_from_elsewhere_say_who_told_them_and_when(gp):
    carl = gp.find(CARL)
    told = {"condition": "Asthma", "other_medicine": "Salbutamol inhaler"}
    gp.press(f"{carl}consultations/log/", stimulants_not_asked="on", **told)

    said = words_of(gp.get(carl))

    when = (
        f"told by Dr Amina Yusuf, GP, Millbrook Surgery, {staff_date(today(), today())}"
    )
    assert f"Asthma ({when})" in said
    assert f"Salbutamol inhaler ({when})" in said


def tell(gp, person, **told):
    """Told and looked at once more; what is refused is not shown a second time."""
    page = look(gp, person, **told)
    if page.context["form"].errors:
        return page
    return gp.post(f"{person}medicine/tell/", fields_of(words(page)), follow=True)


def words(page):
    return page.content.decode()


def look(gp, person, **told):
    form = f"{person}medicine/tell/"
    page = gp.get(form).content.decode()
    named = re.search(r'<option value="(\d+)"[^>]*>Dr Amina Yusuf', page)
    return gp.press(form, prescriber=named[1], **told)


def test_a_medicine_is_shown_as_told_and_the_day_it_was_told(gp):
    carl = gp.find(CARL)
    a_week_ago = today() - timedelta(days=7)
    day = {"day": a_week_ago.day, "month": a_week_ago.month, "year": a_week_ago.year}
    told = METHADONE | {f"told_on_{part}": number for part, number in day.items()}
    page = tell(gp, carl, **told)

    when = staff_date(a_week_ago, today())
    said = words_of(page)
    assert "Methadone 55 mg daily" in said
    assert f"as told by Dr Okafor, by phone, {when}" in said


@pytest.mark.parametrize("missing", ["told_by", "text"])
def test_no_medicine_is_written_down_without_who_told_it(gp, missing):
    carl = gp.find(CARL)

    page = tell(gp, carl, **METHADONE | {missing: ""})

    assert list(page.context["form"].errors) == [missing]
    assert "Methadone 55 mg" not in words_of(gp.get(carl))


def next_steps(browser, person):
    return [
        (task["title"], task["whose"])
        for task in browser.get(person).context["case"]["tasks"]
    ]


def test_the_next_contact_of_the_list_of_people_stands_in_the_next_step(call_as):
    leon = call_as("key1")
    carl = leon.find(CARL)

    assert ("Next contact", "Leon Whitcombe") in next_steps(leon, carl)


def test_whose_episode_was_just_opened_has_no_next_contact_and_the_page_says_so(
    call_as,
):
    leon = call_as("key1")
    made = leon.press("/people/add/", given="Jade", family="Hollis")
    jade = made.redirect_chain[-1][0]

    worker = Membership.objects.get(user__username="key1")
    day = today()
    on = {
        "opened_on_day": day.day,
        "opened_on_month": day.month,
        "opened_on_year": day.year,
    }
    leon.press(
        f"{jade}episodes/open/", setting="community", named_worker=worker.pk, **on
    )

    page = leon.get(jade)
    assert page.context["case"]["episode"]
    assert [title for title, _ in next_steps(leon, jade)] == ["No next contact"]
    assert "Nothing is planned" not in words_of(page)
