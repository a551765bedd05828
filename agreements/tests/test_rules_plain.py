"""What the plain-words copy says of each state."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.rules.plain import STEPS, in_full, told_over, told_to_person
from agreements.rules.states import CAME_TO_NOTHING, FINAL, Standing, State
from agreements.rules.words import Names
from core.telling import tells

NAMES = Names("Station Road Practice", "Dr Penhale", "Harbour House", "Dr Okafor")
STANDING = Standing(
    State.SENT,
    date(2027, 3, 9),
    starts_on=date(2027, 3, 16),
    notice_on=date(2027, 4, 6),
)


def told(state, **facts):
    return told_to_person(replace(STANDING, state=state, **facts), NAMES)


def over(state, *, is_own_no=False):
    return told_over(
        state,
        practice=NAMES.practice,
        service=NAMES.service,
        on_day=date(2027, 4, 6),
        is_own_no=is_own_no,
    )


@pytest.mark.parametrize("state", FINAL)
def test_whatever_is_over_says_so_in_whole_sentences_and_whether_it_began(state):
    words = over(state)

    assert words.endswith(".")
    assert not tells(words)
    assert ("never began" in words) == (state in CAME_TO_NOTHING)


def test_a_request_taken_back_says_whose_word_it_was():
    assert "6 April 2027: Harbour House took it back." in over(State.WITHDRAWN)
    own = over(State.WITHDRAWN, is_own_no=True)
    assert "6 April 2027: you said that you do not agree." in own


@pytest.mark.parametrize("state", State)
def test_every_state_is_told_in_whole_sentences_that_tell_no_stranger(state):
    words = told(state)

    assert words.endswith(".")
    assert "{" not in words
    assert not tells(words)


@pytest.mark.parametrize("state", [State.SENT, State.QUERY])
def test_nothing_changes_while_the_practice_has_not_answered(state):
    assert "Nothing changes until it says yes and you agree." in told(state)


def test_what_is_accepted_names_the_day_and_waits_for_the_person():
    assert told(State.ACCEPTED) == (
        "Dr Penhale at Station Road Practice has said yes, from 16 March 2027. "
        "It starts only when you have agreed."
    )


def test_what_is_accepted_and_agreed_waits_for_nobody():
    assert told(State.ACCEPTED, has_person_agreed=True).endswith("from 16 March 2027.")


def test_a_notice_names_who_prescribes_before_and_after_its_day():
    words = told(State.NOTICE_GIVEN)

    assert "From 6 April 2027 Harbour House prescribes your medicine again" in words
    assert "Station Road Practice prescribes until then" in words


def test_every_state_but_the_draft_is_a_step_in_plain_words():
    assert set(STEPS) == set(State) - {State.DRAFT}


def test_a_day_that_is_not_known_is_not_named():
    assert in_full(None) == ""
