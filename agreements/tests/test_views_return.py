"""Back from outside: the older dose stands nowhere without the newer word."""

import pytest

from agreements.tests.test_views import CARL
from agreements.tests.test_views_prescribers import LINE, goes_inside, words_of
from core.clock import today
from core.templatetags.house import staff_date
from home.tests.test_case import METHADONE, tell

pytestmark = pytest.mark.slow
SAID = "Methadone 40 mg daily, last dose today"
BEFORE = "Methadone 60 mg daily"


@pytest.fixture
def worker(call_as):
    """Who has told of Carl's return from prison."""
    worker = call_as("key1")
    person = worker.find(CARL)
    goes_inside(worker, person)
    worker.press(f"{person}{LINE}return/", text=SAID)
    return worker


def newer():
    return f"Newer, told on return {staff_date(today(), today())}: {SAID}"


def pages_of(call_as):
    """Every page on which the medicine stands, as those read it who go by it."""
    gp, pharmacy = call_as("gp1"), call_as("pharm1")
    agreement = gp.get("/shared-care/").context["rows"][0]["url"]
    collections = words_of(pharmacy.get("/collections/"))
    supply = collections.split("DUNMORE, Carl")[0].rpartition('href="')[2]
    return {
        "case page": words_of(gp.get(gp.find(CARL))),
        "agreement": words_of(gp.get(agreement)),
        "collections": collections,
        "supply": words_of(pharmacy.get(supply.partition('"')[0])),
    }


def test_what_was_told_on_return_stands_beside_the_older_dose(worker, call_as):
    for name, page in pages_of(call_as).items():
        assert BEFORE in page, name
        assert page.index(BEFORE) < page.index(newer()), name


def test_a_later_return_of_which_nothing_is_known_hides_no_dose(worker, call_as):
    person = worker.find(CARL)
    goes_inside(worker, person)
    worker.press(f"{person}{LINE}return/", text="Nothing is known")

    day = staff_date(today(), today())
    both = f"Newer, told on return {day}: Nothing is known · on return {day}: {SAID}"
    for name, page in pages_of(call_as).items():
        assert both in page, name


def test_while_somebody_is_inside_the_pharmacy_s_list_says_who_prescribes(call_as):
    worker = call_as("key1")
    goes_inside(worker, worker.find(CARL))

    collections = words_of(call_as("pharm1").get("/collections/"))

    assert "The healthcare team, HMP Dale, prescribes since" in collections


def test_a_request_is_not_begun_with_the_older_dose(worker, call_as):
    specialist = call_as("spec1")

    page = specialist.get(f"{specialist.find(CARL)}agreements/draft/")

    assert page.context["form"].initial["medicine"] == ""


def test_the_item_leads_to_telling_the_medicine_and_is_done_by_it(worker, call_as):
    gp = call_as("gp1")
    (item,) = [one for one in gp.get("/").context["items"] if SAID in one["why"]]
    assert item["act"] == "Tell the medicine"
    assert not item["ticks"]

    tell(gp, gp.find(CARL), **METHADONE | {"text": "Methadone 40 mg daily"})

    assert SAID not in words_of(gp.get("/"))
    assert not any(newer() in page for page in pages_of(call_as).values())


def test_a_dose_that_is_the_same_as_before_may_be_told_anew(worker, call_as):
    gp = call_as("gp1")
    person = gp.find(CARL)
    form = gp.get(f"{person}medicine/tell/").context["form"]
    (stands,) = form.standing.values()

    tell(gp, person, **METHADONE | {"text": stands.text})

    assert newer() not in words_of(gp.get(person))
