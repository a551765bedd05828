"""The page of an entry: what was found, what is not known, and what comes next."""

import re

import pytest
from django.db import connection
from django.urls import reverse

pytestmark = pytest.mark.slow
CARL, KEELEY = "999 526 0182", "999 159 0838"
ALL_ASKED = {
    "stimulants_not_asked": "on",
    "naloxone": "yes",
    "naloxone_expires_on_day": "1",
    "naloxone_expires_on_month": "1",
    "naloxone_expires_on_year": "2099",
    "drug_test": "no",
    "other_medicines": "no",
    "pregnancy": "no",
    "children": "no",
}


UNKNOWN_NALOXONE = {f"naloxone_expires_on_{p}": "" for p in ("day", "month", "year")}


def log(caller, person, **words):
    """Log a consultation in which all five facts are asked, but for ``words``."""
    saved = caller.press(f"{person}consultations/log/", **ALL_ASKED | words)
    page = saved.content.decode()
    assert "Consultation saved." in page
    return page


def words_of(page):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page.split("<main")[1]))


def audit_c(points):
    return {f"audit_{n}": each for n, each in enumerate(points, 1)}


@pytest.fixture
def specialist(call_as):
    """Sees Keeley, of whom pregnancy is asked."""
    return call_as("spec1")


FACTS = [
    ("drug_test", "Drug test"),
    ("other_medicines", "Other medicines"),
    ("pregnancy", "Pregnancy"),
    ("children", "Children in or visiting the home"),
    ("naloxone", "Naloxone held"),
]


@pytest.mark.capability("N4")
@pytest.mark.parametrize(("field", "fact"), FACTS)
@pytest.mark.parametrize("answer", ["not_asked", "not_known", ""])
def test_a_fact_left_unanswered_is_said_to_be_unknown(specialist, field, fact, answer):
    said = {field: answer} | (UNKNOWN_NALOXONE if field == "naloxone" else {})
    page = words_of(log(specialist, specialist.find(KEELEY), **said))

    said = (answer or "not_asked").replace("_", " ")
    assert f"{fact}: {said}. Unknown is not no." in page
    assert page.count("Unknown is not no.") == 1
    assert f"{fact}: no" not in page.replace(f"{fact}: {said}", "")


@pytest.mark.capability("N4")
def test_children_without_an_answer_about_storage_are_a_warning(specialist):
    page = words_of(log(specialist, specialist.find(KEELEY), children="yes"))

    assert "locked storage is not confirmed" in page


@pytest.mark.capability("N4")
def test_facts_that_were_all_asked_leave_nothing_unknown(specialist):
    page = log(specialist, specialist.find(KEELEY))

    assert "Unknown is not no" not in page
    assert "sign-off" not in page


@pytest.mark.capability(3)
def test_a_positive_screen_says_what_was_found_and_what_comes_next(call_as):
    gp = call_as("gp1")

    page = log(gp, gp.find(CARL), **audit_c("444"))

    assert "AUDIT-C 12 of 12: positive screen." in page
    assert "offer a referral" in page
    assert re.search(r"href=\"/people/[^/]+/referrals/refer/\?consultation=", page)
    assert "depend" not in page.lower()


@pytest.mark.parametrize("points", ["310", "44"])
def test_a_lower_or_unknown_total_says_nothing_more(call_as, points):
    gp = call_as("gp1")

    page = log(gp, gp.find(CARL), **audit_c(points))

    assert "positive screen" not in page
    words = "AUDIT-C: 4 of 12" if points == "310" else "AUDIT-C: total not known, 2 of"
    assert words in page


def test_the_points_of_a_positive_screen_are_the_scheme_s(call_as):
    coordinator, gp = call_as("coord1"), call_as("gp1")
    set_points = reverse("accounts:change_setting", args=["audit_c_positive_points"])
    coordinator.press(set_points, value="13")
    coordinator.press(set_points, value="10")
    carl = gp.find(CARL)

    assert "positive screen" not in log(gp, carl, **audit_c("333"))
    assert "AUDIT-C 10 of 12: positive screen." in log(gp, carl, **audit_c("433"))


def test_what_rules_find_awaits_sign_off_once_and_by_their_numbers(specialist):
    keeley = specialist.find(KEELEY)
    unasked = {"drug_test": "", "children": "", "pregnancy": ""}

    page = log(specialist, keeley, **unasked, **audit_c("444"))
    form = specialist.get(f"{keeley}consultations/log/").content.decode()

    waiting = "Awaiting local clinical sign-off: ALC-1, SAF-1, SAF-3, SAF-4."
    assert page.count("sign-off") == page.count(waiting) == 1
    assert form.count("Awaiting local clinical sign-off: ALC-1, CON-1, HBV-1,") == 1


def test_a_dose_keeps_the_day_that_was_worked_out_for_the_next(call_as):
    gp = call_as("gp1")

    page = log(gp, gp.find(CARL), vaccine_dose="2")

    assert re.search(r"dose 2 \(standard\): given, dose 3 due \d\d-\w+-\d{4}", page)
    late = r"Hepatitis B dose 2 given, \d+ days late: the course goes on"
    also = page.split("Also noticed")[1]
    assert re.search(late, also)
    assert "days late" not in page.split('id="summary"')[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"vaccine_dose": "1"}, "Dose 1 was given on"),
        ({"vaccine_dose": "4"}, "The standard schedule has no dose 4"),
        ({"vaccine_dose": "2", "on_day_year": "2000"}, "on different days"),
    ],
)
def test_a_dose_that_cannot_be_is_refused_beside_its_field(call_as, words, said):
    gp = call_as("gp1")
    form = f"{gp.find(CARL)}consultations/log/"

    page = gp.press(form, **ALL_ASKED | words).content.decode()

    assert f"</span>{said}" in page or said in page.split("vaccine_dose-error")[1]
    assert "Consultation saved." not in page


