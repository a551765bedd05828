"""What the floor reads of one person: the pages' own statements, prepared as theirs."""

from accounts.querysets import TAKES_WORK
from agreements.querysets.facts import OF_PERSON
from patients.querysets.facts import BANNER, CASE, CONSULTATION

__all__ = ["BANNER", "CASE", "CONSULTATION", "OF_PERSON", "OWNER_ROLES", "ask"]

OWNER_ROLES = list(TAKES_WORK)
_prepared = set()


def ask(cursor, statement, named):
    """The statement's one row; a process of the floor has one connection."""
    if statement.name not in _prepared:
        cursor.execute(statement.prepare)
        _prepared.add(statement.name)
    cursor.execute(statement.execute, named)
    return cursor.fetchone()
