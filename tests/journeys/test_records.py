"""What people write down, and who may read it: rows of the mission by their checks."""

import re
from datetime import timedelta

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

CARL, MAREK = "999 526 0182", "999 016 6137"
DRUG_WORDS = re.compile("heroin|crack|methadone|alcohol|drug|risk|dose", re.IGNORECASE)


def day_fields(name, day):
    return {
        f"{name}_day": day.day,
        f"{name}_month": day.month,
        f"{name}_year": day.year,
    }


def log(caller, person, **words):
    silence = {} if "use_crack_change" in words else {"stimulants_not_asked": "on"}
    words = {"notes": "Well."} | silence | words
    answer = caller.press(f"{person}consultations/log/", **words)
    assert "Consultation saved." in answer[1]
    return caller.path


@pytest.mark.capability(1)
def test_doctor_and_nurse_each_sign_their_own_entry(call):
    gp, nurse = call("gp1"), call("nurse1")
    person = gp.find(CARL)

    log(gp, person, kind="health_promotion", behaviours=["tobacco", "alcohol"])
    log(nurse, person, kind="general_medical", behaviours=["eating"])

    _, page = gp.get(f"{person}timeline/")
    lines = page.split("<li>")
    own = [line for line in lines if "health promotion, tobacco, alcohol" in line]
    other = [line for line in lines if "general medical, eating" in line]
    assert [len(own), len(other)] == [1, 1]
    assert "Dr Amina Yusuf" in own[0]
    assert "Ruth Adeyemi" in other[0]


@pytest.mark.capability(30)
def test_other_conditions_show_on_the_summary(call):
    gp = call("gp1")
    person = gp.find(CARL)

    log(gp, person, condition="COPD", second_condition="Depression")

    for caller in (gp, call("key1")):
        _, page = caller.get(person)
        summary = page.split("Other conditions")[1].split("</dd>")[0]
        assert "COPD" in summary
        assert "Depression" in summary


@pytest.mark.capability(76)
def test_linked_drugs_and_the_medicine_stand_in_one_table(call):
    worker = call("key1")
    person = worker.find(CARL)

    log(
        worker,
        person,
        use_heroin_change="less",
        use_crack_change="more",
        link_first="heroin",
        link_word="come_down",
        link_other="crack",
    )

    _, page = worker.get(f"{person}substances/")
    table = page.split("<tbody>")[1]
    assert "Heroin" in table
    assert "Crack" in table
    assert re.search("come.down", table, re.IGNORECASE)
    assert "Methadone 60 mg daily" in table


@pytest.mark.capability(77)
def test_telling_of_use_is_no_reason_to_end_care(call):
    worker = call("key1")
    _, case = worker.get(worker.find(CARL))

    _, page = worker.get(re.search(r"/episodes/[^/]+/close/", case)[0])

    reasons = re.findall(r'type="radio"[^>]*name="reason"[^>]*value="(\w+)"', page)
    reasons += re.findall(r'name="reason"[^>]*type="radio"[^>]*value="(\w+)"', page)
    assert "left_early" in reasons
    assert not [one for one in reasons if re.search("disclos|told|using", one)]
    assert "That somebody told of use is never a reason" in page


@pytest.mark.capability(66)
def test_reception_sees_names_and_workers_and_nothing_clinical(call):
    desk, worker = call("rec1"), call("key1")
    person = worker.find(CARL)
    booking = f"{person}appointments/book/"
    leon = worker.option(booking, "Leon Whitcombe")
    at_ten = day_fields("day", worker.today) | {"time": "10:00"}
    worker.press(booking, with_member=leon, **at_ten)

    _, page = desk.get("/arrivals/")

    shown = re.sub("<[^>]+>", " ", page.split("<main")[1].split("</main")[0])
    assert "Dunny" in shown
    assert "Leon Whitcombe" in shown
    assert not DRUG_WORDS.search(shown)
    assert desk.get(person)[0] == 403
    assert desk.get(f"{person}timeline/")[0] == 403


@pytest.mark.capability("N3")
def test_a_call_and_the_next_date_are_logged_from_the_caseload(call):
    worker = call("key1")
    person = worker.find(CARL)
    _, caseload = worker.get("/caseload/?whose=mine&page=2")  # his is not yet due
    assert f"{person}contacts/log/" in caseload

    worker.press(
        f"{person}contacts/log/",
        channel="call",
        outcome="did_not_attend",
        notes="Rang twice.",
        **day_fields("next_on", worker.today + timedelta(days=3)),
    )

    assert worker.path == "/caseload/"
    _, page = worker.get(f"{person}timeline/")
    assert "Rang twice." in page


@pytest.mark.capability("N6")
def test_a_pair_that_must_not_meet_is_not_booked_together(call):
    worker = call("key1")
    carl, marek = worker.find(CARL), worker.find(MAREK)
    worker.press(f"{carl}apart/", other=MAREK, because="A quarrel over money.")
    at_ten = day_fields("day", worker.today + timedelta(days=1)) | {"time": "10:00"}
    at_ten["with_member"] = worker.option(f"{carl}appointments/book/", "Leon Whitcombe")
    worker.press(f"{carl}appointments/book/", **at_ten)

    _, page = worker.press(f"{marek}appointments/book/", **at_ten)

    assert "Booked for" not in page
    for words in ("Carl", "Dunmore", "DUNMORE", "quarrel"):
        assert words not in page
    _, page = worker.press(f"{marek}appointments/book/", **at_ten | {"time": "15:00"})
    assert "Booked for" in page


