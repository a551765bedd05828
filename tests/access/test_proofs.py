"""What the matrix leaves out, and why it may: roles that nothing tells apart."""

import ast
import re

import pytest
from django.db import connection

from accounts.permissions import REACH, Role
from core.reach import Reach
from tests.access.cells import ALIKE
from tests.house import FILES, TEMPLATES, at, name_of, nodes_of, none

NAMES_A_ROLE = re.compile(r"'(" + "|".join(ALIKE) + r")'")
# Where the database names them all the same, and why that tells none from another.
NAMED_IN = {
    "reach_of": "how far each role sees, and these equally far",
    "discussed_schemes": "whose discussions are read, in which nobody is named",
    "break_glass": "reached by a form filled in, and the matrix sends none",
    "set_own_last_day": "likewise, and it writes the end of one's own membership",
}
BODIES = """
    SELECT proname, prosrc FROM pg_proc
      JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname IN ('ctx', 'audit')
    UNION ALL
    SELECT policyname, concat(qual, with_check) FROM pg_policies
"""


def test_those_who_are_alike_see_equally_far():
    assert {REACH[role] for role in ALIKE} == {Reach.RECORD}
    assert set(ALIKE) == {role for role, far in REACH.items() if far == Reach.RECORD}


def test_no_code_asks_whether_a_viewer_is_one_of_them():
    comparisons = [
        (path, node)
        for path in FILES
        for node in nodes_of(path)
        if isinstance(node, ast.Compare) and ".role" in ast.unparse(node)
    ]
    words = re.compile("|".join(rf"Role\.{role.name}\b" for role in ALIKE))

    assert comparisons
    none([at(p, node) for p, node in comparisons if words.search(ast.unparse(node))])


def test_no_template_asks_for_a_role():
    asks = re.compile(r"{%\s*(el)?if[^%]*\brole\s*(==|!=| in )")

    none([name_of(path) for path in TEMPLATES if asks.search(path.read_text())])


@pytest.mark.django_db
def test_no_wall_of_the_database_asks_for_one_of_them():
    with connection.cursor() as cursor:
        cursor.execute(BODIES)
        bodies = cursor.fetchall()

    assert len(bodies) > len(Role)
    asking = {name for name, body in bodies if NAMES_A_ROLE.search(body or "")}
    assert asking == NAMED_IN.keys()
