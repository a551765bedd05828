"""Drafts are kept of the forms that have one, and of no others."""

import pytest

pytestmark = pytest.mark.slow
CARL = "999 526 0182"


@pytest.mark.parametrize(
    ("form", "status"), [("log_consultation", 204), ("no_such_form", 404)]
)
def test_a_draft_is_kept_of_a_known_form_alone(call_as, form, status):
    gp = call_as("gp1")
    person = gp.find(CARL).split("/")[2]

    assert gp.post(f"/drafts/{form}/{person}/", {"notes": "x"}).status_code == status
