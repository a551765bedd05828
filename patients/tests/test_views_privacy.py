"""The privacy officer's pages: tries that opened nothing, and exclusions that end."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from accounts.permissions import Permission
from audit.models import Event
from patients.models import Grant, Patient

pytestmark = pytest.mark.slow
NUMBER, UNSEEN = "999 526 0182", "Somebody whom you may not see now"


def test_a_try_in_an_emergency_that_opens_nothing_is_on_the_officers_page(call_as):
    gp = call_as("gp1")
    asked = {
        "nhs_number": "999 000 0018",
        "born_on_day": "1",
        "born_on_month": "1",
        "born_on_year": "1980",
        "reason": "life_or_serious_harm",
        "words": "Found at the bus station",
    }
    for _ in range(2):
        gp.press("/emergency/", **asked)

    page = call_as("priv1").get("/alerts/")

    tries = page.context["tries"]
    newest = tries[0]
    assert newest["who"] == "Dr Amina Yusuf"
    assert newest["times"] >= 2
    assert "Found at the bus station" in page.content.decode()


def test_an_exclusion_ends_with_a_reason_only(call_as, act_as):
    officer = call_as("priv1")
    (one, *_) = officer.get("/exclusions/").context["exclusions"]
    end = f"/exclusions/{one['pk']}/end/"

    refused = officer.press(end)
    assert refused.context["form"].errors == {"because": ["Enter the reason"]}
    officer.press(end, because="The person asked for it")

    left = officer.get("/exclusions/").context["exclusions"]
    assert one["pk"] not in {other["pk"] for other in left}
    act_as("priv1")
    told = Event.objects.filter(verb="exclusion_ended", subject_id=str(one["pk"]))
    assert told.get().facts == {"because": "The person asked for it"}


def test_an_exclusion_says_from_whom_or_that_there_is_somebody(call_as, act_as):
    officer = call_as("priv1")
    (one, *_) = officer.get("/exclusions/").context["exclusions"]
    assert one["whom"] == UNSEEN

    end = officer.get(f"/exclusions/{one['pk']}/end/").content.decode()

    assert f"kept from the record of <strong>{UNSEEN}</strong>" in end


def test_collections_are_alphabetical_and_found_by_name(call_as):
    pharmacist = call_as("pharm1")
    people = pharmacist.get("/collections/").context["people"]
    names = [one["name"].lower() for one in people]
    assert names == sorted(names)

    found = pharmacist.get("/collections/", {"q": "dunny"}).context["people"]

    assert [one["name"] for one in found] == ["DUNMORE, Carl"]


@pytest.mark.parametrize(
    ("username", "page"), [("rec1", "/arrivals/"), ("pharm1", "/collections/")]
)
def test_whoever_has_no_work_list_begins_on_their_own_page(call_as, username, page):
    assert call_as(username).get("/").url == page


def test_who_looked_says_whom_and_which_page_in_plain_words(call_as):
    gp = call_as("gp1")
    gp.get(gp.find("999 526 0182"))

    accesses = call_as("priv1").get("/accesses/").context["accesses"]

    pages = {one["what"] for one in accesses}
    assert "Open a person's case page" in pages
    assert not [words for words in pages if "_" in words]


@pytest.fixture
def looked(call_as):
    """The address of somebody whose page a GP has opened."""
    gp = call_as("gp1")
    carl = gp.find(NUMBER)
    gp.get(carl)
    return carl


def whom(call_as):
    rows = call_as("priv1").get("/accesses/").context["accesses"]
    return next(one["whom"] for one in rows if "case page" in one["what"])


@pytest.fixture
def name_known(looked, act_as):
    """The officer knows the name, as for four weeks after an emergency access."""
    viewer = act_as("priv1")
    act_as("lead1")
    person = Patient.objects.get(pk=looked[8:-1])
    return Grant.objects.create(
        **person.columns(),
        membership_id=viewer.membership_id,
        reach="name",
        because="privacy",
        starts_on=viewer.day,
        ends_on=viewer.day,
    )


def test_a_name_that_the_officer_may_know_is_shown(call_as, name_known):
    assert whom(call_as) == "DUNMORE, Carl"


def test_whom_the_officer_may_see_no_longer_is_said_and_never_a_blank(
    call_as, act_as, name_known
):
    viewer = act_as("lead1")
    Grant.objects.filter(pk=name_known.pk).update(
        starts_on=viewer.day - timedelta(days=28),
        ends_on=viewer.day - timedelta(days=1),
    )

    assert whom(call_as) == UNSEEN


def test_a_list_is_told_by_its_number(call_as):
    call_as("gp1").get("/practice/")

    rows = call_as("priv1").get("/accesses/").context["accesses"]

    practice = next(one for one in rows if "practice" in one["what"])
    assert re.fullmatch(r"A list of \d+", practice["whom"])


def test_a_refusal_says_that_there_was_somebody(call_as, looked):
    call_as("gp2").get(looked)
    call_as("com1").get("/caseload/")

    refusals = call_as("priv1").get("/alerts/").context["refusals"]

    assert [one["asked"] for one in refusals[:2]] == ["No one person", UNSEEN]


def test_every_page_that_shows_people_has_words():
    """What is written of a look is a permission, whose sentence is shown."""
    said = set()
    for path in Path().glob("[!.]*/views/*.py"):
        said |= set(re.findall(r'audit\.saw\(\s*"(\w+)"', path.read_text()))

    assert said
    assert said - set(Permission) == set()


def test_one_visit_is_one_line_of_the_persons_own_list(call_as):
    gp = call_as("gp1")
    carl = gp.find("999 526 0182")
    for page in ("", "timeline/", "consultations/log/"):
        gp.get(f"{carl}{page}")

    shown = call_as("su1").get("/my-record/")

    newest = next(one for one in shown.context["looks"] if "Yusuf" in one["who"])
    assert "opened a consultation form, read your timeline" in newest["what"]


def test_the_persons_own_page_tells_a_stranger_nothing_and_whom_to_ring(call_as):
    page = call_as("su1").get("/my-record/").content.decode()

    assert "Service user" not in page
    assert "Harbour House" not in page.split("<main")[0]
