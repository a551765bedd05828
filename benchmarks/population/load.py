"""Loading: all of it by COPY over the owner's connection, in one transaction.

Keys, indexes and constraints are taken off first and put back last: each is then built
once, and every foreign key is proved over all rows when it comes back.
"""

import gc
import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tqdm import tqdm

from benchmarks.population.calendar import Calendar
from benchmarks.population.care import Care
from benchmarks.population.dice import Dice
from benchmarks.population.history import History
from benchmarks.population.lists import PUBLISHED, SCHEMES, read_areas, share_out
from benchmarks.population.people import People, test_numbers
from benchmarks.population.sharing import Sharing
from benchmarks.population.staff import Country
from benchmarks.population.trail import Trail
from core.walls import unforced

PEOPLE = 310_863  # in treatment in England in one year
SEED = "national"


@dataclass(frozen=True)
class Quota:
    """So many rows of each kind. The default is the country's."""

    entries: int = 1_000_000
    timeline: int = 4_000_000
    accesses: int = 3_000_000
    work_items: int = 1_000_000
    events: int = 600_000
    agreements: int = 60_000


COUNTRY = Quota()
FASTER = "SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '128MB'"
KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid),
           contype = 'f'
      FROM pg_constraint
     WHERE (conrelid = ANY (%(tables)s::regclass[]) AND contype IN ('p', 'u', 'x', 'f'))
        OR (confrelid = ANY (%(tables)s::regclass[]) AND contype = 'f')
     ORDER BY contype = 'f', contype <> 'p', conname
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i
     WHERE indrelid = ANY (%s::regclass[]) AND NOT EXISTS (
           SELECT FROM pg_constraint c
            WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
     ORDER BY 1
"""
FORCED = """
    SELECT oid::regclass::text FROM pg_class
     WHERE oid = ANY (%s::regclass[]) AND relforcerowsecurity
     ORDER BY 1
"""
SEQUENCES = """
    SELECT pg_get_serial_sequence(attrelid::regclass::text, 'id'),
           attrelid::regclass::text
      FROM pg_attribute
     WHERE attrelid = ANY (%s::regclass[]) AND attname = 'id' AND attidentity <> ''
"""


def choose_areas(areas, people):
    """As many areas as hold so many people, from the middle of the list: a smaller
    country has fewer schemes, not smaller ones."""
    wanted = max(2, round(SCHEMES * people / PEOPLE))
    first = max(0, (len(areas) - wanted) // 2)
    return areas[first : first + wanted]


def quotas(sizes):
    """What each scheme has of everything, in proportion to its people."""
    before = 0
    for size in sizes:
        after = before + size
        yield Quota(
            **{
                name: total * after // PEOPLE - total * before // PEOPLE
                for name, total in vars(COUNTRY).items()
            }
        )
        before = after


class Population:
    """The same people for the same seed, day and number."""

    def __init__(self, people, day, seed=SEED, folder=PUBLISHED):
        dice = Dice(f"{seed}/{people}")
        calendar = Calendar(day, dice)
        self.areas = choose_areas(read_areas(folder), people)
        self.sizes = share_out(people, [area.weight for area in self.areas])
        self.country = Country(dice, day)
        self.people = People(dice, calendar, test_numbers())
        self.care = Care(dice, calendar)
        self.history = History(dice, calendar, day)
        self.sharing = Sharing(dice, calendar, self.care, self.history)
        self.trail = Trail(dice, calendar)

    @property
    def about_people(self):
        rooms = (self.people, self.care, self.sharing, self.history, self.trail)
        return [sheet for room in rooms for sheet in room.sheets]

    @property
    def tables(self):
        return [sheet.table for sheet in (*self.country.sheets, *self.about_people)]

    def found(self):
        """Engage everybody who works in the schemes."""
        return [
            self.country.found(area, number, size)
            for number, (area, size) in enumerate(
                zip(self.areas, self.sizes, strict=True), 1
            )
        ]

    def settle(self, staff, quota):
        """Write down all the people of one scheme, and what happened to them."""
        people = self.people.of(staff)
        for person in people:
            self.care.write(person)
        self.sharing.write(staff, people, quota)
        self.history.write(people, quota)
        self.trail.write(people, quota)
        return [(sheet, sheet.take()) for sheet in self.about_people]


def load(connection, population):
    """Fill a migrated, empty database; what is there when this ends is complete."""
    connection.autocommit = False
    # Millions of short strings and no cycles: looking for cycles would double the time.
    gc.disable()
    with connection, connection.cursor() as cursor:
        cursor.execute(FASTER)
        keys = Keys(cursor, population.tables)
        keys.drop()
        walled = [sheet.table for sheet in population.about_people]
        cursor.execute(f"TRUNCATE {', '.join(walled)}")
        cursor.execute(FORCED, [walled])
        with unforced(cursor, [table for (table,) in cursor.fetchall()]):
            counts = _copy_all(cursor, population)
            keys.put_back()
            _set_sequences(cursor, population.tables)
    gc.enable()
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    return counts


def _copy_all(cursor, population):
    """One scheme is copied while the next is being written."""
    counts = Counter()
    schemes = population.found()
    for sheet in population.country.sheets:
        _copy(cursor, sheet, sheet.take(), counts)
    bar = tqdm(total=sum(population.sizes), desc="People", unit="person")
    with bar, ThreadPoolExecutor(1) as copier:
        copied = None
        for staff, quota in zip(schemes, quotas(population.sizes), strict=True):
            taken = population.settle(staff, quota)
            if copied:
                copied.result()
            copied = copier.submit(_copy_scheme, cursor, taken, counts)
            bar.update(staff.people)
        copied.result()
    return counts


def _copy_scheme(cursor, taken, counts):
    for sheet, lines in taken:
        _copy(cursor, sheet, lines, counts, "(FREEZE)")


def _copy(cursor, sheet, lines, counts, how=""):
    columns = ", ".join(f'"{column}"' for column in sheet.columns)
    command = f"COPY {sheet.table} ({columns}) FROM STDIN {how}"
    cursor.copy_expert(command, io.BytesIO(lines), size=1 << 20)
    counts[sheet.table] += cursor.rowcount


class Keys:
    """The keys, constraints and indexes of some tables: taken off, and put back."""

    def __init__(self, cursor, tables):
        self.cursor = cursor
        cursor.execute(KEYS, {"tables": tables})
        self.constraints = cursor.fetchall()
        cursor.execute(INDEXES, [tables])
        self.indexes = cursor.fetchall()

    def drop(self):
        for table, name, _, _ in reversed(self.constraints):
            self.cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in self.indexes:
            self.cursor.execute(f"DROP INDEX {name}")

    def put_back(self):
        own = [self._add(row) for row in self.constraints if not row[3]]
        foreign = [self._add(row) for row in self.constraints if row[3]]
        indexes = [definition for _, definition in self.indexes]
        for statement in tqdm([*own, *indexes, *foreign], desc="Keys and indexes"):
            self.cursor.execute(statement)

    def _add(self, row):
        table, name, definition, _ = row
        return f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"


def _set_sequences(cursor, tables):
    """The next row that anybody adds takes the number after the last one here."""
    cursor.execute(SEQUENCES, [tables])
    for sequence, table in cursor.fetchall():
        last = f"SELECT max(id) FROM {table}"  # noqa: S608, a table of ours
        cursor.execute(
            f"SELECT setval(%s, coalesce(({last}), 0) + 1, false)", [sequence]
        )
