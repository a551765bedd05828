"""What the floor reads of one person: the pages' own statements, prepared as theirs."""

from accounts.querysets import IN_FORCE, TAKES_WORK
from agreements.querysets.facts import OF_PERSON, PAGE, PRESCRIBERS
from patients.querysets.facts import BANNER, CASE, CONSULTATION

__all__ = [
    "BANNER",
    "CASE",
    "CONSULTATION",
    "IN_FORCE",
    "OF_PERSON",
    "OWNER_ROLES",
    "PAGE",
    "PRESCRIBERS",
    "answers",
    "ask",
]

OWNER_ROLES = list(TAKES_WORK)
_prepared = set()


def ask(cursor, statement, named):
    """The statement's one row."""
    return answers(cursor, statement, named)[0]


def answers(cursor, statement, named):
    """All its rows; a process of the floor has one connection."""
    if statement.name not in _prepared:
        cursor.execute(statement.prepare)
        _prepared.add(statement.name)
    cursor.execute(statement.execute, named)
    return cursor.fetchall()
