"""An answer is put right by a new entry; the old one stays, with reason and author."""

import pytest

from patients.models import Condition, Consultation
from patients.rules.items import ItemKind
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
CARL = "999 526 0182"
SAID = {
    "use_crack_change": "less",
    "use_crack_days": "7",
    "audit_1": "3",
    "audit_2": "2",
    "audit_3": "1",
    "naloxone": "yes",
    "condition": "Gout",
    "advice": ["sleep"],
    "materials": ["foil"],
    "vaccine_dose": "2",
    "step": "Ring the pharmacy",
    "notes": "Sleeps badly.",
}
WHY = "I took it down wrongly."


@pytest.fixture
def gp(call_as):
    return call_as("gp1")


@pytest.fixture
def carl(gp):
    return gp.find(CARL)


@pytest.fixture
def entry(gp, carl):
    answer = gp.press(f"{carl}consultations/log/", **SAID)
    return answer.redirect_chain[-1][0]


def page_of(answer):
    return answer.content.decode()


def amend(gp, entry, **words):
    return gp.press(f"{entry}amend/", **{"reason": WHY} | words)


def test_the_form_opens_with_the_entrys_own_answers(gp, entry):
    said = fields_of(page_of(gp.get(f"{entry}amend/")))

    asked = {name: words for name, words in SAID.items() if name in said}
    assert {"vaccine_dose", "step"} == SAID.keys() - asked.keys()
    assert {name: "".join(said[name]) for name in asked} == {
        name: "".join(words) for name, words in asked.items()
    }


@pytest.mark.capability("X10")
def test_a_score_and_days_of_use_are_put_right(gp, entry):
    page = page_of(amend(gp, entry, audit_1="4", use_crack_days="16"))

    now, _, before = page.partition("What it said before")
    assert "Crack: less, 16 of 28 days" in now
    assert "AUDIT-C: 7 of 12" in now
    assert "Crack: less, 7 of 28 days" in before
    assert "AUDIT-C: 6 of 12" in before
    assert WHY in page


def test_what_is_not_asked_again_stays(gp, entry):
    page = page_of(amend(gp, entry, audit_1="4")).partition("What it said before")[0]

    for words in ("Hepatitis B dose 2", "Plan: Ring the pharmacy", "Next review:"):
        assert words in page


@pytest.mark.capability("X10")
def test_whatever_reads_answers_reads_the_newest(gp, carl, entry):
    amend(gp, entry, use_crack_days="16", use_crack_amount="two rocks")

    form = page_of(gp.get(f"{carl}consultations/log/"))
    assert "Last: 16" in form
    assert "Last: 7<" not in form
    rows = gp.get(f"{carl}substances/").context["rows"]
    days = [row["days"] for row in rows if row["what"] == "Crack"]
    assert days[0] == "16 of 28"
    assert "7 of 28" not in days


@pytest.mark.parametrize("page", ["", "timeline/"])
def test_the_story_says_which_line_stands_no_longer(gp, carl, entry, page):
    amend(gp, entry, use_crack_days="16")

    told = page_of(gp.get(f"{carl}{page}"))

    assert "Consultation, amended: specific intervention" in told
    assert "(amended since)" in told
    assert "Crack: less, 16 of 28 days" in told
    assert "Crack: less, 7 of 28 days" not in told


def test_a_condition_put_right_is_on_the_summary_once(gp, carl, entry):
    amend(gp, entry, condition="Asthma")

    summary = page_of(gp.get(carl))

    assert "Asthma" in summary
    assert "Gout (" not in summary


def test_nothing_changed_and_no_reason_are_no_amendment(gp, entry, act_as):
    assert "Nothing is changed yet" in page_of(amend(gp, entry))
    assert "Enter the reason" in page_of(amend(gp, entry, reason="", audit_1="4"))
    act_as("gp1")
    assert Consultation.objects.exists()
    assert Consultation.objects.exclude(amends=None).count() == 0


def test_the_day_of_a_vaccine_stays(gp, entry):
    page = page_of(amend(gp, entry, on_day_year="2025"))

    assert "a vaccine dose was given on it" in page


def test_an_amended_entry_on_the_wrong_person_goes_whole(gp, carl, entry, act_as):
    newer = amend(gp, entry, audit_1="4").redirect_chain[-1][0]

    gp.press(f"{newer}move/", to="999 186 0916", reason="Two windows were open.")

    for page in (carl, f"{carl}timeline/"):
        told = page_of(gp.get(page))
        assert "7 of 28" not in told
        assert "Gout" not in told
    assert gp.get(entry).status_code == 404
    act_as("gp1")
    gout = Condition.objects.filter(name="Gout", removed_at=None)
    assert carl[8:-1] not in [str(one.patient_id) for one in gout]
    assert gout.exists()


def test_a_second_editor_of_one_entry_is_refused(gp, entry):
    form = fields_of(page_of(gp.get(f"{entry}amend/")))
    amend(gp, entry, audit_1="4")

    answer = gp.post(f"{entry}amend/", form | {"audit_1": "2", "reason": WHY})

    assert answer.status_code == 409
    assert "amended this entry already" in page_of(answer)


def test_a_draft_comes_back_in_its_own_entry_alone(gp, carl, entry):
    form = fields_of(page_of(gp.get(f"{entry}amend/")))
    gp.post(f"/drafts/amend_consultation/{carl[8:-1]}/", form | {"notes": "Half a th"})
    other = gp.press(f"{carl}consultations/log/", **SAID | {"vaccine_dose": ""})

    mine = page_of(gp.get(f"{entry}amend/"))
    others = page_of(gp.get(f"{other.redirect_chain[-1][0]}amend/"))

    assert "Half a th" in mine
    assert "Half a th" not in others


def test_a_contact_note_is_amended_by_its_words(call_as, act_as):
    worker = call_as("key1")
    carl = worker.find(CARL)
    worker.press(f"{carl}contacts/log/", channel="call", outcome="spoke", notes="Rang.")
    act_as("key1")
    note = Consultation.objects.filter(kind="", patient_id=carl[8:-1]).latest("made_at")

    page = page_of(amend(worker, note.get_absolute_url(), notes="Rang twice."))

    assert "Rang twice." in page
    assert "Rang." in page.partition("What it said before")[2]
    assert ItemKind.AUDIT_C not in page
