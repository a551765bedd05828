"""Reach compares by step."""

from itertools import pairwise

import pytest

from core.reach import Reach

RISING = ["none", "name", "medicine", "record"]


def test_reach_rises_from_none_to_record():
    assert sorted(Reach, reverse=True) == [Reach(word) for word in reversed(RISING)]
    assert max(Reach.NAME, Reach.MEDICINE, Reach.NONE) == Reach.MEDICINE


@pytest.mark.parametrize(("less", "more"), list(pairwise(RISING)))
def test_reach_compares_with_the_word_kept_in_a_column(less, more):
    assert Reach(less) < more
    assert Reach(more) > less
    assert Reach(less) <= less <= Reach(more)
    assert Reach(more) >= less
    assert not Reach(more) <= less
    assert not Reach(less) >= more


def test_a_word_that_is_no_reach_cannot_be_compared():
    with pytest.raises(ValueError, match="everything"):
        assert Reach.NAME < "everything"
