"""What the forms of acts ask to be put right before anything is done."""

import pytest

from agreements.forms.acts import HandBackForm
from agreements.rules.states import Verb
from agreements.tests.standings import TODAY

CALL = {"rung": "Dr Marsh", "rung_at": "09:30", "text": "Unsafe"}


@pytest.mark.parametrize(
    ("telephone", "errors"),
    [
        ("01632 960 001", []),
        ("switchboard", ["Enter the telephone number that you rang"]),
        ("", ["Enter the telephone number that you rang"]),
    ],
)
def test_a_call_has_a_number_before_anybody_hands_back(telephone, errors):
    form = HandBackForm(
        CALL | {"telephone": telephone},
        whom_to_ring="Dr Pryce takes over",
        verb=Verb.HAND_BACK_TODAY,
        action="",
        today=TODAY,
    )

    assert form.errors.get("telephone", []) == errors
