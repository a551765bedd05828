"""What the product says: no word that stigmatises, and titles that tell a stranger
nothing."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from core.telling import tells

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".venv", "node_modules", "var", "tests", "migrations", "benchmarks"}
GLOSSARY = ROOT / "docs" / "glossary.md"
# Where a word belongs to somebody else: the file, the word, and whose it is.
QUOTED = {"core/telling.py": {"addict"}}  # looked for, so that it is not sent


def ours(ending):
    tops = [top for top in ROOT.iterdir() if top.is_dir() and top.name not in NOT_OURS]
    found = [path for top in sorted(tops) for path in sorted(top.rglob(f"*{ending}"))]
    return [p for p in found if not NOT_OURS & set(p.relative_to(ROOT).parts)]


@cache
def unwanted():
    table = GLOSSARY.read_text().split("## Words we do not use")[1].split("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
    cells = [re.split(r"(?<!\\)\|", row)[1].strip() for row in rows]
    words = "|".join(cell.replace("\\|", "|") for cell in cells)
    return re.compile(rf"\b({words})\b", re.IGNORECASE)


def said_by_python(path):
    """The strings of a module: all but what documents it."""
    tree = ast.parse(path.read_text())
    documents = {id(doc) for node in ast.walk(tree) if (doc := docstring(node))}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documents
    ]


def docstring(node):
    body = getattr(node, "body", None)
    first = body[0] if isinstance(body, list) and body else None
    return first.value if isinstance(first, ast.Expr) else None


def said_by(path):
    if path.suffix == ".py":
        return said_by_python(path)
    return [path.read_text()]


EVERYTHING = [*ours(".html"), *ours(".js"), *ours(".py")]


@pytest.mark.capability(29)
@pytest.mark.parametrize("path", EVERYTHING, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_word_stigmatises(path):
    found = {word for said in said_by(path) for word, *_ in unwanted().findall(said)}

    assert found - QUOTED.get(str(path.relative_to(ROOT)), set()) == set()


@pytest.mark.parametrize(
    "said",
    [
        "A known addict",
        "history of substance misuse",
        "Urine was clean",
        "Dirty needles",
        "Drug-seeking behaviour",
        "non-compliant with medication",
        "He suffers from dependence",
        "CRACK USERS",
    ],
)
def test_the_list_catches_what_people_write(said):
    assert unwanted().search(said)


@pytest.mark.parametrize(
    "said",
    ["service user", "used again", "cleaned_data", "person who uses drugs", "lapse"],
)
def test_the_list_lets_plain_words_pass(said):
    assert not unwanted().search(said)


@pytest.mark.parametrize("path", ours(".html"), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_title_tells_a_stranger_nothing(path):
    titles = re.findall(r"{% block title %}(.*?){% endblock", path.read_text())

    assert [title for title in titles if tells(title)] == []
