"""The privacy officer's pages: tries that opened nothing, and exclusions that end."""

import pytest

from audit.models import Event

pytestmark = pytest.mark.slow


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
