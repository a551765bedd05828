"""The rules stand alone: no Django, no database, no clock, no network."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from patients import rules

MODULES = sorted(Path(rules.__file__).parent.glob("*.py"))
CLOCK = {"today", "now", "utcnow", "time", "monotonic"}


def test_the_rules_load_without_django():
    check = "import sys, patients.rules; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", check]).returncode == 0


def test_every_module_of_rules_is_reached_from_the_package():
    nouns = {path.stem for path in MODULES} - {"__init__", "limits"}

    assert set(rules.__all__) == nouns | {"Limits"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_rule_asks_what_day_it_is(path):
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }

    assert not called & CLOCK
