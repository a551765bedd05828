"""How the tests read the source: its files, what each imports, its functions."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# An app may import from lower floors only. Apps on one floor do not know each other.
FLOORS = [
    {"core"},
    {"audit", "notices"},
    {"accounts"},
    {"patients", "network"},
    {"agreements"},
    {"careplans", "prescribing", "referrals", "screening"},
    {"home", "dashboards", "delivery"},
    {"sharedcare"},
]
FLOOR = {app: level for level, apps in enumerate(FLOORS) for app in apps}


def _modules():
    for app in sorted(FLOOR):
        for path in sorted((ROOT / app).rglob("*.py")):
            if not {"tests", "migrations"}.intersection(path.parts):
                yield path


# Every module of every app outside tests and migrations.
FILES = list(_modules())
TESTS = sorted(
    [*ROOT.glob("*/tests/**/*.py"), *ROOT.glob("tests/**/*.py"), ROOT / "conftest.py"]
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name_of(path):
    return str(path.relative_to(ROOT))


def app_of(path):
    return path.relative_to(ROOT).parts[0]


def room_of(path):
    """A package is its rooms' name: patients/rules/names.py is in the room rules."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


@cache
def tree_of(path):
    return ast.parse(path.read_text())


@cache
def nodes_of(path):
    return list(ast.walk(tree_of(path)))


def imports(path):
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(path):
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in nodes_of(path) if isinstance(node, kinds)]


def lines_of(node):
    return node.end_lineno - node.lineno + 1


def calls(path):
    """Each call, by the name it is written with: ``("date.today", node)``."""
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def at(path, node):
    return f"{name_of(path)}:{node.lineno}"


def none(offenders):
    """Fail with all of them, one on each line."""
    assert not offenders, "\n".join(["", *map(str, offenders)])
