"""The list of capabilities and the tests that prove them say the same, both ways.

`UPDATE=1 bin/test tests/test_capabilities.py` writes the list's last column anew.
"""

import os
import re

from tests.nodes import ROOT, all_tests, count_markers

LIST = ROOT / "docs" / "capabilities.md"
LINE = re.compile(
    r"^\| (?P<row>[XN]?\d+) \| (?P<words>[^|]+) \| "
    r"(?P<state>built|part built: [^|]+|not yet) \| (?P<tests>[^|]*) \|$",
    re.MULTILINE,
)
MISSION = [str(n) for n in range(1, 98)]
MISSION += [f"X{n}" for n in range(1, 16)] + [f"N{n}" for n in range(1, 10)]


def proofs(row):
    return [node for node, rows in all_tests().items() if row in rows]


def with_proofs(line):
    tests = "<br>".join(f"`{node}`" for node in proofs(line["row"])) or "–"
    return f"| {line['row']} | {line['words']} | {line['state']} | {tests} |"


def states():
    lines = LINE.finditer(LIST.read_text())
    return {line["row"]: line["state"] for line in lines}


def test_the_list_has_every_row_once_and_in_order():
    assert [line["row"] for line in LINE.finditer(LIST.read_text())] == MISSION


def test_the_list_names_the_tests_that_prove_each_row():
    listed = LIST.read_text()
    proven = LINE.sub(with_proofs, listed)
    if os.environ.get("UPDATE"):
        LIST.write_text(proven)
        return

    wanted = [line for line in proven.splitlines() if line not in listed.splitlines()]
    assert listed == proven, "The list should say:\n" + "\n".join(wanted)


def test_a_row_is_called_built_where_a_test_proves_it_and_nowhere_else():
    called = {row for row, state in states().items() if state != "not yet"}
    proven = {row for row in MISSION if proofs(row)}

    assert called - proven == set(), "called built, and no test proves it"
    assert proven - called == set(), "proven, and still called 'not yet'"


def test_every_marker_stands_over_a_test_and_names_rows_of_the_list():
    marked = {node: rows for node, rows in all_tests().items() if rows}

    assert count_markers() == len(marked)
    assert {n: r for n, r in marked.items() if not set(r) <= set(MISSION)} == {}
