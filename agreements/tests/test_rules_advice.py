"""Advice: who may say what when, how long it waited, what names somebody."""

from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.rules.advice import (
    MOVES,
    AdviceState,
    AdviceVerb,
    Part,
    Stamp,
    after,
    between,
    halves,
    in_words,
    part_in,
    verbs_open,
    waiting,
    what_names,
    why_not,
    words_that_name,
)

OPEN, ANSWERED, CLOSED = AdviceState
ASK, GIVE, REPLY, CLOSE = AdviceVerb
NOON = datetime(2027, 3, 8, 12, tzinfo=ZoneInfo("Europe/London"))


def stamp(**later):
    moment = NOON + timedelta(**later)
    return Stamp(moment.date(), moment)


@pytest.mark.parametrize(
    ("part", "state", "verbs"),
    [
        (Part.ASKER, OPEN, [ASK, CLOSE]),
        (Part.ASKER, ANSWERED, [ASK, CLOSE]),
        (Part.ASKER, CLOSED, [ASK]),
        (Part.SPECIALIST, OPEN, [GIVE]),
        (Part.SPECIALIST, ANSWERED, [GIVE]),
        (Part.SPECIALIST, CLOSED, []),
        (Part.COLLEAGUE, OPEN, [REPLY]),
        (Part.COLLEAGUE, ANSWERED, [REPLY]),
        (Part.COLLEAGUE, CLOSED, []),
        (Part.READER, OPEN, []),
    ],
)
def test_each_part_may_do_so_much_in_each_state(part, state, verbs):
    assert verbs_open(state, part) == verbs


def test_every_no_has_a_sentence():
    for state, verb, part in product(AdviceState, AdviceVerb, Part):
        why = why_not(state, verb, part)
        assert bool(why) == (verb not in verbs_open(state, part))
        assert not why or why.endswith(".")


def test_a_colleague_s_reply_is_not_the_specialist_s_answer():
    assert after(OPEN, REPLY) == OPEN
    assert after(OPEN, GIVE) == ANSWERED
    assert after(ANSWERED, REPLY) == ANSWERED


def test_a_new_question_opens_whatever_was_closed():
    assert {after(state, ASK) for state in MOVES[ASK][1]} == {OPEN}


@pytest.mark.parametrize(
    ("asks", "advises", "discusses", "part"),
    [
        (True, False, True, Part.ASKER),
        (True, True, False, Part.ASKER),
        (False, True, True, Part.SPECIALIST),
        (False, False, True, Part.COLLEAGUE),
        (False, False, False, Part.READER),
    ],
)
def test_whoever_asked_never_answers_themselves(asks, advises, discusses, part):
    assert (
        part_in(is_asker=asks, is_specialist=advises, is_discussion=discusses) == part
    )


@pytest.mark.parametrize(
    ("elapsed", "words"),
    [
        (timedelta(seconds=-5), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=2, hours=23), "2 days"),
    ],
)
def test_time_that_went_by_is_told_in_whole_units(elapsed, words):
    assert in_words(elapsed) == words


def test_days_by_which_the_demo_was_moved_count():
    moved = Stamp(NOON.date() + timedelta(days=7), NOON + timedelta(minutes=2))

    assert between(stamp(), moved) == timedelta(days=7, minutes=2)


@given(st.integers(0, 10**6))
def test_without_a_demo_it_is_the_clock_s(minutes):
    assert between(stamp(), stamp(minutes=minutes)) == timedelta(minutes=minutes)


def test_a_question_says_how_long_it_waits_and_an_answer_how_long_it_took():
    later = stamp(hours=3)

    assert waiting(OPEN, stamp(), None, later) == "asked 3 hours ago"
    assert (
        waiting(ANSWERED, stamp(), stamp(days=2), stamp(days=9))
        == "answered after 2 days"
    )
    assert (
        waiting(CLOSED, stamp(), None, later)
        == "asked 3 hours ago, closed without an answer"
    )


@pytest.mark.parametrize(
    "text",
    [
        "999 526 0182 asks for take-home doses",
        "NHS 9995260182",
        "number 999-526-0182, please",
    ],
)
def test_an_nhs_number_names_somebody(text):
    (sentence,) = what_names(text)

    assert "NHS number" in sentence


@pytest.mark.parametrize(
    "text",
    [
        "born 14/03/1979",
        "DOB 14.3.79",
        "dob 1979-03-14",
        "14-Mar-1979",
        "born on the 14th of March 1979",
        "born March 14, 1979",
    ],
)
def test_a_date_of_birth_names_somebody(text):
    (sentence,) = what_names(text)

    assert "date of birth" in sentence


def test_both_are_named_at_once():
    assert len(list(what_names("999 526 0182, born 14/03/1979"))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "48 years old, on methadone 60 mg for 12 years, QTc 480 ms",
        "Ring the service on 01632 960001 or 07700 900345",
        "Buprenorphine 8/2 mg, then 16/4 mg",
        "Last seen in March 2026, next on 3 May",
        "Doses of 30-40-50 mg in May 12 of 20 days",
        "Scored 12/40",
    ],
)
def test_clinical_words_name_nobody(text):
    assert list(what_names(text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How is Carl Dunmore?", ["carl", "dunmore"]),
        ("What of dunmore carl, opioid?", ["dunmore", "carl"]),
        ("Mr Dunmores dose", ["dunmores"]),
        ("DUNMORE'S dose", ["dunmore's"]),
        ("Dunmore\u2019s dose", ["dunmore\u2019s"]),
        ("both Dunmores\u2019 doses", ["dunmores"]),
        ("methadone-Carl", ["carl"]),
        ("Van Dyke asks", ["van dyke"]),
        ("O'Brien and Obrien", ["o'brien"]),
        ("The Joneses came", ["joneses"]),
        ("Jones came", ["jones"]),
        ("Dunmoreland and carlot", []),
        ("C D asks for more", []),
    ],
)
def test_a_word_that_is_somebody_s_name_is_found_however_it_is_written(text, words):
    names = ["carl", "dunmore", "vandyke", "obrien", "jones", "c", ""]

    assert words_that_name(text, names) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jones came late", ["jones"]),
        ("Is Smith on too much?", ["smith"]),
        ("Smith-Jones came", ["smith", "jones"]),
        ("Mary was seen", ["mary"]),
        ("Garcia\u2019s dose", ["garcia\u2019s"]),
        ("de la dose", []),
        ("Smithson came", []),
    ],
)
def test_half_of_a_name_is_a_name(text, words):
    called = halves(["Smith-Jones", "Mary Ann", "de la Garc\u00eda"])

    assert words_that_name(text, called) == words
