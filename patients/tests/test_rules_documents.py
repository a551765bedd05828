"""An entry's answers are the same after being kept as one document."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.consultation import PlanItem
from patients.rules.documents import (
    item_documents,
    items_of,
    plan_documents,
    plan_of,
)
from patients.rules.items import Item, ItemKind
from patients.rules.substances import Change, Substance

WORDS = st.sampled_from(["", "crack", "two bags", "0"])
A_DAY = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))


def kept(documents):
    return json.loads(json.dumps(documents))


@given(
    st.lists(
        st.builds(
            Item,
            kind=st.sampled_from(ItemKind),
            code=WORDS,
            number=st.none() | st.integers(0, 60),
            text=WORDS,
            day=A_DAY,
        )
    )
)
def test_items_come_back_as_they_were(items):
    assert items_of(kept(item_documents(items))) == items


@given(
    st.lists(st.builds(PlanItem, text=WORDS.filter(bool), owner=WORDS, due_on=A_DAY))
)
def test_a_plan_comes_back_as_it_was(plan):
    assert plan_of(kept(plan_documents(plan))) == plan


def test_a_document_holds_only_what_was_told_and_nought_is_told():
    crack = Item(ItemKind.DAYS_OF_28, Substance.CRACK, number=0)
    less = Item(ItemKind.CHANGE, Substance.CRACK, text=Change.LESS)

    assert kept(item_documents([crack, less])) == [
        {"kind": "days_of_28", "code": "crack", "number": 0},
        {"kind": "change", "code": "crack", "text": "less"},
    ]


def test_a_document_of_another_kind_is_an_error():
    with pytest.raises(ValueError, match="mood"):
        items_of([{"kind": "mood"}])
