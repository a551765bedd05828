"""An agreement moves by its table, by its parties, and a silence moves nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.rules.states import (
    FINAL,
    LIVE,
    MOVES,
    RUNNING,
    SILENCE,
    Party,
    Standing,
    State,
    Verb,
    move_of,
    verbs_open,
    why_not,
)
from agreements.tests.standings import ONE_DAY, TODAY, standing


@pytest.mark.parametrize(
    ("state", "verb", "party", "after"),
    [
        ("draft", "send", "specialist", "sent"),
        ("draft", "withdraw", "specialist", "withdrawn"),
        ("sent", "ask", "practice", "query"),
        ("sent", "accept", "practice", "accepted"),
        ("sent", "decline", "practice", "declined"),
        ("sent", "withdraw", "specialist", "withdrawn"),
        ("sent", "withdraw", "person", "withdrawn"),
        ("sent", "agree", "person", "sent"),
        ("query", "answer", "specialist", "sent"),
        ("query", "accept", "practice", "accepted"),
        ("query", "decline", "practice", "declined"),
        ("query", "withdraw", "specialist", "withdrawn"),
        ("accepted", "agree", "person", "accepted"),
        ("accepted", "agree", "specialist", "accepted"),
        ("accepted", "agree", "practice", "accepted"),
        ("accepted", "take_part", "pharmacy", "accepted"),
        ("accepted", "decline", "practice", "declined"),
        ("accepted", "withdraw", "person", "withdrawn"),
        ("active", "take_part", "pharmacy", "active"),
        ("active", "disagree", "person", "active"),
        ("active", "disagree", "specialist", "active"),
        ("active", "disagree", "practice", "active"),
        ("active", "review", "practice", "active"),
        ("active", "review", "specialist", "active"),
        ("active", "give_notice", "practice", "notice_given"),
        ("active", "give_notice", "coordinator", "notice_given"),
        ("active", "give_notice", "clock", "notice_given"),
        ("active", "move_practice", "specialist", "notice_given"),
        ("active", "move_practice", "practice", "notice_given"),
        ("active", "take_over", "practice", "active"),
        ("notice_given", "take_over", "practice", "active"),
        ("notice_given", "retract", "practice", "active"),
        ("notice_given", "give_notice", "clock", "notice_given"),
        ("active", "hand_back_today", "practice", "transferred"),
        ("active", "take_back", "specialist", "transferred"),
        ("active", "replace", "coordinator", "transferred"),
        ("active", "end", "specialist", "ended"),
        ("notice_given", "hand_back_today", "practice", "transferred"),
        ("notice_given", "take_back", "specialist", "transferred"),
        ("notice_given", "replace", "practice", "transferred"),
        ("notice_given", "end", "specialist", "ended"),
        ("notice_given", "replace", "clock", "transferred"),
        ("active", "replace", "clock", "transferred"),
        ("sent", "arise", "specialist", "sent"),
        ("accepted", "arise", "practice", "accepted"),
        ("active", "arise", "practice", "active"),
        ("notice_given", "arise", "specialist", "notice_given"),
    ],
)
def test_an_agreement_moves_by_the_table(state, verb, party, after):
    assert why_not(standing(state), Verb(verb), Party(party)) == ""
    assert move_of(State(state), Verb(verb)).after == after


@pytest.mark.parametrize(
    ("state", "verb", "party", "why"),
    [
        (
            "sent",
            "accept",
            "specialist",
            "Only a prescriber of the practice may accept.",
        ),
        ("sent", "accept", "clock", "Only a prescriber of the practice may accept."),
        ("draft", "send", "practice", "Only the specialist service may send."),
        (
            "withdrawn",
            "accept",
            "practice",
            "The agreement was withdrawn: it cannot be accepted now.",
        ),
        (
            "accepted",
            "accept",
            "practice",
            "The agreement has been accepted and has not started: it cannot be "
            "accepted now.",
        ),
        (
            "active",
            "transfer",
            "clock",
            "The agreement is active: it cannot be handed over now.",
        ),
        (
            "active",
            "give_notice",
            "pharmacy",
            "Only a prescriber of the practice or the coordinator may give notice.",
        ),
        (
            "accepted",
            "disagree",
            "person",
            "The agreement has been accepted and has not started: it cannot be "
            "disagreed with now.",
        ),
        (
            "active",
            "disagree",
            "pharmacy",
            "Only the person or the specialist service or a prescriber of the practice "
            "may disagree.",
        ),
        ("active", "still_agree", "practice", "Only the person may still agree."),
        (
            "accepted",
            "activate",
            "practice",
            "Only the clock, on its day, may activate.",
        ),
    ],
)
def test_a_no_says_why_in_a_sentence(state, verb, party, why):
    assert why_not(standing(state), Verb(verb), Party(party)) == why


@pytest.mark.parametrize("state", FINAL)
@pytest.mark.parametrize("party", Party)
def test_what_is_over_is_over_for_everybody(state, party):
    assert verbs_open(standing(state), party) == []
    assert all(why_not(standing(state), verb, party) for verb in Verb)


def test_live_and_final_are_all_states():
    assert len(LIVE) == 6
    assert FINAL == ("declined", "withdrawn", "lapsed", "transferred", "ended")
    assert set(LIVE) | set(FINAL) == set(State)
    assert set(SILENCE) == set(LIVE)


def test_each_line_of_the_table_is_the_only_one_of_its_kind():
    assert len({(move.before, move.verb) for move in MOVES}) == len(MOVES)
    assert {move.verb for move in MOVES} == set(Verb)
    assert {move.after for move in MOVES} | {State.DRAFT} == set(State)
    assert all(move.parties for move in MOVES)


def test_a_silence_is_never_a_yes():
    """No hand but the practice's accepts, and of itself nothing begins to prescribe."""
    accepting = [move for move in MOVES if move.after == State.ACCEPTED != move.before]
    starting = [move for move in MOVES if move.after in RUNNING]
    by_itself = {m.verb for m in MOVES if Party.CLOCK in m.parties}

    assert {move.parties for move in accepting} == {(Party.PRACTICE,)}
    assert {m.before for m in starting if m.before not in RUNNING} == {State.ACCEPTED}
    ends = {Verb.GIVE_NOTICE, Verb.TRANSFER, Verb.REPLACE}
    assert by_itself == {Verb.ACTIVATE, Verb.LAPSE, *ends}


