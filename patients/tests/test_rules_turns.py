"""What is said on a return is newer than what was told before it, and no more."""

import pytest

from patients.rules.turns import is_newer_than_told


@pytest.mark.parametrize(
    ("told_n", "is_newer"), [(None, True), (3, True), (4, False), (5, False)]
)
def test_words_on_return_are_newer_until_the_medicine_is_told_in_that_turn_or_later(
    told_n, is_newer
):
    assert is_newer_than_told(4, told_n) is is_newer
