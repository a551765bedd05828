"""What the pharmacy reads of its part, and what waits for it."""

import pytest

from agreements import actions
from agreements.models import PharmacyPart, Word
from agreements.pages.parts import part_rows
from agreements.rules.states import Verb
from agreements.tests.test_actions_outside import bring_back, take_inside, tell
from agreements.tests.test_words import verbs_of
from core.refusal import Refusal
from home.pages import work_line
from patients.models import Patient, WorkItem
from tests.walls.people import ASKED, SERVICE

pytestmark = pytest.mark.role("postgres")


def part_of(scene):
    by = scene.by("the pharmacist")
    parts = PharmacyPart.objects.visible_to(by).of_pharmacy(by)
    return parts.with_state().get(patient=scene.person), by


def page_of_pharmacy(scene):
    part, by = part_of(scene)
    people = Patient.objects.visible_to(by).in_bulk([part.patient_id])
    return part_rows([part], people, by)[0]


def test_the_pharmacy_reads_that_an_agreement_is_over_and_who_prescribes_now(outside):
    outside.accept()
    outside.agree()
    outside.clock()
    before = page_of_pharmacy(outside)
    outside.do(actions.take_back, "specialist", text="")

    after = page_of_pharmacy(outside)

    assert (before["note"], before["now"]) == ("", f"gp, practice {ASKED}")
    assert after["is_over"]
    assert after["note"] == (
        "The agreement was handed over: this part is over. It stops no supply by"
        " itself: prescriptions come from whoever prescribes now."
    )
    assert after["now"] == f"specialist, service {SERVICE}"


def test_the_pharmacy_reads_what_was_told_of_the_medicine_on_return(outside):
    outside.accept()
    outside.agree()
    outside.clock()
    take_inside(outside)
    bring_back(outside, text="Methadone 40 mg, last dose today")
    back = page_of_pharmacy(outside)["told"]

    tell(outside)

    (words,) = back
    assert words.startswith("Newer, told on return")
    assert words.endswith(": Methadone 40 mg, last dose today")
    (words,) = page_of_pharmacy(outside)["told"]
    assert words.startswith("Methadone 40 mg daily, as told by The prison")


def test_the_pharmacy_accepts_no_part_in_what_is_over(outside):
    outside.accept()
    outside.clock()
    outside.do(actions.withdraw, "specialist")
    part, by = part_of(outside)

    with pytest.raises(Refusal, match="was withdrawn: this part is over"):
        actions.take_part(part=part, by=by)

    assert not Word.objects.filter(agreement=outside.agreement).exists()


def test_a_part_accepted_as_the_agreement_ends_does_not_stand_as_accepted(outside):
    outside.accept()
    outside.clock()
    part, by = part_of(outside)
    actions.take_part(part=part, by=by)
    outside.do(actions.withdraw, "specialist")
    outside.clock()

    assert verbs_of(outside).count(Verb.TAKE_PART) == 0
    assert page_of_pharmacy(outside)["signed"] == ""


def items_of_pharmacy(scene):
    by = scene.by("the pharmacist")
    items = WorkItem.objects.visible_to(by).on_list_of(by).of_member(by)
    return [work_line(row, by) for row in items.waiting_on(by.day).lines()]


def test_what_waits_for_the_pharmacy_leads_to_its_part_and_is_done_by_answering(
    outside,
):
    outside.accept(in_days=7)
    outside.clock()
    line = items_of_pharmacy(outside)[0]
    part, by = part_of(outside)
    actions.take_part(part=part, by=by)

    assert (line["act_url"], line["ticks"]) == ("/shared-care/parts/", False)
    assert line["name"] == "Somebody who collects here"
    assert items_of_pharmacy(outside) == []


def test_the_pharmacy_is_told_once_that_another_prescribes(outside):
    outside.accept()
    outside.agree()
    outside.clock()
    outside.do(actions.take_back, "specialist", text="")
    outside.clock()
    outside.move(1)
    outside.clock()

    (line,) = items_of_pharmacy(outside)

    assert line["why"].startswith("Shared care is over from")
    assert line["why"].endswith("who prescribes now is another")
    assert (line["act_url"], line["ticks"]) == ("/shared-care/parts/", True)


def test_nothing_waits_for_the_pharmacy_once_the_agreement_is_over(outside):
    outside.accept(in_days=7)
    outside.clock()
    outside.do(actions.withdraw, "specialist")
    outside.clock()

    assert items_of_pharmacy(outside) == []
