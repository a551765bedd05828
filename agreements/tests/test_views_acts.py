"""Acts from the agreement's page, through the front door: a no, and a refusal."""

import pytest

from agreements.tests.test_views import act, answer_criteria, draft

pytestmark = pytest.mark.slow


def test_a_draft_that_says_too_little_is_refused_with_the_way_to_complete_it(call_as):
    specialist = call_as("spec1")
    answer_criteria(specialist)
    agreement = draft(specialist, monitoring="")

    answer = act(specialist, agreement, "send")()

    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'href="{agreement}change/">Complete the request</a>' in page


def test_a_gp_records_that_the_person_no_longer_agrees_and_both_sides_read_it(call_as):
    gp = call_as("gp1")
    agreement = gp.get("/shared-care/").context["rows"][0]["url"]

    answer = act(gp, agreement, "agreed-no-longer", text="Wants the clinic")()

    assert "Both sides are asked to talk." in answer.content.decode()
    page = call_as("spec1").get(agreement).content.decode()
    assert "The person no longer agrees" in page
    assert "Wants the clinic" in page
