"""A referral in one sentence, and its states in a row."""

from dataclasses import replace
from datetime import date

import pytest

from referrals.rules.states import Outcome, State, Verb
from referrals.rules.words import Told, sentence, sentence_for_person, strip

TODAY = date(2027, 4, 5)
SENT = Told(State.SENT, "Quay Minds", "Elm Surgery", target_on=date(2027, 4, 19))


@pytest.mark.parametrize(
    ("state", "more", "says"),
    [
        ("sent", {}, "Waiting for Quay Minds to answer, by Mon 19-Apr."),
        (
            "query",
            {},
            "Waiting for Elm Surgery to answer a question; target Mon 19-Apr.",
        ),
        (
            "received",
            {},
            "Waiting for Quay Minds to book a first meeting, by Mon 19-Apr.",
        ),
        (
            "booked",
            {"booked_for_on": date(2027, 6, 1)},
            "Booked for 01-Jun-2027 with Quay Minds; target Mon 19-Apr.",
        ),
        (
            "seen",
            {"seen_on": TODAY},
            "Seen on Mon 05-Apr. Waiting for Quay Minds to say what came of it.",
        ),
        ("closed", {"outcome": "did_not_attend"}, "Closed: did not attend."),
        ("declined", {}, "Quay Minds declined."),
        ("revoked", {}, "Elm Surgery revoked it."),
        ("stopped", {}, "Stopped: recorded as deceased."),
    ],
)
def test_the_sentence_says_who_is_waited_for(state, more, says):
    assert sentence(replace(SENT, state=State(state), **more), TODAY) == says


@pytest.mark.parametrize(
    ("state", "more", "says"),
    [
        ("sent", {}, "Waiting for Quay Minds to answer."),
        ("query", {}, "Quay Minds has asked Elm Surgery a question."),
        ("received", {}, "Quay Minds has said yes, and will offer you a day."),
        (
            "booked",
            {"booked_for_on": date(2027, 6, 1)},
            "You have a day with Quay Minds: 1 June 2027.",
        ),
        ("seen", {"seen_on": TODAY}, "Quay Minds saw you on 5 April 2027."),
        (
            "closed",
            {"outcome": "helped"},
            "Quay Minds saw you, and their part is done.",
        ),
        (
            "closed",
            {"outcome": "did_not_attend"},
            "You and Quay Minds did not meet, and it is closed. You can ask again.",
        ),
        ("closed", {"outcome": "died"}, "It is over."),
        (
            "declined",
            {},
            "Quay Minds could not take it on. Elm Surgery looks for another way with"
            " you.",
        ),
        ("revoked", {}, "Elm Surgery took it back."),
        ("stopped", {}, "It is over."),
    ],
)
def test_the_person_reads_where_it_stands_in_plain_words(state, more, says):
    assert sentence_for_person(replace(SENT, state=State(state), **more)) == says


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_words_for_the_person(outcome):
    said = sentence_for_person(replace(SENT, state=State.CLOSED, outcome=outcome))

    assert said.endswith(".")


def test_the_strip_shows_what_is_to_come():
    steps = strip("Ada, today", "", {Verb.ACCEPT: "Bo, today"})

    assert [step.label for step in steps if step.is_done] == ["Sent", "Received"]
    assert [step.label for step in steps] == [
        "Sent",
        "Opened",
        "Received",
        "Booked",
        "Seen",
        "Closed",
    ]


def test_the_strip_of_one_that_was_cut_short_ends_there():
    steps = strip("Ada, today", "Bo, today", {Verb.DECLINE: "Bo, today"})

    assert [step.label for step in steps] == ["Sent", "Opened", "Declined"]
