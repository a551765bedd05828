"""Whatever anybody does in whatever order: every day has exactly one prescriber."""

from random import Random

import pytest

from agreements.rules.states import State
from agreements.tests.line import Line

STEPS = 12
BEGINNINGS = [State.DRAFT, State.SENT, State.ACCEPTED, State.ACTIVE]


def play(seed):
    """A random life of one treatment line, looked at after each step."""
    chance = Random(seed)
    line = Line(chance.choice(BEGINNINGS))
    for _ in range(STEPS):
        chance.choice(line.CHANCES)(line, chance)
        assert line.is_whole(), f"seed {seed}: {line.turns}"
    return line


def test_a_few_hundred_lives_never_have_two_prescribers_or_none():
    lives = [play(seed) for seed in range(200)]

    done = {event for line in lives for event in line.seen}
    assert done >= {
        "active",
        "notice_given",
        "transferred",
        "lapsed",
        "outside",
        "returned",
        "lost",
        "leaves",
        "take_over",
        "move_practice",
        "followed",
        "second hand refused",
        "day back refused",
        "no by rule",
    }


@pytest.mark.slow
def test_ten_thousand_lives_never_have_two_prescribers_or_none():
    for seed in range(1_000_000, 1_010_000):
        play(seed)


def test_the_check_sees_a_gap_and_two_at_once():
    """What is_whole() is worth: a line that was tampered with is not whole."""
    line = Line()
    (first,) = line.turns
    line.turns = []
    assert not line.is_whole()

    line.turns = [first, first]
    assert not line.is_whole()
