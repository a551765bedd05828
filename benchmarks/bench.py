"""The benchmark: starts what is measured, asks, and draws one table."""

import contextlib
from dataclasses import dataclass

from benchmarks import cluster, plans, statements
from benchmarks.driving import Unexpected
from benchmarks.measuring import Meter, Tally, detail, rows_of, table_row
from benchmarks.population.load import PEOPLE
from benchmarks.serving import APPLICATION, FLOOR, Server
from benchmarks.visits import TooFew, pages
from sharedcare import embedded

MEASURED = {
    # A quarter of a small server's memory, as the database's own documents advise.
    "shared_buffers": "1GB",
    "shared_preload_libraries": "pg_stat_statements",
}
WARM_SECONDS = 1.0
NotMeasured = (Unexpected, TooFew, embedded.NotStarted)


@dataclass
class Place:
    """One population, with the application and the floor on it."""

    people: int
    name: str
    admin: object
    application: Server
    floor: Server
    pages: list


def run(arguments):
    """What was found, as rows by name, and whether all is well."""
    people = arguments.people or PEOPLE
    populations = [people, *filter(None, [arguments.beside])]
    recording = arguments.statements or arguments.plans
    settings = MEASURED | (statements.RECORDED if recording else {})
    with contextlib.ExitStack() as ends:
        ends.enter_context(cluster.alone())
        for each in populations:
            cluster.ensure(each, anew=arguments.anew)
        postgres = ends.enter_context(cluster.running(**settings))
        places = [_open(ends, postgres, each, arguments.page) for each in populations]
        if arguments.statements:
            return statements.compare(postgres.log, places[0])
        if arguments.plans:
            return plans.judge(postgres.log, places[0])
        return measure(places, arguments), True


def _open(ends, postgres, people, wanted):
    name = ends.enter_context(cluster.copied(postgres, people))
    address = embedded.address("web", postgres.sockets, name)
    admin = ends.enter_context(contextlib.closing(postgres.connect(name)))
    admin.cursor().execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    application, floor = (
        ends.enter_context(Server(what, address)) for what in (APPLICATION, FLOOR)
    )
    asked = pages(postgres, name, application.port)
    if wanted:
        asked = [page for page in asked if page.name in wanted]
    return Place(people, name, admin, application, floor, asked)


def measure(places, arguments):
    """Each page in turn: application and floor, large and small, round by round."""
    rows = []
    for same_page in zip(*(place.pages for place in places), strict=True):
        pairs = list(zip(places, same_page, strict=True))
        rows += _measure_page(pairs, arguments)
    return rows


def _measure_page(pairs, arguments):
    tallies = {}
    for place, page in pairs:
        for server in (place.application, place.floor):
            meter = Meter(place.admin.cursor(), place.name)
            meter.round(server, page, WARM_SECONDS, Tally())
            tallies[server] = Tally()
    for _ in range(arguments.rounds):
        for place, page in pairs:
            for server in (place.application, place.floor):
                meter = Meter(place.admin.cursor(), place.name)
                meter.round(server, page, arguments.seconds, tallies[server])
    rows = [
        table_row(
            page,
            place.people,
            rows_of(place.application, page),
            tallies[place.application],
            tallies[place.floor],
        )
        for place, page in pairs
    ]
    if arguments.detail:
        for row, (place, _) in zip(rows, pairs, strict=True):
            row |= detail(tallies[place.application], tallies[place.floor])
    return _compared(rows, [tallies[place.application] for place, _ in pairs])


def _compared(rows, tallies):
    """Beside a smaller population: how much more time and how many more buffers."""
    if len(rows) == 2:
        large, small = tallies
        rows[0]["times_cpu"] = round(large.cpu_ms / small.cpu_ms, 2)
        rows[0]["times_buffers"] = round(
            large.each(large.buffers) / small.each(small.buffers), 2
        )
        rows[1] |= {"times_cpu": None, "times_buffers": None}
    return rows


def draw(rows):
    """Rows by name as a table; a row that is a sentence as it is."""
    if not rows or isinstance(rows[0], str):
        return "\n".join(rows)
    lines = [list(rows[0]), *([_shown(v) for v in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            word.rjust(width) if n else word.ljust(width)
            for n, (word, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _shown(value):
    return (
        "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
    )
