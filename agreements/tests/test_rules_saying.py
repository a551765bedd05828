"""What the person says is always heard; it ends nothing that runs."""

from datetime import timedelta

import pytest

from agreements.rules.saying import act_of_word, no_to_talk_about, why_not_say
from agreements.rules.states import Party, State, Verb, move_of
from agreements.rules.words import Act
from agreements.tests.standings import TODAY, standing


@pytest.mark.parametrize(
    ("state", "has_agreed", "verb", "is_heard", "act"),
    [
        ("sent", False, "agree", True, "agree"),
        ("sent", True, "agree", True, "still_agree"),
        ("sent", True, "withdraw", True, "withdraw"),
        ("query", True, "agree", True, "still_agree"),
        ("query", True, "withdraw", True, "withdraw"),
        ("accepted", False, "agree", True, "agree"),
        ("accepted", True, "agree", True, "still_agree"),
        ("accepted", True, "withdraw", True, "withdraw"),
        ("active", True, "agree", True, "still_agree"),
        ("active", True, "withdraw", True, "disagree"),
        ("notice_given", True, "withdraw", False, "withdraw"),
        ("notice_given", True, "agree", False, "still_agree"),
        ("ended", True, "agree", False, "still_agree"),
        ("ended", True, "withdraw", False, "withdraw"),
    ],
)
def test_what_the_person_says_is_heard_as_an_act(
    state, has_agreed, verb, is_heard, act
):
    stands = standing(state, has_person_agreed=has_agreed)

    said = Verb(verb), Party.PERSON

    assert (why_not_say(stands, *said) == "") is is_heard
    assert act_of_word(stands, *said) == act


def test_no_word_of_the_person_ends_what_is_active():
    stands = standing("active", has_person_agreed=True)
    acts = [act_of_word(stands, verb, Party.PERSON) for verb in Verb]
    open_to_them = [act for act in acts if not why_not_say(stands, act, Party.PERSON)]

    assert open_to_them
    assert {move_of(State.ACTIVE, act).after for act in open_to_them} == {State.ACTIVE}


@pytest.mark.parametrize("party", [one for one in Party if one != Party.PERSON])
def test_nobody_else_takes_back_what_is_active_by_a_word(party):
    assert why_not_say(standing("active"), Verb.WITHDRAW, party)


def test_of_somebody_who_has_died_nothing_more_is_said():
    stands = standing("active", has_person_agreed=True, has_died=True)

    assert why_not_say(stands, Verb.WITHDRAW, Party.PERSON)


@pytest.mark.parametrize(
    ("verbs", "nth"),
    [
        ("", None),
        ("activate", None),
        ("disagree", 0),
        ("activate disagree take_part", 1),
        ("disagree disagree", 1),
        ("disagree review", None),
        ("disagree still_agree", None),
        ("review disagree", 1),
        ("disagree review disagree", 2),
    ],
)
def test_a_no_waits_to_be_talked_about_until_a_review_or_a_yes(verbs, nth):
    acts = [
        Act(Verb(verb), State.ACTIVE, "Kit Moss", TODAY + timedelta(days=n))
        for n, verb in enumerate(verbs.split())
    ]

    assert no_to_talk_about(acts) == (None if nth is None else acts[nth])
