"""bin/bench: the pages that people wait for, beside the same pages by hand."""

import argparse
import contextlib
import json
import os
import sys

import django

ROUNDS, SECONDS = 3, 3.0
LEAST_SECONDS = 1.0
MEASURED = {
    # A quarter of a small server's memory, as its documents advise.
    "shared_buffers": "1GB",
    "shared_preload_libraries": "pg_stat_statements",
    "autovacuum": "off",
}
WIDTHS = {"page": -18}


def main():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    parser.add_argument("--people", type=int, help="a smaller country, as 3000")
    parser.add_argument("--beside", type=int, help="and with so many, in one run")
    parser.add_argument("--page", action="append", help="only this page")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of a round")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--anew", action="store_true", help="make the people anew")
    arguments = parser.parse_args()
    os.environ["SHAREDCARE_ENV"], os.environ["DEMO"] = "development", "no"
    os.environ["DJANGO_SETTINGS_MODULE"] = "sharedcare.settings"
    django.setup()
    rows = bench(arguments)
    sys.stdout.write(json.dumps(rows, indent=1) if arguments.json else drawn(rows))
    sys.stdout.write("\n")


def bench(arguments):
    from benchmarks import cluster
    from benchmarks.population.load import PEOPLE

    people = arguments.people or PEOPLE
    rows = []
    with cluster.running(**MEASURED) as postgres:
        rows += measure(postgres, people, arguments)
    return rows


def measure(postgres, people, arguments):
    from benchmarks.cluster import name_of
    from benchmarks.measuring import Meter, Tally, rows_of, table_row
    from benchmarks.serving import APPLICATION, Server
    from benchmarks.visits import pages
    from sharedcare import embedded

    name = name_of(people)
    url = embedded.address("web", postgres.sockets, name)
    with contextlib.ExitStack() as ends:
        application = ends.enter_context(Server(APPLICATION, url))
        admin = ends.enter_context(contextlib.closing(postgres.connect(name)))
        cursor = admin.cursor()
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        meter = Meter(cursor, name)
        for page in pages(postgres, name, application.port):
            if arguments.page and page.name not in arguments.page:
                continue
            mine, floor = Tally(), Tally()
            meter.round(application, page, LEAST_SECONDS, Tally())
            rows = rows_of(application, page)
            for _ in range(arguments.rounds):
                meter.round(application, page, arguments.seconds, mine)
            row = table_row(page, people, rows, mine, floor)
            print(row, mine.each(mine.buffers))
            yield row


def drawn(rows):
    if not rows:
        return "Nothing was measured."
    lines = [list(rows[0]), *[[str(v) for v in row.values()] for row in rows]]
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            word.ljust(width) if n == 0 else word.rjust(width)
            for n, (word, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


if __name__ == "__main__":
    main()
