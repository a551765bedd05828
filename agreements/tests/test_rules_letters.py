"""What the letter of each act says, and that none of them says yes for a silence."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.rules.letters import HAS_LETTER, Kept, letter_of
from agreements.rules.states import Verb

KEPT = Kept(
    verb=Verb.SEND,
    on_day=date(2027, 3, 9),
    by="Dr Tom Penhale",
    practice="Station Road Practice",
    service="Harbour House",
    reply_by_on=date(2027, 3, 23),
    starts_on=date(2027, 3, 30),
    notice_on=date(2027, 4, 6),
)
BACK_TODAY = (
    "From 9 March 2027 it is for Harbour House to prescribe, and for Station Road "
    "Practice no longer."
)


def told_by(verb):
    letter = letter_of(replace(KEPT, verb=verb))
    return " ".join([letter.heading, letter.opening, *letter.asks])


@pytest.mark.parametrize("verb", HAS_LETTER)
def test_every_letter_has_its_words_filled_in(verb):
    words = told_by(verb)

    assert "{" not in words
    assert "None" not in words


@pytest.mark.parametrize(
    "verb",
    [Verb.HAND_BACK_TODAY, Verb.TAKE_BACK, Verb.REPLACE, Verb.TRANSFER, Verb.END],
)
def test_a_hand_over_names_the_day_and_for_whom_it_is_to_prescribe(verb):
    assert BACK_TODAY in told_by(verb)


def test_where_another_practice_follows_it_is_for_that_one_to_prescribe():
    letter = letter_of(replace(KEPT, verb=Verb.TRANSFER, is_followed=True))

    assert "it is for that practice to prescribe" in letter.asks[0]
    assert "Harbour House" not in " ".join([letter.opening, *letter.asks])


def test_a_move_names_its_day_and_who_prescribes_from_it():
    words = told_by(Verb.MOVE_PRACTICE)

    assert "no longer from 6 April 2027" in words
    assert "unless the new practice begins on that day" in words


def test_a_request_names_the_reply_day_and_takes_no_silence_for_a_yes():
    words = told_by(Verb.SEND)

    assert "Please answer by 23 March 2027" in words
    assert "No answer is not a yes" in words


def test_an_acceptance_names_who_and_from_when_and_waits_for_the_person():
    words = told_by(Verb.ACCEPT)

    assert "Dr Tom Penhale, of Station Road Practice, accepts" in words
    assert "prescribes from 30 March 2027" in words
    assert "only when the person has agreed" in words


def test_a_refusal_changes_nothing():
    assert "Nothing changes" in told_by(Verb.DECLINE)


def test_a_notice_names_its_own_day_not_the_day_on_which_it_was_given():
    words = told_by(Verb.GIVE_NOTICE)

    assert "From 6 April 2027 it is for Harbour House to prescribe" in words
    assert "9 March" not in words


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb not in HAS_LETTER])
def test_other_acts_have_no_letter(verb):
    with pytest.raises(KeyError):
        told_by(verb)
