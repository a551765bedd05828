"""The tests bite: each policy, queryset and condition of a grant is broken in turn.

Run with FULL=1. A break that nobody notices fails here.
"""

import os
import re

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import Q

from patients import querysets
from patients.querysets import sight
from tests.house import none
from tests.walls import test_relations as relations
from tests.walls import test_writes as writes
from tests.walls.people import see_as

pytestmark = [
    pytest.mark.role("postgres"),
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("FULL"), reason="only with FULL=1"),
]


def rows_of(query, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return cursor.fetchall()


# Who notices


def shown(world, tables):
    """To each relation, by a bare statement."""
    found = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL SESSION AUTHORIZATION app_web")
        for relation in relations.EXPECTED:
            viewer = see_as(relation)
            rows = relations.shown_by_database(world, tables)
            found[relation] = rows, viewer and viewer.memberships
        transaction.set_rollback(True)
    return found


def swept(world, tables):
    """What the clock finds and may change."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL SESSION AUTHORIZATION app_worker")
        see_as("system")
        found = relations.shown_by_database(world, tables)
        for table in tables:
            if rows_of(f"SELECT has_table_privilege('{table}', 'UPDATE')") == [(True,)]:
                cursor.execute(f"UPDATE {table} SET version = 9")
                found |= {f"{table} changed {cursor.rowcount}"}
        transaction.set_rollback(True)
    return found


def named(world, table):
    """The rows of one table that the tests of writing ask of."""
    return [name for name in writes.WHO if world.rows[f"Carl: {name}"][0] == table]


def observed(world, table, role, command):
    """All that the tests would see of a policy's table."""
    if role == "app_worker":
        return swept(world, [table])
    if command == "SELECT":
        return shown(world, [table])
    seen = shown(world, [table]) if command == "ALL" else {}
    if table.startswith("audit_"):
        return seen
    names = named(world, table)
    signed = names if table in writes.SIGNED_BY else []
    return (
        seen,
        writes.written(world, writes.change, names),
        writes.written(world, writes.add, names),
        writes.written(world, writes.sign, signed),
    )


# Policies

POLICIES = """
    SELECT tablename, policyname, cmd, roles[1]::text, qual, with_check FROM pg_policies
     WHERE tablename ~ '^(patients|agreements|audit)_' ORDER BY tablename, policyname
"""
# What each policy is made of; without one of them it must be noticed.
PARTS = {
    "its scheme": r"\(scheme_id = \( SELECT ctx\.scheme\(\) AS scheme\)\)",
    "exclusions": r"\(\((?:patient_)?id = ANY \(\( SELECT ctx\.blocked_ids\(\)[^)]*\)\)"
    r"(?:::uuid\[\])?\)\) IS NOT TRUE\)",
    "removal": r"\(removed_at IS NULL\)",
}


def broken(policy):
    """Each way to break it: its name, and the statement that does."""
    table, name, _, _, qual, check = policy
    yield "dropped", f"DROP POLICY {name} ON {table}"
    alter = f"ALTER POLICY {name} ON {table}"
    yield "open", alter + clauses(qual and "true", check and "true")
    for part, pattern in PARTS.items():
        weaker = [
            re.sub(pattern, "true", text) if text else None for text in policy[4:]
        ]
        if weaker != list(policy[4:]):
            yield f"without {part}", alter + clauses(*weaker)


def clauses(qual, check):
    using = f" USING ({qual})" if qual else ""
    return using + (f" WITH CHECK ({check})" if check else "")


# Said by another policy, or made sure of by what is granted; either alone would do.
OWN_SCHEME = "a person is granted what is theirs in the scheme where they act"
TWICE = {
    ("patients_grant_no_longer", "dropped"): "the row that results is refused as well",
    ("agreements_advicethread_added", "without its scheme"): "asked in one's scheme",
    ("agreements_advicethread_asked", "without its scheme"): "added in one's scheme",
    ("agreements_agreement_added", "without its scheme"): "begun in one's scheme",
    ("agreements_agreement_begun", "without its scheme"): "added in one's scheme",
    ("agreements_agreement_own", "without its scheme"): OWN_SCHEME,
    ("agreements_agreementact_own", "without its scheme"): OWN_SCHEME,
    ("agreements_word_said", "without its scheme"): OWN_SCHEME,
}
# No relation here has a permission that is over, or an answer to sign. Both walls
# together are tried by tests/journeys/test_sharing.py, the answer's policy by
# patients/tests/test_closing.py.
TRIED_ELSEWHERE = {
    "patients_consent_shared",
    "patients_timelineentry_shared",
    "patients_closing_answered_oneself",
}


def test_every_broken_policy_is_noticed(world):
    unnoticed = []
    for policy in rows_of(POLICIES):
        table, name, command, role = policy[:4]
        before = observed(world, table, role, command)
        for way, statement in broken(policy):
            with transaction.atomic():
                rows_of_nothing(statement)
                if observed(world, table, role, command) == before:
                    unnoticed.append((name, way))
                transaction.set_rollback(True)

    none(
        [
            found
            for found in unnoticed
            if found not in TWICE and found[0] not in TRIED_ELSEWHERE
        ]
    )


def rows_of_nothing(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_wall_taken_down_is_noticed(world):
    every = [row[0] for row in rows_of("SELECT DISTINCT tablename FROM pg_policies")]
    tables = [table for table in every if table in relations.tables_of_people()]
    before = {table: shown(world, [table]) for table in tables}

    assert len(tables) > 18
    for table in tables:
        with transaction.atomic():
            rows_of_nothing(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
            assert shown(world, [table]) != before[table], table
            transaction.set_rollback(True)


# Conditions of the functions

CONDITION = re.compile(
    r"AND (?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
    r"|[\w.]+(?:\(\))? (?:<=|>=|=|<|>) (?:[\w.]+\(\)|'\w+'|[\w.]+)(?! -)"
    r"|[\w.]+ IS NULL|u\.is_active)"
)
# Conditions that another one makes sure of.
ALSO = {
    "AND l.scheme_id = scheme": "every policy asks for the scheme",
    "AND e.scheme_id = scheme": "an exclusion only narrows",
    "AND n.user_id = s.user_id": "a session is opened for one's own membership only",
    "AND l.organisation_id = f.organisation_id": "the link's organisation is theirs",
    **dict.fromkeys(
        [
            "AND c.until_on < today",
            "AND c.withdrawn_on IS NULL",
            "AND c.kind = 'record'",
            "AND p.practice_id = org",
            "AND p.scheme_id = scheme",
        ],
        "no relation has a permission that is over: tests/journeys/test_sharing.py",
    ),
    "AND as_role = 'partner'": "a referral is granted to a service of the directory",
}


@pytest.mark.parametrize("function", ["ctx.granted", "ctx.open"])
def test_every_condition_of_a_grant_that_is_left_out_is_noticed(world, function):
    ((source,),) = rows_of("SELECT pg_get_functiondef(%s::regproc::oid)", function)
    tables = ["patients_patient"]
    before = shown(world, tables)
    unnoticed = []

    for found in CONDITION.finditer(source):
        with transaction.atomic():
            rows_of_nothing(
                (source[: found.start()] + source[found.end() :]).replace("%", "%%")
            )
            try:
                after = shown(world, tables)
            except ProgrammingError:
                after = None
            if after == before:
                unnoticed.append(found.group())
            transaction.set_rollback(True)

    none([condition for condition in unnoticed if condition not in ALSO])


# Querysets


def first_wall(world):
    """To each relation: what ``visible_to`` alone shows."""
    found = {}
    for relation in relations.EXPECTED:
        viewer = see_as(relation)
        if viewer:
            found[relation] = relations.shown_by_querysets(world, viewer)
    return found


CLASSES = [
    getattr(querysets, name)
    for name in querysets.__all__
    if "visible_to" in vars(getattr(querysets, name))
]


@pytest.mark.parametrize("queryset", CLASSES, ids=lambda c: c.__name__)
def test_every_visible_to_that_is_taken_out_is_noticed(world, queryset, monkeypatch):
    before = first_wall(world)

    monkeypatch.setattr(queryset, "visible_to", lambda self, viewer: self.all())

    assert first_wall(world) != before


WIDE = {
    "of_scheme": lambda viewer: Q(),
    "_not_blocked": lambda viewer, column: Q(),
    "walled": lambda viewer, seen, person="patient_id": seen,
    "within": lambda viewer, reach, person="patient_id": Q(),
    "record": lambda viewer: Q(),
    "medicine": lambda viewer: Q(),
    "shared_medicine": lambda viewer: Q(),
    "team": lambda viewer: Q(),
    "grants": lambda viewer: Q(),
    "own_list": lambda viewer: Q(),
    "given_work": lambda viewer: Q(),
    "standing": lambda viewer, seen: sight.walled(viewer, seen),
    "exclusions": lambda viewer: Q(),
    "_own": lambda viewer, reach, columns: Q(),
    "_among": lambda ids, person="patient_id": Q(),
    "own_or_granted": lambda viewer, reach, columns, person: Q(),
}


def functions_of_sight():
    return {
        name
        for name, found in vars(sight).items()
        if callable(found) and getattr(found, "__module__", "") == sight.__name__
    }


def test_every_function_of_sight_has_its_break():
    assert functions_of_sight() == WIDE.keys()


@pytest.mark.parametrize("name", WIDE)
def test_every_function_of_sight_that_lets_all_through_is_noticed(
    world, name, monkeypatch
):
    before = first_wall(world)

    monkeypatch.setattr(sight, name, WIDE[name])

    assert first_wall(world) != before
