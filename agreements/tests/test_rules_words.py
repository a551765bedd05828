"""The one sentence that both sides read, and the strip of states."""

from datetime import date, timedelta

import pytest

from agreements.rules.states import FINAL, State, Verb
from agreements.rules.words import (
    Act,
    Names,
    Step,
    day_in_words,
    once_out_of_sight,
    sentence,
    strip,
)
from agreements.tests.standings import ONE_DAY, TODAY, standing
from core.templatetags.house import staff_date

BEFORE = Names("Millbrook Surgery", "Dr Yusuf", "Harbour House", "Harbour House")
AFTER = Names("Millbrook Surgery", "Dr Yusuf", "Harbour House", "Dr Yusuf")
PRISON = Names("Millbrook Surgery", "Dr Yusuf", "Harbour House", "HMP Dale")


@pytest.mark.parametrize(
    ("state", "facts", "names", "words"),
    [
        ("draft", {}, BEFORE, "Not sent yet. Harbour House prescribes."),
        (
            "sent",
            {},
            BEFORE,
            "Waiting for Millbrook Surgery to answer, by Fri 19-Mar (10 days). "
            "Harbour House prescribes until the practice begins.",
        ),
        (
            "sent",
            {"reply_by_on": TODAY},
            BEFORE,
            "Waiting for Millbrook Surgery to answer, by Tue 09-Mar (today). "
            "Harbour House prescribes until the practice begins.",
        ),
        (
            "sent",
            {"reply_by_on": TODAY - 3 * ONE_DAY},
            BEFORE,
            "Millbrook Surgery has not answered, 3 days late. No answer is not a yes: "
            "Harbour House prescribes, and the coordinator knows.",
        ),
        (
            "query",
            {},
            BEFORE,
            "Waiting for Harbour House to answer a question of Millbrook Surgery, "
            "whose reply is due by Fri 19-Mar (10 days). Harbour House prescribes.",
        ),
        (
            "accepted",
            {},
            BEFORE,
            "Millbrook Surgery has accepted from Tue 16-Mar. It starts only when the "
            "person has agreed. Harbour House prescribes.",
        ),
        (
            "accepted",
            {"has_person_agreed": True},
            BEFORE,
            "Dr Yusuf prescribes from Tue 16-Mar; Harbour House until then.",
        ),
        (
            "active",
            {},
            AFTER,
            "Dr Yusuf prescribes. Review due 01-Jun-2027 (84 days).",
        ),
        (
            "active",
            {"review_due_on": TODAY - 3 * ONE_DAY},
            AFTER,
            "Dr Yusuf prescribes. Review due Sat 06-Mar (3 days late).",
        ),
        ("active", {"review_due_on": None}, AFTER, "Dr Yusuf prescribes."),
        (
            "notice_given",
            {},
            AFTER,
            "Notice is given. Harbour House prescribes from Tue 06-Apr (28 days), "
            "whether or not anyone has answered; Dr Yusuf until then.",
        ),
        (
            "accepted",
            {"is_outside": True},
            PRISON,
            "HMP Dale prescribes at present. The agreement with Millbrook Surgery "
            "starts when they are back.",
        ),
        (
            "declined",
            {},
            BEFORE,
            "Millbrook Surgery declined. Harbour House prescribes.",
        ),
        (
            "transferred",
            {},
            BEFORE,
            "The care was handed over from Millbrook Surgery. Harbour House "
            "prescribes.",
        ),
    ],
)
def test_both_sides_read_one_sentence(state, facts, names, words):
    assert sentence(standing(state, **facts), names) == words


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("is_outside", [True, False])
def test_every_sentence_says_who_prescribes(state, is_outside):
    words = sentence(standing(state, is_outside=is_outside), PRISON)

    assert "HMP Dale" in words
    assert "prescribes" in words


@pytest.mark.parametrize("days", [-400, -29, -28, 0, 28, 29])
def test_days_are_told_as_on_every_staff_page(days):
    day = TODAY + timedelta(days=days)

    assert day_in_words(day, TODAY) == staff_date(day, TODAY)


