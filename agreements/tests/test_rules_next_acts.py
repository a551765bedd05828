"""Each side has one next act, and it is one that the side may do."""

from itertools import product

import pytest

from agreements.rules.next_acts import next_act, whose_turn, without_accepting
from agreements.rules.states import FINAL, RUNNING, Party, State, Verb, why_not
from agreements.tests.standings import ONE_DAY, TODAY, standing

_P, _S = Party.PRACTICE, Party.SPECIALIST
LATE = {"reply_by_on": TODAY - ONE_DAY, "review_due_on": TODAY}
SITUATIONS = [
    {},
    LATE,
    {"has_person_agreed": True},
    {"has_person_agreed": True, "is_outside": True},
    {"is_outside": True} | LATE,
    {"lapses_after": TODAY - ONE_DAY},
]


@pytest.mark.parametrize("state", State)
def test_no_side_is_told_to_do_what_it_may_not(state):
    for facts, party in product(SITUATIONS, Party):
        now = standing(state, **facts)
        act = next_act(now, party)

        assert act.sentence.endswith(".")
        assert act.verb is None or why_not(now, act.verb, party) == ""


@pytest.mark.parametrize(
    ("state", "facts", "party", "verb", "begins"),
    [
        ("draft", {}, "specialist", "send", "Complete the request"),
        ("sent", {}, "practice", "accept", "Accept, ask a question or decline"),
        ("sent", {}, "specialist", None, "Nothing changes until"),
        ("sent", {}, "coordinator", None, "Nothing more is asked"),
        ("sent", LATE, "coordinator", None, "The reply is late"),
        ("sent", LATE, "practice", "accept", "Accept"),
        ("query", {}, "specialist", "answer", "Answer the practice's question"),
        ("query", {}, "practice", None, "The specialist service is to answer"),
        ("accepted", {}, "person", "agree", "Read the agreement"),
        ("accepted", {}, "specialist", "agree", "Ask the person"),
        ("accepted", {}, "pharmacy", "take_part", "Accept the pharmacy's part"),
        ("accepted", {}, "coordinator", None, "Nothing more is asked"),
        (
            "accepted",
            {"has_person_agreed": True},
            "practice",
            None,
            "Prescribe from the start day",
        ),
        (
            "accepted",
            {"has_person_agreed": True, "is_outside": True},
            "practice",
            None,
            "It starts when the person is back",
        ),
        ("active", {}, "practice", None, "Look out for the next review"),
        ("active", LATE, "practice", "review", "Record the three-way review"),
        ("active", LATE, "specialist", "review", "Record the three-way review"),
        ("notice_given", LATE, "specialist", "take_back", "Take the care back"),
        ("notice_given", {}, "practice", None, "Prescribe until the notice day"),
        ("notice_given", {}, "coordinator", None, "See that somebody takes over"),
        ("declined", {}, "specialist", None, "Ask another practice"),
        ("declined", {}, "practice", None, "Nothing more is asked"),
        ("lapsed", {}, "specialist", None, "Ask another practice"),
    ],
)
def test_each_side_has_its_next_act(state, facts, party, verb, begins):
    act = next_act(standing(state, **facts), Party(party))

    assert act.verb == verb
    assert act.sentence.startswith(begins)


@pytest.mark.parametrize("state", State)
def test_nobody_is_told_to_prescribe_while_others_do(state):
    for more, party in product(({}, {"is_held": True}), (_P, _S)):
        sentence = next_act(standing(state, is_outside=True, **more), party).sentence

        assert not sentence.startswith("Prescribe")
        if party == _P and state in RUNNING:
            assert "do not prescribe as well" in sentence


def test_a_pharmacy_that_has_joined_is_asked_no_more():
    act = next_act(standing("active"), Party.PHARMACY, has_pharmacy_joined=True)

    assert act.verb is None


def test_the_pharmacys_part_never_blocks():
    """It joins or not: no condition of any act asks for it."""
    accepted = standing("accepted", starts_on=TODAY, has_person_agreed=True)

    assert why_not(accepted, Verb.ACTIVATE, Party.CLOCK) == ""
    assert Party.PHARMACY not in whose_turn(accepted)


@pytest.mark.parametrize(
    ("state", "facts", "turn"),
    [
        ("draft", {}, ["specialist"]),
        ("sent", {}, ["practice"]),
        ("sent", LATE, ["practice", "coordinator"]),
        ("query", {}, ["specialist"]),
        ("query", LATE, ["specialist", "coordinator"]),
        ("accepted", {}, ["person"]),
        ("accepted", {"has_person_agreed": True}, ["clock"]),
        ("accepted", {"lapses_after": TODAY - ONE_DAY}, ["clock"]),
        ("active", {}, []),
        ("active", LATE, ["practice", "specialist"]),
        ("notice_given", LATE, ["specialist"]),
    ],
)
def test_it_is_known_whose_turn_it_is(state, facts, turn):
    assert list(whose_turn(standing(state, **facts))) == turn


@pytest.mark.parametrize("state", FINAL)
def test_it_is_nobodys_turn_when_it_is_over(state):
    assert whose_turn(standing(state)) == ()


@pytest.mark.parametrize(
    ("may_answer", "level", "words"),
    [
        (True, None, "Ask a question or decline."),
        (True, 2, "Ask or decline: it is for a colleague of level 2 to accept."),
        (False, None, "A GP of the practice is to answer."),
        (False, 2, "A GP of the practice is to answer."),
    ],
)
def test_whoever_may_not_accept_reads_only_what_they_may_do(may_answer, level, words):
    wanted = next_act(standing("sent"), Party.PRACTICE)

    assert without_accepting(wanted, may_answer, level).sentence == words


def test_where_nobody_is_asked_to_accept_the_next_act_stays():
    wanted = next_act(standing("query"), Party.PRACTICE)

    assert without_accepting(wanted, may_answer=True) == wanted
