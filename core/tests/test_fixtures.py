"""What we draw beside what the design system's own fixtures expect."""

import json
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms

from core import fields
from core.fields.asking import Place
from core.forms import HouseForm
from core.templatetags import house

COMPONENTS = Path("node_modules/nhsuk-frontend/dist/nhsuk/components")
# The fixtures ask one question a page, as its heading; our labels and legends stand
# under a heading of their own, so these wrappers are taken off before comparing.
HEADINGS = {"nhsuk-label-wrapper", "nhsuk-fieldset__heading"}
VOID = {"input", "br", "hr", "path", "meta"}

needs_fixtures = pytest.mark.skipif(
    not COMPONENTS.exists(), reason="node_modules is missing: run bin/assets"
)


class Tree(HTMLParser):
    """Markup as nested lists: what a browser would build, without what does not count.

    White space, the order of attributes and classes, and the ids and names themselves
    do not count; that each reference leads to the same element does.
    """

    REFERENCES = ("id", "for", "aria-describedby", "aria-controls", "href", "name")

    def __init__(self, markup):
        super().__init__()
        self.ids, self.names, self.root, self.dropped = {}, {}, [], []
        self.path = [self.root]
        self.feed(markup)
        assert self.path == [self.root], "an element was left open"

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        classes = set((facts.pop("class", None) or "").split())
        is_wrapper = bool(classes & HEADINGS)
        if not is_wrapper:
            facts = {k: self.numbered(k, v) for k, v in facts.items()}
            element = (tag, sorted(classes), sorted(facts.items()), [])
            self.path[-1].append(element)
        if tag not in VOID:
            self.dropped.append(is_wrapper)
            self.path.append(self.path[-1] if is_wrapper else element[3])

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.dropped.pop()
            self.path.pop()

    def handle_data(self, words):
        if said := " ".join(words.split()):
            self.path[-1].append(said)

    def numbered(self, name, value):
        if name not in self.REFERENCES:
            return value or ""
        known = self.names if name == "name" else self.ids
        parts = value.removeprefix("#").split()
        return [known.setdefault(part, len(known)) for part in parts]


@cache
def expected(component, name, variant=0):
    cases = json.loads((COMPONENTS / component / "fixtures.json").read_text())
    found = [case["html"] for case in cases["fixtures"] if case["name"] == name]
    return found[variant]


def drawn(field, *, said=None, error=None, code=None, size="l"):
    """One field as a page draws it, with the label's size that the fixture has."""
    data = said or ({} if error else None)
    form = type("Asked", (HouseForm,), {"example": field})(data)
    form.errors.clear()
    if error:
        form.add_error("example", forms.ValidationError(error, code=code))
    tail = f"--{size}" if size else ""
    place = Place(
        label=_sized("nhsuk-label", tail), legend=_sized("nhsuk-fieldset__legend", tail)
    )
    return str(fields.draw_field(form["example"], place))


def _sized(block, tail):
    return f"{block} {block}{tail}" if tail else block


def choices(*pairs):
    return [(value, words) for value, words in pairs]


CONTACT = choices(("email", "Email"), ("phone", "Phone"), ("text", "Text message"))
HOW = "How do you want to be contacted about this?"
BORN = {"label": "What is your date of birth?", "help_text": "For example, 31 3 1980"}
DETAIL = {
    "label": "Can you provide more detail?",
    "help_text": "Do not include personal information like your name, date of birth"
    " or NHS number",
}
PLACES = choices(
    ("choose", "Choose location"),
    ("eastmidlands", "East Midlands"),
    ("eastofengland", "East of England"),
    ("london", "London"),
    ("northeast", "North East"),
    ("northwest", "North West"),
    ("southeast", "South East"),
    ("southwest", "South West"),
    ("westmidlands", "West Midlands"),
    ("yorkshire", "Yorkshire and the Humber"),
)
SORTS = choices(
    ("published", "Recently published"),
    ("updated", "Recently updated"),
    ("views", "Most views"),
    ("comments", "Most comments"),
)


def asked(kind, label, **facts):
    """A field and how it is shown: what was said, the error, the size of its label."""
    shown = {k: facts.pop(k) for k in ("said", "error", "code", "size") if k in facts}
    return kind(label=label, **facts), shown


LARGE_RADIOS = fields.Radios(small=False)
LARGE_BOXES = fields.Checkboxes(small=False)
SIGNAL = choices(
    ("mobile", "Yes, I have a mobile phone with signal"),
    ("landline", "No, I want to use my landline"),
)
PHONE_HINTS = {
    "mobile": "We will text you a 6 digit security code",
    "landline": "We will call you to give you a 6 digit security code",
}
ADULT = choices(("yes", "Yes"), ("no", "No"))
ALL_THAT_APPLY = "Select all options that are relevant to you"
SEEN = {"example_day": "5", "example_month": "8", "example_year": "2024"}
NO_DAY = {"example_month": "3", "example_year": "1980"}
PASSWORD = {"spellcheck": "false", "autocapitalize": "none"}
PASSWORD |= {"autocomplete": "current-password"}

