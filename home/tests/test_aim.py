"""The present aim: set in the person's words, kept, and read by those of its reach."""

import pytest
from django.urls import reverse

from audit.models import Event
from patients.models import Aim, Patient, TimelineEntry
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow

WISH = {
    "present": "stop",
    "words": "I want my mornings back.",
    "long_term": "drug-free",
}


@pytest.fixture
def karl(act_as):
    act_as("gp1")
    return Patient.objects.get(family="Dunmore", given="Karl")


@pytest.fixture
def carl(act_as):
    act_as("gp1")
    return Patient.objects.get(family="Dunmore", given="Carl")


def address(person):
    return reverse("patients:set_aim", args=[person.pk])


def form_of(browser, person):
    return fields_of(browser.get(address(person)).content.decode())


def press(browser, person, **words):
    typed = form_of(browser, person)
    return browser.post(address(person), typed | words)


@pytest.mark.capability(90)
def test_the_case_page_shows_the_present_aim_and_the_long_term_one(enter_as, karl):
    browser = enter_as("gp1")
    assert "not asked" in summary_of(browser, karl)

    assert press(browser, karl, **WISH).status_code == 302

    shown = summary_of(browser, karl)
    assert "Stop: “I want my mornings back.”" in shown
    assert "In the long term: drug-free, no date" in shown
    assert "Dr Amina Yusuf, GP" in shown


def summary_of(browser, person):
    page = browser.get(person.get_absolute_url()).content.decode()
    return page.split(">Present aim</dt>")[1].split("</dd>")[0]


def test_one_line_of_the_story_and_one_event_tell_it(enter_as, act_as, karl):
    press(enter_as("gp1"), karl, **WISH)

    act_as("gp1")
    (line,) = TimelineEntry.objects.of(karl.pk).filter(kind="aim")
    assert line.title == "Present aim: stop"
    assert "“I want my mornings back.”" in line.detail
    act_as("priv1")
    assert Event.objects.filter(verb="aim_set", patient_id=karl.pk).count() == 1


def test_a_changed_aim_needs_its_reason_and_keeps_the_one_before(
    enter_as, act_as, carl
):
    browser = enter_as("key1")
    before = browser.get(address(carl)).context["aims"]
    assert [aim["present"] for aim in before] == ["Reduce", "Maintain"]

    refused = press(browser, carl, present="maintain")
    assert "Enter why the aim has changed" in refused.content.decode()
    press(browser, carl, present="maintain", reason="A hard month")

    after = browser.get(address(carl)).context["aims"]
    assert [aim["present"] for aim in after] == ["Maintain", "Reduce", "Maintain"]
    assert after[0]["reason"] == "A hard month"


def test_setting_an_aim_moves_no_status_medicine_or_booking(enter_as, carl):
    browser = enter_as("gp1")
    case = browser.get(carl.get_absolute_url()).context
    before = case["case"]["status"], case["banner"]["care"], case["case"]["appointment"]

    press(browser, carl, present="stop", reason="His wish today")

    case = browser.get(carl.get_absolute_url()).context
    after = case["case"]["status"], case["banner"]["care"], case["case"]["appointment"]
    assert after == before


@pytest.mark.capability("X9")
def test_the_second_of_two_editors_is_told_and_keeps_their_words(enter_as, carl):
    first, second = enter_as("gp1"), enter_as("key1")
    seen = form_of(second, carl)
    press(first, carl, words="Stop for good.", reason="His daughter")

    page = second.post(
        address(carl), seen | {"words": "Less at the weekend.", "reason": "He said so"}
    ).content.decode()

    first_told = page.split("nhsuk-error-summary__list")[1].split("</li>")[0]
    assert "Dr Amina Yusuf, GP" in first_told
    assert "changed this while you were typing" in first_told
    assert "in their own words: Stop for good." in first_told
    assert "saved this meanwhile: Stop for good." in page
    typed = fields_of(page)
    assert "Less at the weekend." in typed["words"]
    assert second.post(address(carl), typed).status_code == 302
    newest = second.get(address(carl)).context["aims"]
    assert [aim["words"] for aim in newest[:2]] == [
        "Less at the weekend.",
        "Stop for good.",
    ]


def test_the_person_reads_their_own_aim_and_the_desk_does_not(enter_as, act_as, carl):
    own = enter_as("su1").get(reverse("patients:show_own_record")).content.decode()
    assert "More of the month with my girl" in own

    desk = act_as("rec1")
    assert not Aim.objects.visible_to(desk).exists()
    assert not Aim.objects.exists()
