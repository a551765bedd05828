"""The hazard log names, for every control, the test that shows it working.

Nobody but a Clinical Safety Officer scores a hazard.
"""

import re
from dataclasses import dataclass

import pytest

from tests.nodes import ROOT, all_tests

LOG = (ROOT / "docs" / "hazards.md").read_text()
RULES = (ROOT / "docs" / "clinical-rules.md").read_text()
NUMBERS = [f"HZ{n}" for n in range(1, 25)]
FIELDS = ["Harm", "Causes", "Controls", "State", "Initial rating", "Residual rating"]
STATE = re.compile(r"guarded|guarded in part: .+|not yet in the product: .+")
WITHOUT_TEST = re.compile(r"No test yet$|: comes later\b.*$")
UNSCORED = "to be scored by a Clinical Safety Officer"
SCORED = re.compile(r".+, scored by .+, Clinical Safety Officer, \d\d-[A-Z]\w\w-\d{4}")


@dataclass(frozen=True)
class Hazard:
    """One heading of the log."""

    number: str
    fields: dict
    controls: list

    @property
    def is_in_the_product(self):
        return not self.fields["State"].startswith("not yet in the product")

    @property
    def tests(self):
        return [node for control in self.controls for node in nodes_in(control)]


def nodes_in(control):
    return re.findall(r"`([\w/]+\.py::\w+)`", control)


def read(section):
    return Hazard(
        section.split()[0],
        dict(re.findall(r"^- \*\*([\w ]+):\*\* ?(.*)$", section, re.MULTILINE)),
        re.findall(r"^  - (.+)$", section, re.MULTILINE),
    )


HAZARDS = [read(section) for section in LOG.split("\n## ")[1:]]
every_hazard = pytest.mark.parametrize("hazard", HAZARDS, ids=lambda h: h.number)


def test_every_hazard_has_one_heading():
    assert [hazard.number for hazard in HAZARDS] == NUMBERS


@every_hazard
def test_a_hazard_is_written_down_whole(hazard):
    assert list(hazard.fields) == FIELDS
    assert STATE.fullmatch(hazard.fields["State"])
    assert hazard.controls


@every_hazard
def test_a_control_names_tests_that_there_are_or_says_that_there_are_none(hazard):
    assert [node for node in hazard.tests if node not in all_tests()] == []
    assert [
        control
        for control in hazard.controls
        if not nodes_in(control) and not WITHOUT_TEST.search(control)
    ] == []


@pytest.mark.capability("X14")
@every_hazard
def test_a_hazard_of_the_product_has_a_test_in_its_way(hazard):
    assert hazard.tests or not hazard.is_in_the_product


@every_hazard
def test_a_guarded_hazard_has_no_control_without_a_test(hazard):
    if hazard.fields["State"] == "guarded":
        assert all(map(nodes_in, hazard.controls))


@every_hazard
def test_nobody_else_scores_a_hazard(hazard):
    for rating in ("Initial rating", "Residual rating"):
        said = hazard.fields[rating]
        assert said == UNSCORED or SCORED.fullmatch(said)


def test_every_hazard_that_a_rule_guards_against_is_in_the_log():
    assert set(re.findall(r"\bHZ\d+\b", RULES)) <= set(NUMBERS)