def test_a_contact_note_has_no_answers_to_notice(call_as):
    worker = call_as("key1")
    carl = worker.find(CARL)
    note = {"channel": "call", "outcome": "spoke", "notes": "All is well."}
    worker.press(f"{carl}contacts/log/", **note)

    lines = worker.get(f"{carl}timeline/").context["lines"]
    page = worker.get(lines[0]["url"])
    assert page.context["noticed"] == {"first": [], "also": [], "unsigned": []}


STANDING = """
    SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM (
        SELECT id::text, opened_on::text, closed_on::text, setting, package
          FROM patients_episode WHERE patient_id = %(id)s
        UNION ALL SELECT id::text, starts_at::text, state, place, stopped_at::text
          FROM patients_appointment WHERE patient_id = %(id)s
        UNION ALL SELECT id::text, text, told_by, told_on::text, turn_n::text
          FROM patients_medicinetold WHERE patient_id = %(id)s
        UNION ALL SELECT id::text, n::text, starts_on::text, prescriber_name, because
          FROM patients_prescriberturn WHERE patient_id = %(id)s
        UNION ALL SELECT id::text, kind, text, ends_on::text, ended_at::text
          FROM patients_flag WHERE patient_id = %(id)s
        UNION ALL SELECT id::text, because, reach, starts_on::text, ends_on::text
          FROM patients_grant WHERE patient_id = %(id)s) t
"""


OF_USE = {"stimulants_not_asked": "", "use_crack_change": "not_asked"}


@pytest.mark.capability(77)
@pytest.mark.parametrize("use", ["use_crack_change", "use_heroin_change"])
def test_telling_of_more_use_changes_no_status_dose_or_booking(call_as, act_as, use):
    worker = call_as("key1")
    carl = worker.find(CARL)
    act_as("key1")

    def standing():
        with connection.cursor() as cursor:
            cursor.execute(STANDING, {"id": carl.split("/")[2]})
            return cursor.fetchone()

    before = standing()

    log(worker, carl, **OF_USE | {use: "more"}, injecting="current")

    act_as("key1")
    assert before != (None,)
    assert standing() == before


SILENCE = dict.fromkeys(ALL_ASKED, "") | {"stimulants_not_asked": "on"}
A_DAY = {"day": "1", "month": "3", "year": "2027"}


def refused(caller, person, **words):
    """The form's page again, with what is wrong and with what was typed."""
    page = caller.press(f"{person}consultations/log/", **SILENCE | words)
    assert page.status_code == 200
    assert "Consultation saved." not in page.content.decode()
    return page.content.decode()


def test_an_entry_that_says_nothing_is_not_saved_and_the_review_waits_on(call_as):
    gp = call_as("gp1")
    carl = gp.find(CARL)
    before = [item["why"] for item in gp.get("/").context["items"]]

    page = refused(gp, carl, place="phone")

    assert "Nothing is recorded yet: say at least one thing, or write a note" in page
    assert re.search(r'<option value="phone" selected', page)
    assert [item["why"] for item in gp.get("/").context["items"]] == before


@pytest.mark.parametrize(
    "words", [{"notes": "Well."}, {"tobacco": "0"}, {"children": "not_known"}]
)
def test_one_thing_said_is_enough(call_as, words):
    gp = call_as("gp1")

    assert "Consultation saved." in log(gp, gp.find(CARL), **SILENCE | words)


def day_of(field):
    return {f"{field}_{part}": number for part, number in A_DAY.items()}


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        (
            {"use_crack_change": "less", "use_crack_days": "3"},
            "stimulants_not_asked",
            "Crack is answered above: clear that, or clear ‘Not asked today’",
        ),
        (
            {"use_crack_days": "3"},
            "stimulants_not_asked",
            "Crack is answered above: clear that, or clear ‘Not asked today’",
        ),
        (
            {"naloxone": "no"} | day_of("naloxone_expires_on"),
            "naloxone_expires_on",
            "Answer ‘Yes’ to naloxone, or clear the day it expires",
        ),
        (
            {"drug_test": "no"} | day_of("tested_on"),
            "tested_on",
            "Answer ‘Yes’ to a drug test, or clear its day",
        ),
        (
            {"pregnancy": "no"} | day_of("pregnancy_day"),
            "pregnancy_day",
            "Answer ‘Yes’ to pregnant, or clear the due date",
        ),
        (
            {"other_medicines": "no", "other_medicine": "Diazepam"},
            "other_medicine",
            "Answer ‘Yes’ to other medicines, or clear which",
        ),
    ],
)
def test_answers_that_contradict_each_other_are_refused(specialist, words, field, said):
    page = refused(specialist, specialist.find(KEELEY), **words)

    assert said in page.split(f'id="id_{field}-error"')[1]


def test_whoever_is_recorded_as_male_is_not_asked_about_pregnancy(call_as):
    nurse = call_as("spec1")

    asked = nurse.get(f"{nurse.find(KEELEY)}consultations/log/").content.decode()
    gp = call_as("gp1")
    not_asked = gp.get(f"{gp.find(CARL)}consultations/log/").content.decode()

    assert "Pregnant?" in asked
    assert "Pregnant?" not in not_asked


def test_a_step_without_anybody_to_do_it_is_asked_about(call_as):
    gp = call_as("gp1")

    page = refused(gp, gp.find(CARL), step="Ring her", step_owner="")

    assert "Choose who does it" in page