@pytest.mark.capability("N8")
def test_an_episode_names_the_facts_that_nobody_asked_yet(call):
    worker = call("key1")
    worker.press("/people/add/", given="Jade", family="Hollis")
    person = worker.path

    named = worker.option(f"{person}episodes/open/", "Leon Whitcombe")
    worker.press(f"{person}episodes/open/", named_worker=named)

    _, case = worker.get(person)
    missing = case.split("Facts still to ask")[1].split("</dd>")[0].lower()
    for words in ("referral", "triage", "injecting", "ethnicity", "accommodation"):
        assert words in missing


@pytest.mark.capability("X3")
def test_each_page_that_was_opened_is_a_line_for_the_privacy_officer(call):
    gp = call("gp1")
    person = gp.find(CARL)
    for page in ("", "timeline/", "substances/"):
        gp.get(f"{person}{page}")

    _, page = call("priv1").get("/accesses/")
    rows = [row for row in page.split("<tr>") if "Dr Amina Yusuf" in row]
    assert len(rows) >= 3
    _, own = call("su1").get("/my-record/")
    assert "Dr Amina Yusuf" in own


@pytest.mark.capability("X10")
def test_an_amended_entry_keeps_its_old_words_and_the_reason(call):
    gp = call("gp1")
    entry = log(gp, gp.find(CARL), notes="Lives with his brother.")

    gp.press(f"{entry}amend/", notes="Lives with his sister.", reason="I misheard.")

    _, page = gp.get(gp.path)
    for words in ("Lives with his sister.", "Lives with his brother.", "I misheard."):
        assert words in page


@pytest.mark.capability("X10")
def test_an_entry_on_the_wrong_person_moves_and_leaves_one_line(call):
    gp = call("gp1")
    carl, marek = gp.find(CARL), gp.find(MAREK)
    entry = log(
        gp,
        carl,
        notes="Fell from a ladder in May.",
        condition="Gout",
        use_crack_change="less",
        audit_1="3",
        vaccine_dose="2",
    )

    gp.press(f"{entry}move/", to=MAREK, reason="Two windows were open.")
    moved = gp.path

    for page in (carl, f"{carl}timeline/"):
        said = gp.get(page)[1]
        assert "ladder" not in said
        assert "Gout" not in said
    assert "made in error" in said
    assert "Gout" in gp.get(marek)[1].split("Other conditions")[1].split("</dd>")[0]
    line = gp.get(f"{marek}timeline/")[1].split(moved)[1].split("<li>")[0]
    for words in (
        "Fell from a ladder in May.",
        "Crack: less",
        "AUDIT-C: total not known, 1 of 3 answered",
        "Hepatitis B dose 2",
        "Other condition: Gout",
    ):
        assert words in line
        assert words in gp.get(moved)[1]


@pytest.mark.capability(91)
def test_a_death_ends_what_was_open_and_its_mistake_is_undone_whole(call):
    worker, lead = call("key1"), call("lead1")
    person = worker.find(MAREK)
    _, before = worker.get(person)

    worker.press(
        f"{person}death/record/",
        told_by="His sister",
        **day_fields("died_on", worker.today),
    )
    _, case = worker.get(person)
    assert "Deceased" in case
    assert "Marek" not in call("gp1").get("/")[1]

    lead.press(f"{person}death/undo/", reason="Another man of that name.")
    _, after = worker.get(person)
    assert "Deceased" not in after.split("Last contacts")[0]
    in_treatment = "In treatment since"
    assert (in_treatment in after) == (in_treatment in before)


@pytest.mark.capability("X3")
def test_the_privacy_officer_holds_a_line_back_until_a_review(call):
    officer, carl = call("priv1"), call("su1")
    gp = call("gp1")
    gp.get(f"{gp.find(CARL)}timeline/")
    read = "Dr Amina Yusuf, GP, Millbrook Surgery, read your timeline"
    assert read in carl.get("/my-record/")[1]

    _, page = officer.get("/accesses/")
    row = next(
        row for row in page.split("<tr>") if "Read a person&#x27;s timeline" in row
    )
    in_a_week = officer.today + timedelta(days=7)
    officer.press(
        re.search(r"/accesses/\d+/hold/", row)[0],
        reason="Would put a child in danger",
        **day_fields("review_on", in_a_week),
    )

    assert officer.path == "/accesses/"
    assert read not in carl.get("/my-record/")[1]
    _, alerts = officer.get("/alerts/")
    assert "Look of Dr Amina Yusuf" in alerts
    assert "Review due" not in alerts
    officer.post("/demo/next-day/", {"days": 7})
    _, alerts = officer.get("/alerts/")
    assert "Review due" in alerts
    review = re.search(r"/held-lines/\d+/review/", alerts)[0]
    assert "Would put a child in danger" in officer.get(review)[1]
    officer.press(review, outcome="show")
    assert read in carl.get("/my-record/")[1]


@pytest.mark.capability("X3")
def test_a_scheme_may_show_roles_in_place_of_names(call):
    gp, coordinator = call("gp1"), call("coord1")
    gp.get(gp.find(CARL))

    coordinator.press("/scheme/settings/names_shown_to_person/change/", value="no")
    coordinator.post("/demo/next-day/", {})

    _, own = call("su1").get("/my-record/")
    assert "Yusuf" not in own
    assert "GP, Millbrook Surgery, read your case page" in own
