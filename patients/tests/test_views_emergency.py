"""In an emergency: from the search to the record in three steps."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.slow
KEELEY = "999 159 0838"
BORN = {"born_on_day": "2", "born_on_month": "11", "born_on_year": "1988"}


@pytest.fixture
def gp(call_as):
    """Of the practice where Keeley is registered; she did not permit sharing."""
    return call_as("gp2")


def open_record(gp, **words):
    known = {"nhs_number": KEELEY, "reason": "risk_to_life", "words": "Unconscious."}
    return gp.press(
        reverse("patients:request_emergency_access"), **known | BORN | words
    )


def test_from_the_search_to_the_record_in_three_steps(gp):
    searched = gp.get("/search/", {"q": KEELEY}).content.decode()
    assert "FROST" not in searched
    assert 'href="/emergency/"' in searched

    asked = gp.get("/emergency/").content.decode()
    reason = re.search(r'name="reason"[^>]*value="(\w+)"', asked)[1]
    record = open_record(gp, reason=reason).content.decode()

    assert "FROST, Keeley" in record
    assert "Allergies:" in record
    assert "Buprenorphine 12 mg daily" in record


def test_the_privacy_officer_has_it_on_the_list(gp, call_as):
    asked = gp.get("/emergency/").content.decode()
    reason = re.search(r'name="reason"[^>]*value="(\w+)"', asked)[1]
    officer = call_as("priv1")
    before = len(officer.get("/alerts/").context["alerts"])

    open_record(gp, reason=reason)

    assert len(officer.get("/alerts/").context["alerts"]) == before + 1
