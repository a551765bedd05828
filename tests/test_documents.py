"""Documents lead where they say, and keep to their size."""

import re

import pytest

from tests.nodes import ROOT

DOCUMENTS = [*ROOT.glob("*.md"), *sorted(ROOT.glob("docs/**/*.md"))]
DECISIONS = sorted(ROOT.glob("docs/adr/*.md"))
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
# A file of ours between backticks, without what follows it (a test, an argument).
FILE = re.compile(r"`((?:[\w.-]+/)+[\w-]+\.(?:py|md|html|sql|css|js))\b")
COMMAND = re.compile(r"`(bin/\w+)[ `]")
# Examples, which no reader will look for.
EXAMPLES = {"app/tests/test_file.py"}
# What lies at the top of an app or of the documents is named without it.
PLACES = [ROOT, ROOT / "docs"]

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
every_decision = pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)


@every_document
def test_every_link_leads_somewhere(path):
    links = LINK.findall(path.read_text())

    assert [link for link in links if not (path.parent / link).exists()] == []


@every_document
def test_every_file_and_command_that_is_named_is_there(path):
    text = path.read_text()
    named = {*FILE.findall(text), *COMMAND.findall(text)} - EXAMPLES

    assert [
        name for name in named if not any((place / name).exists() for place in PLACES)
    ] == []


def test_the_readme_fits_on_two_screens():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 80


def test_decisions_are_numbered_without_a_gap():
    numbers = [path.name[:4] for path in DECISIONS]

    assert numbers == [f"{n:04}" for n in range(1, len(DECISIONS) + 1)]


@every_decision
def test_a_decision_says_what_else_was_weighed_on_one_page(path):
    lines = path.read_text().splitlines()
    headings = [line for line in lines if line.startswith("#")]

    assert headings[0].startswith(f"# {path.name[:4]} – ")
    assert headings[1:] == [
        "## Context",
        "## Decision",
        "## Also weighed",
        "## Consequences",
    ]
    assert len(lines) <= 60
