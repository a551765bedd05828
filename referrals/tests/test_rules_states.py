"""A referral moves by its table, and a silence moves nothing."""

from itertools import product

import pytest

from referrals.rules.states import (
    FINAL,
    MOVES,
    UNANSWERED,
    UNSEEN,
    DeclineReason,
    Outcome,
    Side,
    State,
    Verb,
    kinds_from,
    next_act,
    verbs_open,
    what_death_asks,
    whose_turn,
    why_not,
    why_not_close,
    why_not_decline,
)

FIRST_SEEN = "Say first when the person was seen."
BOTH = {Side.REFERRER, Side.SERVICE}


@pytest.mark.parametrize(
    ("state", "side", "verbs"),
    [
        ("sent", "service", "accept decline ask"),
        ("sent", "referrer", "revoke"),
        ("query", "service", "accept decline"),
        ("query", "referrer", "revoke answer"),
        ("received", "service", "book see close"),
        ("received", "referrer", "revoke"),
        ("booked", "service", "see unbook close"),
        ("booked", "referrer", "revoke"),
        ("seen", "service", "close"),
        ("seen", "referrer", ""),
    ],
)
def test_each_side_does_its_own(state, side, verbs):
    assert verbs_open(State(state), Side(side)) == verbs.split()


@pytest.mark.parametrize("state", FINAL)
@pytest.mark.parametrize("side", Side)
def test_what_is_over_is_over(state, side):
    assert verbs_open(state, side, service_signs_in=False) == []
    assert whose_turn(state) is None


def test_a_referrer_writes_down_what_an_outside_service_told():
    told = verbs_open(State.RECEIVED, Side.REFERRER, service_signs_in=False)

    assert told == ["book", "see", "close", "revoke"]


def test_an_outside_service_does_nothing_of_the_referrers():
    why = why_not(State.SENT, Verb.REVOKE, Side.SERVICE, service_signs_in=False)

    assert why == "Only whoever referred may revoke."


@pytest.mark.parametrize(
    ("state", "verb", "side", "why"),
    [
        ("sent", "accept", "referrer", "Only the service referred to may accept."),
        (
            "revoked",
            "accept",
            "service",
            "The referral was revoked: it cannot be accepted now.",
        ),
        (
            "closed",
            "book",
            "service",
            "The referral is closed: it cannot be booked now.",
        ),
    ],
)
def test_a_no_says_why_in_a_sentence(state, verb, side, why):
    assert why_not(State(state), Verb(verb), Side(side)) == why


def test_every_no_is_a_sentence():
    asked = product(State, Verb, Side, [True, False])
    answers = {why_not(*each) for each in asked}

    assert all(not said or said.endswith(".") for said in answers)


def test_each_line_of_the_table_is_the_only_one_of_its_kind():
    assert len({(move.before, move.verb) for move in MOVES}) == len(MOVES)
    assert {move.verb for move in MOVES} == set(Verb) - {Verb.RESUME}
    assert {move.after for move in MOVES} == set(State)
    assert {side for move in MOVES for side in move.sides} == BOTH | {Side.CLOCK}


@pytest.mark.parametrize("side", sorted(BOTH))
@pytest.mark.parametrize("signs_in", [True, False])
def test_nobody_but_the_clock_stops_a_referral(side, signs_in):
    assert why_not(State.SENT, Verb.STOP, side, signs_in) == "Only the clock may stop."


@pytest.mark.parametrize("state", State)
def test_a_death_stops_what_is_open_and_its_undoing_what_it_stopped(state):
    is_open = state not in FINAL

    assert what_death_asks(state, True) == (Verb.STOP if is_open else None)
    came_back = Verb.RESUME if state == State.STOPPED else None
    assert what_death_asks(state, False) == came_back


def test_only_the_service_accepts():
    accepting = [m for m in MOVES if m.before in UNANSWERED and m.after == "received"]

    assert {move.sides for move in accepting} == {(Side.SERVICE,)}


def test_somebody_is_always_wanted_until_it_is_over():
    turns = {state: whose_turn(state) for state in State if state not in FINAL}

    assert turns.pop(State.QUERY) == Side.REFERRER
    assert set(turns.values()) == {Side.SERVICE}
    assert set(UNSEEN) | {State.SEEN} == {*turns, State.QUERY}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("side", Side)
def test_each_side_has_a_next_act(state, side):
    act = next_act(state, side)

    assert act.endswith(".")
    assert whose_turn(state) != side or act != "Nothing waits for you."


@pytest.mark.parametrize(
    ("side", "signs_in", "words"),
    [
        (Side.SERVICE, True, "say whether the person was seen."),
        (Side.REFERRER, True, "the service is to say whether the person was seen."),
        (Side.REFERRER, False, "say whether the person was seen."),
    ],
)
def test_once_the_day_booked_is_past_somebody_is_to_say_what_came_of_it(
    side, signs_in, words
):
    act = next_act(State.BOOKED, side, signs_in, was_booked_for="25-Nov-2026")

    assert act == f"The meeting was booked for 25-Nov-2026: {words}"
    assert "25-Nov" not in next_act(State.SEEN, side, signs_in, "25-Nov-2026")


@pytest.mark.parametrize(
    ("reason", "text", "begins"),
    [
        (DeclineReason.NO_CAPACITY, "Open again in May", ""),
        (DeclineReason.NO_CAPACITY, " ", "Say in a sentence why"),
        ("", "Open again in May", "Choose why"),
        ("disclosed_use", "Uses at weekends", "Choose why"),
    ],
)
def test_declining_has_a_reason_and_a_sentence(reason, text, begins):
    why = why_not_decline(reason, text)

    assert why.startswith(begins)
    assert bool(why) is bool(begins)


@pytest.mark.parametrize(
    ("state", "outcome", "why"),
    [
        (State.SEEN, Outcome.HELPED, ""),
        (State.BOOKED, Outcome.HELPED, FIRST_SEEN),
        (State.RECEIVED, Outcome.ONGOING_WITH_SERVICE, FIRST_SEEN),
        (State.BOOKED, Outcome.DID_NOT_ATTEND, ""),
        (State.RECEIVED, Outcome.NO_LONGER_WANTED, ""),
        (State.SEEN, "", "Choose what came of it."),
    ],
)
def test_closing_says_what_came_of_it(state, outcome, why):
    assert why_not_close(state, outcome, "Met twice.") == why


def test_closing_has_words():
    why = why_not_close(State.SEEN, Outcome.HELPED, " ")

    assert why == "Say in a sentence what came of it."


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        ("practice", "treatment onward"),
        ("service", "general_care onward"),
        ("pharmacy", ""),
        ("other", ""),
    ],
)
def test_each_kind_of_organisation_refers_for_its_own(kind, asks):
    assert list(kinds_from(kind)) == asks.split()


def test_for_an_outside_service_the_referrer_is_wanted_and_told_what_to_write():
    for state in UNSEEN:
        assert whose_turn(state, service_signs_in=False) == Side.REFERRER
    said = next_act(State.SENT, Side.REFERRER, service_signs_in=False)
    assert said == "Ask the service, and write down what it answers."
