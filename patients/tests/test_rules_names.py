"""Names are folded, ranged and drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.names import banner_name, search_key, upper_bound

# Every script, the Latin ones most of all; built of numbers, since building
# Hypothesis's own table of characters takes longer than all these tests.
LETTERS = st.one_of(
    st.integers(0x20, 0x24F),
    st.integers(0x300, 0x6FF),
    st.integers(0x20, 0xD7FF),
    st.integers(0xE000, 0x10FFFE),
).map(chr)
TEXTS = st.lists(LETTERS, max_size=12).map("".join)
# Letters at the edges of what the index orders, so that prefixes often meet.
EDGES = st.sampled_from("adzé李\ud7ff\ue000\uffff\U00010000\U0010fffe")
KEYS = st.lists(EDGES, min_size=1, max_size=4).map("".join)


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        ("obrien", ["O'Brien", "Obrien", "O’BRIEN", "o`brien", "Oʼbrien", "O Brien"]),
        ("smithjones", ["Smith-Jones", "SMITH JONES", "smith–jones", " SmithJones "]),
        ("zielinski", ["Zieliński", "ZIELINSKI", "Zielin\u0301ski"]),
        ("lukasz", ["Łukasz", "LUKASZ"]),
        ("soren", ["Søren", "SOREN"]),
        ("strasse", ["Straße", "STRASSE"]),
        ("aesir", ["Æsir", "aesir"]),
        ("thor", ["Þór", "Thor"]),
        ("istanbul", ["İstanbul", "ıstanbul"]),
        ("vanderberg", ["van der Berg", "Vanderberg"]),
        ("佐々木", ["佐々木"]),
        ("محمد", ["محمد", "محـمد", "مُحَمَّد"]),
        ("иванов", ["ИВАНОВ", "Иванов"]),
        ("", ["", "'", " - ", "\u0301", "…"]),
    ],
)
def test_spellings_of_one_name_meet(key, spellings):
    assert {search_key(spelling) for spelling in spellings} == {key}


def test_different_names_stay_apart():
    names = ["Carl", "Karl", "Carla", "Ng", "Nguyen", "李", "王"]

    assert len({search_key(name) for name in names}) == len(names)


@given(TEXTS)
def test_folding_a_key_again_changes_nothing(text):
    assert search_key(search_key(text)) == search_key(text)


@given(st.lists(st.sampled_from("abcXYZ' -’éŁ")).map("".join))
def test_case_makes_no_difference(text):
    assert search_key(text.upper()) == search_key(text.lower()) == search_key(text)


@pytest.mark.parametrize(
    ("prefix", "bound"),
    [
        ("dunm", "dunn"),
        ("z", "{"),
        ("é", "ê"),
        ("a\U0010ffff", "b"),
        ("\ud7ff", "\ue000"),
    ],
)
def test_the_bound_is_the_next_text_that_does_not_begin_so(prefix, bound):
    assert upper_bound(prefix) == bound


@given(prefix=KEYS, rest=KEYS, other=KEYS)
def test_the_range_holds_what_begins_with_the_prefix_and_nothing_else(
    prefix, rest, other
):
    low, high = prefix.encode(), upper_bound(prefix).encode()  # as the index orders

    assert low <= (prefix + rest).encode() < high
    assert (low <= other.encode() < high) == other.startswith(prefix)


@pytest.mark.parametrize("prefix", ["", "\U0010ffff"])
def test_a_prefix_with_nothing_above_it_would_read_everybody(prefix):
    with pytest.raises(ValueError, match="needs a letter"):
        upper_bound(prefix)


@pytest.mark.parametrize(
    ("family", "given", "shown"),
    [
        ("Dunmore", "Carl", "DUNMORE, Carl"),
        ("o’brien", "Mary Ann", "O’BRIEN, Mary Ann"),
        ("Zieliński", "Marek", "ZIELIŃSKI, Marek"),
        ("", "Jade", "Jade"),
        ("Hollis", "", "HOLLIS"),
        (" Hollis ", " Jade ", "HOLLIS, Jade"),
    ],
)
def test_the_banner_shows_family_name_first_in_capitals(family, given, shown):
    assert banner_name(family, given) == shown


def test_a_record_without_any_name_has_no_banner():
    with pytest.raises(ValueError, match="a name or an alias"):
        banner_name(" ", "")
