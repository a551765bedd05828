"""A day that nobody can mean is refused beside its field, and nothing is kept."""

import pytest

pytestmark = pytest.mark.slow
CARL = "999 526 0182"
FAR = {"day": "31", "month": "12", "year": "2099"}


@pytest.mark.parametrize(
    ("page", "field", "words", "said"),
    [
        ("contacts/log/", "next_on", {}, "The next contact must be at most 2 years"),
        ("appointments/book/", "day", {}, "The day must be at most 2 years ahead"),
        (
            "consultations/log/",
            "next_review_on",
            {"stimulants_not_asked": "on", "notes": "Well."},
            "The next review must be at most 2 years ahead",
        ),
    ],
)
def test_a_day_far_ahead_is_refused_beside_its_field(call_as, page, field, words, said):
    worker = call_as("key1")
    far = {f"{field}_{part}": word for part, word in FAR.items()}

    answer = worker.press(f"{worker.find(CARL)}{page}", **far, **words)

    assert said in answer.content.decode().split(f'id="id_{field}-error"')[1]
