"""Measuring: one page at a time, application and floor in turn on the same server."""

import os
import statistics
from dataclasses import dataclass, field

from benchmarks.driving import Line, drive
from benchmarks.serving import ticks_of

MILLISECONDS_A_TICK = 1000 / os.sysconf("SC_CLK_TCK")
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE usename = 'app_web' AND datname = %s"
# Beginning and ending a transaction is no query; nor is what a function asks inside.
STATEMENTS = """
    SELECT coalesce(sum(s.calls), 0),
           coalesce(sum(s.shared_blks_hit + s.shared_blks_read), 0)
      FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
     WHERE r.rolname = 'app_web' AND s.toplevel
       AND s.query !~* '^(begin|commit|rollback|savepoint|release)'
"""


@dataclass
class Tally:
    """What all rounds of one page on one server came to."""

    waits: list = field(default_factory=list)
    bytes: int = 0
    seconds: float = 0
    ticks: int = 0
    database_ticks: int = 0
    queries: int = 0
    buffers: int = 0

    @property
    def asked(self):
        return len(self.waits)

    def each(self, whole):
        return whole / self.asked

    @property
    def cpu_ms(self):
        """Application and database together."""
        return self.each((self.ticks + self.database_ticks) * MILLISECONDS_A_TICK)

    @property
    def database_ms(self):
        return self.each(self.database_ticks * MILLISECONDS_A_TICK)

    def wait_ms(self, percent):
        return statistics.quantiles(self.waits, n=100)[percent - 1] * 1000


class Meter:
    """Reads the clocks and counters around each round."""

    def __init__(self, cursor, database):
        self.cursor, self.database = cursor, database

    def _database_ticks(self):
        self.cursor.execute(BACKENDS, [self.database])
        return sum(ticks_of(pid) for (pid,) in self.cursor.fetchall())

    def round(self, server, page, seconds, tally):
        """Drive a page for so long, and add what it took to its tally."""
        self.cursor.execute("SELECT pg_stat_statements_reset()")
        before, database_before = server.ticks(), self._database_ticks()
        waits, size = drive(server.port, page.visits, seconds, page.status)
        tally.ticks += server.ticks() - before
        tally.database_ticks += self._database_ticks() - database_before
        self.cursor.execute(STATEMENTS)
        queries, buffers = self.cursor.fetchone()
        tally.queries += int(queries)
        tally.buffers += int(buffers)
        tally.waits += waits
        tally.bytes += size
        tally.seconds += seconds


def rows_of(server, page):
    """How many rows the middle one of some visits shows."""
    line = Line(server.port)
    found = [
        len(page.row.findall(line.ask(*visit)[1]))
        for visit in page.visits[:9]
        if page.status == 200
    ]
    return round(statistics.median(found)) if found else 0


def detail(application, floor):
    """Where the time goes, and how much the database read."""
    return {
        "db_ms": round(application.database_ms, 2),
        "floor_db_ms": round(floor.database_ms, 2),
        "buffers": round(application.each(application.buffers)),
    }


def table_row(page, people, rows, application, floor):
    """One line of the table, by the names that --json gives too."""
    return {
        "page": page.name,
        "people": people,
        "rows": rows,
        "queries": round(application.each(application.queries), 1),
        "bytes": round(application.each(application.bytes)),
        "p50_ms": round(application.wait_ms(50), 1),
        "p95_ms": round(application.wait_ms(95), 1),
        "rps": round(application.asked / application.seconds, 1),
        "cpu_ms": round(application.cpu_ms, 2),
        "floor_cpu_ms": round(floor.cpu_ms, 2),
        "ratio": round(application.cpu_ms / floor.cpu_ms, 2),
    }