CASES = {
    ("input", "default", 0): asked(forms.CharField, "What is your full name?"),
    ("input", "with suffix", 0): asked(
        forms.CharField,
        "Weight in kilograms",
        widget=fields.Text(width=5, suffix="kg"),
        size="",
    ),
    ("input", "with prefix and suffix", 0): asked(
        forms.CharField,
        "Cost per item, in pounds",
        widget=fields.Text(width=5, prefix="£", suffix="per item"),
        size="",
    ),
    ("password-input", "default", 0): asked(
        forms.CharField, "Password", widget=forms.PasswordInput(PASSWORD)
    ),
    ("file-upload", "default", 0): asked(forms.FileField, "Upload a file"),
    ("textarea", "default", 0): asked(
        forms.CharField, **DETAIL, widget=fields.TextArea(rows=5)
    ),
    ("textarea", "with error message and hint", 0): asked(
        forms.CharField,
        **DETAIL,
        widget=fields.TextArea(rows=5),
        error="You must provide an explanation",
    ),
    ("select", "default", 0): asked(forms.ChoiceField, "Sort by", choices=SORTS),
    ("select", "with selected value", 0): asked(
        forms.ChoiceField, "Sort by", choices=SORTS, said={"example": "updated"}
    ),
    ("select", "with error message and hint", 0): asked(
        forms.ChoiceField,
        "Choose location",
        choices=PLACES,
        help_text="This can be different to where you went before",
        error="Select a location",
    ),
    ("radios", "default", 0): asked(
        forms.ChoiceField, HOW, choices=CONTACT, widget=LARGE_RADIOS
    ),
    ("radios", "default", 1): asked(
        forms.ChoiceField, HOW, choices=CONTACT, widget=fields.Radios(), size="m"
    ),
    ("radios", "inline", 1): asked(
        forms.ChoiceField,
        "Are you 18 or over?",
        choices=ADULT,
        widget=fields.Radios(inline=True),
        size="m",
    ),
    ("radios", "with error message and hint", 0): asked(
        forms.ChoiceField,
        HOW,
        help_text="Select 1 option",
        choices=CONTACT,
        widget=LARGE_RADIOS,
        error="Select how you want to be contacted",
    ),
    ("radios", "with hints on items", 0): asked(
        forms.ChoiceField,
        "Do you have a mobile phone with signal?",
        choices=SIGNAL,
        widget=fields.Radios(small=False, hints=PHONE_HINTS),
    ),
    ("checkboxes", "default", 0): asked(
        forms.MultipleChoiceField,
        HOW,
        help_text=ALL_THAT_APPLY,
        choices=CONTACT,
        widget=LARGE_BOXES,
    ),
    ("checkboxes", "with error message and hint", 0): asked(
        forms.MultipleChoiceField,
        HOW,
        help_text=ALL_THAT_APPLY,
        choices=[*CONTACT[:2], ("text message", "Text message")],
        widget=LARGE_BOXES,
        error="Select how you want to be contacted",
    ),
    ("date-input", "default", 0): asked(fields.DateField, **BORN),
    ("date-input", "with values", 0): asked(fields.DateField, **BORN, said=SEEN),
    ("date-input", "with error message and hint", 0): asked(
        fields.DateField, **BORN, error="Enter your date of birth"
    ),
    ("date-input", "with error on day input", 0): asked(
        fields.DateField,
        **BORN,
        said=NO_DAY,
        error="Date of birth must include a day",
        code="day",
    ),
}


@needs_fixtures
@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(map(str, case)))
def test_a_field_is_drawn_as_the_design_system_draws_it(case):
    field, shown = CASES[case]

    assert Tree(drawn(field, **shown)).root == Tree(expected(*case)).root


@needs_fixtures
def test_an_error_summary_is_drawn_as_the_design_system_draws_it():
    form = type("Asked", (HouseForm,), {"born": forms.DateField()})({})
    form.errors.clear()
    form.add_error("born", "Date of birth must be in the past")

    assert (
        Tree(fields.draw_errors(form)).root
        == Tree(expected("error-summary", "default")).root
    )


@needs_fixtures
def test_a_second_button_is_drawn_as_the_design_system_draws_it():
    act = fields.Act("Find my location")

    assert Tree(act.draw()).root == Tree(expected("button", "secondary")).root


@needs_fixtures
def test_details_are_drawn_as_the_design_system_draws_them():
    piece = fields.Details("How to find your NHS number")

    drawn_as, wanted = (
        Tree(piece.draw(HouseForm())),
        Tree(expected("details", "default")),
    )
    wanted.root[0][3][1][3].clear()  # the fixture's own words

    assert drawn_as.root == wanted.root


@needs_fixtures
def test_a_tag_is_drawn_as_the_design_system_draws_it():
    assert Tree(house.tag("Active")).root == Tree(expected("tag", "default")).root
