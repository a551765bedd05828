"""What the person says is always heard; it ends nothing that runs."""

import pytest

from agreements.rules.saying import moves_nothing, why_not_say
from agreements.rules.states import Party, Verb
from agreements.tests.standings import standing


@pytest.mark.parametrize(
    ("state", "has_agreed", "verb", "is_heard", "is_no_act"),
    [
        ("sent", False, "agree", True, False),
        ("sent", True, "agree", True, True),
        ("sent", True, "withdraw", True, False),
        ("query", True, "withdraw", True, False),
        ("accepted", True, "withdraw", True, False),
        ("accepted", True, "agree", True, True),
        ("active", True, "agree", True, True),
        ("active", True, "withdraw", True, True),
        ("notice_given", True, "withdraw", False, False),
        ("notice_given", True, "agree", False, False),
        ("ended", True, "agree", False, False),
        ("ended", True, "withdraw", False, False),
    ],
)
def test_what_the_person_says_is_heard(state, has_agreed, verb, is_heard, is_no_act):
    stands = standing(state, has_person_agreed=has_agreed)

    said = Verb(verb), Party.PERSON

    assert (why_not_say(stands, *said) == "") is is_heard
    assert moves_nothing(stands, *said) is is_no_act


@pytest.mark.parametrize("party", [one for one in Party if one != Party.PERSON])
def test_nobody_else_says_no_to_what_is_active(party):
    assert why_not_say(standing("active"), Verb.WITHDRAW, party)


def test_of_somebody_who_has_died_nothing_more_is_said():
    stands = standing("active", has_person_agreed=True, has_died=True)

    assert why_not_say(stands, Verb.WITHDRAW, Party.PERSON)
