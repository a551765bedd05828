"""Appointments move by the table, and never meet those to be kept apart."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.appointments import (
    MOVES,
    Booking,
    State,
    Turn,
    Verb,
    clashes,
    may_begin_at,
    moves,
    next_state,
)

TEN = datetime(2027, 3, 9, 10, 0, tzinfo=UTC)


def minutes(count):
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("state", "verb", "turn", "after"),
    [
        ("booked", "arrive", "reception", "arrived"),
        ("booked", "see", "worker", "seen"),
        ("booked", "miss", "reception", "did_not_attend"),
        ("booked", "they_cancel", "person", "they_cancelled"),
        ("booked", "we_cancel", "reception", "we_cancelled"),
        ("we_cancelled", "correct", "reception", "booked"),
        ("they_cancelled", "correct", "reception", "booked"),
        ("seen", "correct", "worker", "booked"),
        ("arrived", "see", "worker", "seen"),
        ("arrived", "correct", "reception", "booked"),
        ("did_not_attend", "arrive", "worker", "arrived"),
        ("did_not_attend", "correct", "reception", "booked"),
    ],
)
def test_an_appointment_moves_by_the_table(state, verb, turn, after):
    assert next_state(State(state), Verb(verb), Turn(turn)) == after


@pytest.mark.parametrize(
    ("state", "verb", "turn"),
    [
        ("booked", "see", "reception"),
        ("booked", "arrive", "person"),
        ("arrived", "miss", "reception"),
        ("arrived", "they_cancel", "person"),
        ("booked", "we_cancel", "person"),
        ("seen", "correct", "reception"),
        ("seen", "arrive", "reception"),
        ("cancelled", "arrive", "reception"),
    ],
)
def test_what_is_not_in_the_table_may_not_be_done(state, verb, turn):
    assert next_state(State(state), Verb(verb), Turn(turn)) is None


@pytest.mark.parametrize(
    ("hour", "may"),
    [
        (time(6, 59), False),
        (time(7), True),
        (time(21), True),
        (time(21, 1), False),
        (time(0), False),
    ],
)
def test_an_appointment_begins_within_the_day(hour, may):
    assert may_begin_at(hour) == may


@pytest.mark.parametrize("turn", Turn)
def test_what_the_record_itself_cancelled_is_final(turn):
    assert moves(State.CANCELLED, turn) == []


def test_every_line_of_the_table_is_the_only_one_of_its_kind():
    assert len({(move.before, move.verb) for move in MOVES}) == len(MOVES)
    assert {move.after for move in MOVES} == set(State) - {State.CANCELLED}
    assert {move.verb for move in MOVES} == set(Verb)


@pytest.mark.parametrize(
    ("place", "starts", "ends", "clash"),
    [
        ("Room 1", 0, 30, True),
        ("Room 1", -30, 0, False),
        ("Room 1", -30, 1, True),
        ("Room 1", 29, 60, True),
        ("Room 1", 30, 60, False),
        ("Room 1", -60, 90, True),
        ("Room 1", 10, 20, True),
        ("Room 2", 0, 30, False),
    ],
)
def test_people_kept_apart_do_not_meet(place, starts, ends, clash):
    wanted = Booking("Room 1", TEN, TEN + minutes(30))
    other = Booking(place, TEN + minutes(starts), TEN + minutes(ends))

    assert clashes(wanted, [other]) is clash
    assert not clashes(wanted, [])


SPANS = st.tuples(st.integers(0, 300), st.integers(1, 120))


@given(SPANS, SPANS)
def test_a_clash_is_the_same_from_either_side(one, other):
    bookings = [
        Booking("Room 1", TEN + minutes(start), TEN + minutes(start + length))
        for start, length in (one, other)
    ]

    assert clashes(bookings[0], [bookings[1]]) == clashes(bookings[1], [bookings[0]])
