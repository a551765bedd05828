"""How much each page that people wait for asks of the database, and no more.

Whoever adds a statement to one of these pages changes its number here, and says why in
the commit. Counted as the application counts: a transaction inside the test's own adds
its savepoints, and clearing the token at its end.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow

ABOUT_A_TRANSACTION = re.compile(r"SAVEPOINT|RELEASE|ROLLBACK|SELECT set_config")
CARL = "999 526 0182"
AGREEMENT = r"/shared-care/[0-9a-f-]{36}/"

PAGES = {
    "work list": ("key1", "/", 6),
    "caseload": ("key1", "/caseload/?whose=mine", 3),
    "case page": ("gp1", "{carl}", 6),
    "timeline": ("gp1", "{carl}timeline/", 6),
    "search": ("gp1", "/search/?q=dun", 4),
    "consultation form": ("gp1", "{carl}consultations/log/", 7),
    "agreement, service": ("spec1", "{agreement}", 7),
    "agreement, practice": ("gp1", "{agreement}", 7),
    "shared care, service": ("spec1", "/shared-care/", 5),
    "shared care, practice": ("gp1", "/shared-care/", 5),
}


def statements_of(ask):
    """What is asked of the database meanwhile."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    statements = [query["sql"] for query in captured.captured_queries]
    return [one for one in statements if not ABOUT_A_TRANSACTION.match(one)]


def asked(browser, address):
    """The statements of one page, once the connection knows its named ones."""
    assert browser.get(address).status_code == 200
    return statements_of(lambda: browser.get(address))


def addresses(browser):
    """Of Carl's page, and of the agreement about him."""
    carl = browser.find(CARL)
    page = browser.get(carl).content.decode()
    return {"carl": carl, "agreement": re.search(AGREEMENT, page)[0]}


@pytest.mark.capability("X7")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_so_much_and_no_more(call_as, page):
    username, address, statements = PAGES[page]
    browser = call_as(username)
    address = address.format(**addresses(browser) if "{" in address else {})

    found = asked(browser, address)

    assert len(found) == statements, "\n".join(found)


def test_saving_a_consultation_asks_so_much_and_no_more(call_as):
    gp = call_as("gp1")
    address = f"{gp.find(CARL)}consultations/log/"
    said = {"stimulants_not_asked": "on", "step": "See the keyworker for sleep"}
    typed = fields_of(gp.get(address).content.decode()) | said

    found = statements_of(lambda: gp.post(address, typed))

    assert len(found) == 16, "\n".join(found)


def test_a_list_asks_no_more_for_twenty_people_than_for_a_few(call_as):
    many, few = call_as("key1"), call_as("gp1")

    assert len(asked(many, "/caseload/?whose=mine")) == len(
        asked(few, "/caseload/?whose=mine")
    )
