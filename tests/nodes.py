"""Every test there is, read from the files: its node id, and the rows it proves."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARKER = "pytest.mark.capability"


@cache
def all_tests():
    """Each test's node id, and the rows that its capability marker names."""
    packages = [file.parent for file in ROOT.glob("*/__init__.py")]
    files = sorted(file for package in packages for file in package.rglob("test_*.py"))
    return {
        f"{file.relative_to(ROOT)}::{test.name}": _rows(test)
        for file in files
        for test in ast.parse(file.read_text()).body
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_")
    }


def _rows(test):
    markers = [mark for mark in test.decorator_list if isinstance(mark, ast.Call)]
    return [
        str(ast.literal_eval(row))
        for mark in markers
        if ast.unparse(mark.func) == MARKER
        for row in mark.args
    ]


def count_markers():
    """How many there are in the files, wherever they stand."""
    files = {ROOT / node.partition("::")[0] for node in all_tests()}
    return sum(
        ast.unparse(called.func) == MARKER
        for file in files
        for called in ast.walk(ast.parse(file.read_text()))
        if isinstance(called, ast.Call)
    )
