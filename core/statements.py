"""Named statements: what pages ask most, parsed and planned once for each connection.

Behind the second wall the planning of a large statement takes longer than its run: of
the case page's eight milliseconds it took five.
"""

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from django.db import connection

_prepared = WeakKeyDictionary()


class Prepared:
    """A statement under its name, with the parts that it is executed with."""

    def __init__(self, name: str, prepare: str, parts: Iterable[str]):
        self.name, self.prepare = name, prepare
        handed = ", ".join(f"%({part})s" for part in parts)
        self.execute = f"EXECUTE {name} ({handed})"

    def answer(self, facts: dict) -> list[tuple]:
        """What the database answers, for parameters by their names.

        Raises: KeyError if a parameter is missing.
        """
        with connection.cursor() as cursor:
            self._ensure(connection.connection)
            cursor.execute(self.execute, facts)
            return cursor.fetchall()

    def _ensure(self, line):
        """What is prepared stays with the connection, whatever becomes of its
        transaction; a new connection begins without it."""
        names = _prepared.setdefault(line, set())
        if self.name not in names:
            with line.cursor() as cursor:
                cursor.execute(self.prepare)
            names.add(self.name)


class Statement(Prepared):
    """One statement that gives one row.

    ``text`` names its parameters as ``%(day)s``; ``types`` tells the database's type of
    each, in the order in which they are handed over.
    """

    def __init__(self, name: str, text: str, **types: str):
        numbered = {part: f"${n}" for n, part in enumerate(types, start=1)}
        typed = ", ".join(types.values())
        super().__init__(name, f"PREPARE {name} ({typed}) AS {text % numbered}", types)

    def row(self, facts: dict) -> tuple:
        """The row, for parameters by their names."""
        (row,) = self.answer(facts)
        return row