DRAFTED = Step(State.DRAFT, "Dr Okafor", TODAY)
SENT = Act(Verb.SEND, State.SENT, "Dr Okafor", TODAY)
ASKED = Act(Verb.ASK, State.QUERY, "Dr Penhale", TODAY + ONE_DAY)
ANSWERED = Act(Verb.ANSWER, State.SENT, "Dr Okafor", TODAY + 2 * ONE_DAY)
AGREED = Act(Verb.AGREE, State.ACCEPTED, "Keeley Frost", TODAY + 4 * ONE_DAY)
ACCEPTED = Act(Verb.ACCEPT, State.ACCEPTED, "Dr Penhale", TODAY + 3 * ONE_DAY)
ACTIVE = Act(Verb.ACTIVATE, State.ACTIVE, "The clock", TODAY + 10 * ONE_DAY)
NOTICE = Act(Verb.GIVE_NOTICE, State.NOTICE_GIVEN, "Dr Penhale", date(2027, 6, 1))
KEPT = Act(Verb.RETRACT, State.ACTIVE, "Dr Penhale", date(2027, 6, 2))
BACK = Act(Verb.TRANSFER, State.TRANSFERRED, "The clock", date(2027, 6, 29))


@pytest.mark.parametrize(
    ("acts", "states", "now"),
    [
        ([], "draft sent accepted active", "draft"),
        ([SENT], "draft sent accepted active", "sent"),
        ([SENT, ASKED], "draft sent query accepted active", "query"),
        ([SENT, ASKED, ANSWERED], "draft sent accepted active", "sent"),
        (
            [SENT, ACCEPTED, ACTIVE, NOTICE, KEPT],
            "draft sent accepted active",
            "active",
        ),
        ([SENT, ACCEPTED, AGREED], "draft sent accepted active", "accepted"),
        ([SENT, ACCEPTED, ACTIVE], "draft sent accepted active", "active"),
        (
            [SENT, ACCEPTED, ACTIVE, NOTICE],
            "draft sent accepted active notice_given",
            "notice_given",
        ),
        (
            [SENT, ACCEPTED, ACTIVE, NOTICE, BACK],
            "draft sent accepted active notice_given transferred",
            "transferred",
        ),
    ],
)
def test_the_strip_shows_what_was_and_what_is_to_come(acts, states, now):
    steps = strip(acts, DRAFTED)

    assert [step.state for step in steps] == states.split()
    assert [step.state for step in steps if step.is_now] == [now]


def test_each_step_has_its_name_and_day_and_those_to_come_have_none():
    steps = {step.state: step for step in strip([SENT, ACCEPTED, AGREED], DRAFTED)}

    assert (steps["sent"].by, steps["sent"].on_day) == ("Dr Okafor", TODAY)
    assert steps["accepted"].by == "Dr Penhale"
    assert (steps["active"].by, steps["active"].on_day) == ("", None)


def test_a_request_whose_question_is_answered_was_sent_when_it_was_first_sent():
    steps = {step.state: step for step in strip([SENT, ASKED, ANSWERED], DRAFTED)}

    assert steps["sent"].on_day == TODAY


@pytest.mark.parametrize(
    ("state", "was"),
    [
        ("declined", "Millbrook Surgery declined to share this person's care on "),
        (
            "withdrawn",
            "Millbrook Surgery was asked to share this person's care, and the request "
            "was withdrawn on ",
        ),
        (
            "lapsed",
            "Millbrook Surgery had accepted to share this person's care, and it lapsed "
            "on ",
        ),
        (
            "transferred",
            "Millbrook Surgery looked after this person's prescribing until ",
        ),
        ("ended", "Millbrook Surgery looked after this person's prescribing until "),
    ],
)
def test_a_practice_out_of_whose_sight_somebody_is_reads_since_when(state, was):
    words = once_out_of_sight(State(state), AFTER, TODAY, "01632 960 001")

    assert words.startswith(f"{was}09-Mar-2027. Name and record are not yours")
    assert words.endswith("Harbour House knows who prescribes now: ring 01632 960 001.")


@pytest.mark.parametrize("state", FINAL)
def test_out_of_sight_nobody_is_told_who_prescribes_now(state):
    words = once_out_of_sight(state, PRISON, TODAY, "")

    assert PRISON.prescriber not in words
    assert words.endswith("knows who prescribes now.")
