"""Paper: what was typed is text on it, whatever it says."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import typst
from django.conf import settings

from core import paper
from core.paper import draw, sender_of
from tests.paper import is_accessible, language_of, pages_of, words_on

LETTER = "patients/print_appointment.typ"
FACTS = {
    "title": "Your appointment",
    "sender": "Ashdale and Brenfield Care",
    "foot": "",
    "to": ["Carl Dunmore"],
    "day": "9 March 2027",
    "dear": "Dear Carl,",
    "opening": "We look forward to seeing you.",
    "when": [["Day", "Friday 12 March 2027"]],
    "closing": ["If you cannot come, please tell us."],
}


def letter_to(*lines):
    return draw(LETTER, FACTS | {"to": list(lines)})


def without_spaces(words):
    return "".join(words.split()).replace("\u200b", "")


MARKUP = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "#sys.inputs",
    "*bold* _slanted_ `raw`",
    "$x^2$ and $",
    "= Heading",
    "\\ ] } { [ ) ( <label> @label",
    "// a comment /* and one more */",
    '"quoted" -- --- ...',
)


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_that_somebody_typed_is_drawn_as_typed(typed):
    assert without_spaces(typed) in without_spaces(words_on(letter_to(typed)))


@pytest.mark.parametrize(
    "typed", ["Llŷr Siôn ap Gwŷn", "Żółć Ñandú", "Ελένη", "Наталья"]
)
def test_letters_of_many_languages_can_be_selected(typed):
    drawn = letter_to(typed)

    assert typed in words_on(drawn)
    assert is_accessible(drawn)


def test_arabic_is_drawn_and_the_paper_stays_accessible():
    drawn = letter_to("مرحبا بالعالم")

    assert set("مرحبا") <= set(words_on(drawn))
    assert is_accessible(drawn)


@pytest.mark.parametrize("typed", ["😀 soon", "中文 soon"])
def test_what_no_font_has_stops_no_letter_and_claims_nothing(typed):
    drawn = letter_to(typed)

    assert "soon" in words_on(drawn)
    assert not is_accessible(drawn)


def test_what_cannot_be_seen_is_left_out():
    drawn = letter_to("a\x00b\x07c\u2028d")

    assert "a b c d" in words_on(drawn)
    assert is_accessible(drawn)


def test_a_thousand_letters_without_a_space_stay_on_the_page():
    words = words_on(letter_to("x" * 1000))

    lines = [line for line in words.splitlines() if "xx" in line]
    assert len(lines) > 5
    assert without_spaces(words).count("x") == 1000


def test_what_is_too_long_for_a_page_runs_on():
    assert pages_of(letter_to(*["word " * 200] * 9)) > 1


def test_paper_says_its_title_and_language_and_is_tagged():
    drawn = letter_to("Carl")

    assert "Your appointment" in words_on(drawn)
    assert language_of(drawn) == "en-GB"
    assert is_accessible(drawn)


def test_the_same_facts_make_the_same_paper_at_any_hour():
    assert letter_to("Carl") == letter_to("Carl")


def test_many_papers_are_drawn_at_once():
    names = [f"Person {n}" for n in range(24)]

    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(letter_to, names))

    assert all(name in words_on(one) for name, one in zip(names, drawn, strict=True))


def test_a_template_reads_nothing_above_the_templates():
    root = settings.BASE_DIR / "templates"

    with pytest.raises(typst.TypstError, match="escape the project root"):
        typst.compile(b'#read("../.env.example")', root=root)


TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.typ"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_makes_markup_of_words_or_reads_what_is_not_ours(path):
    said = path.read_text()

    assert not any(word in said for word in ("eval(", "read(", "@preview", "image("))


def test_only_the_fonts_of_the_wheel_are_used():
    assert {"Libertinus Serif", "DejaVu Sans Mono"} <= set(paper._fonts().families())
    assert all(font.path is None for font in paper._fonts().fonts())


def test_paper_is_shown_on_the_page_and_kept_by_nobody():
    answer = paper.show(LETTER, FACTS, name="letter", day=date(2027, 3, 9))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="letter-2027-03-09.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


def test_a_neutral_name_that_tells_is_not_the_sender():
    assert sender_of("Harbour House") == "Harbour House"
    assert sender_of("Ashdale Alcohol Service") == "Shared care"