@pytest.mark.parametrize("state", ["sent", "query"])
@pytest.mark.parametrize("late", [-1, 0, 1, 400])
def test_a_late_acceptance_counts_until_it_is_withdrawn(state, late):
    request = standing(state, reply_by_on=TODAY - late * ONE_DAY)

    assert why_not(request, Verb.ACCEPT, Party.PRACTICE) == ""
    assert request.is_reply_overdue is (late > 0)


def test_nothing_else_is_overdue_for_its_reply():
    long_ago = TODAY - 90 * ONE_DAY
    overdue = [s for s in State if standing(s, reply_by_on=long_ago).is_reply_overdue]

    assert overdue == ["sent", "query"]


@pytest.mark.parametrize(
    ("days", "is_due", "is_overdue"),
    [(-1, False, False), (0, True, False), (1, True, True)],
)
def test_a_review_is_due_on_its_day_and_overdue_after_it(days, is_due, is_overdue):
    running = standing("active", review_due_on=TODAY - days * ONE_DAY)
    ended = standing("ended", review_due_on=TODAY - days * ONE_DAY)

    assert (running.is_review_due, running.is_review_overdue) == (is_due, is_overdue)
    assert (ended.is_review_due, ended.is_review_overdue) == (False, False)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, "The person has not agreed yet."),
        ({"has_person_agreed": True}, "The start day has not come yet."),
        ({"has_person_agreed": True, "starts_on": TODAY}, ""),
        ({"has_person_agreed": True, "starts_on": TODAY - ONE_DAY}, ""),
        ({"starts_on": TODAY - ONE_DAY}, "The person has not agreed yet."),
        (
            {"has_person_agreed": True, "starts_on": TODAY, "is_outside": True},
            "The person's medicine is prescribed elsewhere at present.",
        ),
    ],
)
def test_an_agreement_starts_on_its_day_with_the_persons_word(facts, why):
    assert why_not(standing("accepted", **facts), Verb.ACTIVATE, Party.CLOCK) == why


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"lapses_after": TODAY + ONE_DAY}, "It may still start."),
        ({"lapses_after": TODAY}, "It may still start."),
        ({"lapses_after": TODAY - ONE_DAY}, ""),
        (
            {
                "lapses_after": TODAY - ONE_DAY,
                "starts_on": TODAY - 29 * ONE_DAY,
                "has_person_agreed": True,
            },
            "It is to start today.",
        ),
    ],
)
def test_an_acceptance_lapses_after_its_days(facts, why):
    assert why_not(standing("accepted", **facts), Verb.LAPSE, Party.CLOCK) == why


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, ""),
        ({"lapses_after": TODAY}, ""),
        (
            {"lapses_after": TODAY - ONE_DAY},
            "The acceptance is too old: ask the practice again.",
        ),
        (
            {"has_person_agreed": True},
            "The person's agreement is recorded already.",
        ),
    ],
)
def test_the_person_agrees_once_and_in_time(facts, why):
    assert why_not(standing("accepted", **facts), Verb.AGREE, Party.PERSON) == why


@pytest.mark.parametrize(
    ("has_agreed", "why"), [(False, "The person has not agreed yet."), (True, "")]
)
@pytest.mark.parametrize("state", ["sent", "query", "accepted", "active"])
def test_a_yes_is_said_again_where_one_was_said(state, has_agreed, why):
    stands = standing(state, has_person_agreed=has_agreed)

    assert why_not(stands, Verb.STILL_AGREE, Party.PERSON) == why


@pytest.mark.parametrize(
    ("days", "why"), [(-1, "The notice day has not come yet."), (0, ""), (1, "")]
)
def test_a_notice_transfers_on_its_day_whoever_has_answered(days, why):
    under_notice = standing("notice_given", notice_on=TODAY - days * ONE_DAY)

    assert why_not(under_notice, Verb.TRANSFER, Party.CLOCK) == why


@pytest.mark.parametrize("state", [State.ACCEPTED, State.NOTICE_GIVEN])
def test_what_goes_by_a_day_has_one(state):
    with pytest.raises(ValueError):
        Standing(state=state, today=TODAY)


@given(
    starts=st.integers(-60, 60),
    lapse_days=st.integers(0, 60),
    agreed=st.booleans(),
    outside=st.booleans(),
)
def test_an_accepted_agreement_never_starts_and_lapses_on_one_day(
    starts, lapse_days, agreed, outside
):
    starts_on = date(2027, 3, 9) + timedelta(days=starts)
    accepted = standing(
        "accepted",
        starts_on=starts_on,
        lapses_after=starts_on + timedelta(days=lapse_days),
        has_person_agreed=agreed,
        is_outside=outside,
    )

    opened = {Verb.ACTIVATE, Verb.LAPSE} & set(verbs_open(accepted, Party.CLOCK))

    assert len(opened) < 2
    assert Verb.ACTIVATE not in opened or (agreed and starts <= 0 and not outside)
