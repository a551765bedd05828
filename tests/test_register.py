"""The register of clinical rules and the code say the same, both ways."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import getmodule, getsource
from pathlib import Path

import pytest

from patients.rules.sign_off import SIGNED

ROOT = Path(__file__).resolve().parent.parent
NUMBER = re.compile(r"\b[A-Z]{3,4}-\d{1,2}\b")
LIMIT = re.compile(r'^    (\w+): \w+ = "?(\w+)"?  # (.+)$', re.MULTILINE)
SEVERITIES = {"block", "hold", "override", "warn", "inform"}
ROOMS = [*ROOT.glob("*/rules.py"), *ROOT.glob("*/rules/*.py")]


@dataclass(frozen=True)
class Row:
    """One line of the register."""

    number: str
    version: int
    sentence: str
    severities: frozenset
    confidence: str
    places: tuple
    hazard: str
    agreed: str


@cache
def register():
    text = (ROOT / "docs" / "clinical-rules.md").read_text()
    lines = [line for line in text.splitlines() if NUMBER.match(line, 2)]
    return {row.number: row for row in map(_row, lines)}


def _row(line):
    number, version, sentence, severity, _, confidence, where, hazard, agreed = (
        cell.strip() for cell in line.strip("|").split("|")
    )
    severities = frozenset() if severity == "–" else frozenset(severity.split(", "))
    places = tuple(re.findall(r"`([\w.]+)`", where))
    return Row(
        number, int(version), sentence, severities, confidence, places, hazard, agreed
    )


def findings():
    """Each call of Finding in a rules room: its file and its keywords."""
    for path in ROOMS:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding":
                yield path, {word.arg: word.value for word in node.keywords}


def find(place):
    module, _, name = place.rpartition(".")
    return getattr(import_module(module), name)


NUMBERS = sorted(register())


def test_the_register_has_each_number_once():
    text = (ROOT / "docs" / "clinical-rules.md").read_text()
    numbers = re.findall(rf"^\| ({NUMBER.pattern})", text, re.MULTILINE)

    assert len(numbers) == len(set(numbers)) == len(NUMBERS) > 0


@pytest.mark.parametrize("number", NUMBERS)
def test_a_row_is_complete(number):
    row = register()[number]

    assert row.sentence.endswith(".")
    assert row.severities <= SEVERITIES
    assert row.confidence in {"H", "M", "L", "P"}
    assert re.fullmatch(r"HZ\d+", row.hazard)
    assert row.places
    assert row.agreed


@pytest.mark.parametrize("number", NUMBERS)
def test_a_block_rests_on_a_text_that_was_read(number):
    row = register()[number]

    assert "block" not in row.severities or row.confidence == "H"


@pytest.mark.parametrize("number", NUMBERS)
def test_the_code_of_a_row_names_its_number(number):
    for place in register()[number].places:
        found = find(place)
        if isinstance(found, str):
            told = Path(import_module(place.rpartition(".")[0]).__file__).read_text()
        else:
            told = _with_range(found.__doc__ or "") + getsource(found)
        assert number in NUMBER.findall(told), place


def _with_range(text):
    """'SAF-1 to SAF-5' names those between too."""
    for word, low, high in re.findall(r"([A-Z]{3,4})-(\d+) to [A-Z]{3,4}-(\d+)", text):
        text += "".join(f" {word}-{n}" for n in range(int(low), int(high) + 1))
    return text


def test_signed_are_the_rules_whose_row_has_a_name_and_no_others():
    agreed = {row.number for row in register().values() if row.agreed != "awaiting"}

    assert agreed == SIGNED


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_number_in_the_code_is_in_the_register(path):
    assert set(NUMBER.findall(path.read_text())) <= set(NUMBERS)


def test_findings_carry_the_severity_and_version_of_their_row():
    for path, said in findings():
        version = ast.literal_eval(said["version"])
        severities = set(re.findall(r"Severity\.(\w+)", ast.unparse(said["severity"])))
        if not isinstance(said["rule"], ast.Constant):
            continue
        row = register()[said["rule"].value]
        assert version == row.version, f"{path.name}: {row.number}"
        assert {word.lower() for word in severities} <= row.severities, row.number


def test_every_severity_of_a_row_is_found_in_its_code():
    for row in register().values():
        modules = {getmodule(find(p)) for p in row.places if callable(find(p))}
        told = " ".join(Path(module.__file__).read_text() for module in modules)
        for severity in row.severities:
            assert f"Severity.{severity.upper()}" in told, row.number


@pytest.mark.parametrize(
    "path", [path for path in ROOMS if LIMIT.search(path.read_text())], ids=str
)
def test_each_default_of_a_limit_stands_in_its_row(path):
    for name, default, told in LIMIT.findall(path.read_text()):
        for number in NUMBER.findall(told):
            words = register()[number].sentence
            assert re.search(rf"(?i)\b{default}\b", words), f"{name} in {number}"
