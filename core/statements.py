"""Named statements: what pages ask most, parsed and planned once for each connection.

Behind the second wall the planning of a large statement takes longer than its run: of
the case page's eight milliseconds it took five.
"""

from weakref import WeakKeyDictionary

from django.db import connection

_prepared = WeakKeyDictionary()


class Statement:
    """One statement that gives one row.

    ``text`` names its parameters as ``%(day)s``; ``types`` tells the database's type of
    each, in the order in which they are handed over.
    """

    def __init__(self, name: str, text: str, **types: str):
        self.name = name
        numbered = {part: f"${n}" for n, part in enumerate(types, start=1)}
        handed = ", ".join(f"%({part})s" for part in types)
        self.prepare = (
            f"PREPARE {name} ({', '.join(types.values())}) AS {text % numbered}"
        )
        self.execute = f"EXECUTE {name} ({handed})"

    def row(self, facts: dict) -> tuple:
        """The row, for parameters by their names.

        Raises: KeyError if a parameter is missing.
        """
        with connection.cursor() as cursor:
            self._ensure(connection.connection)
            cursor.execute(self.execute, facts)
            return cursor.fetchone()

    def _ensure(self, line):
        """What is prepared stays with the connection, whatever becomes of its
        transaction; a new connection begins without it."""
        names = _prepared.setdefault(line, set())
        if self.name not in names:
            with line.cursor() as cursor:
                cursor.execute(self.prepare)
            names.add(self.name)
