"""Statements: what a page asks of the database, in order, each with its plan."""

import json
import re
import time
from collections import Counter

from benchmarks.driving import Line, Unexpected

RECORDED = {
    "shared_preload_libraries": "pg_stat_statements,auto_explain",
    "compute_query_id": "on",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_format": "json",
    "auto_explain.log_verbose": "on",
    "log_line_prefix": "%u|",
}
EXPLAINED = re.compile(r"^(\w*)\|LOG:  duration: [\d.]+ ms  plan:\n((?:\t.*\n)+)", re.M)
SETTLED_SECONDS = 0.3
# Asked in passing: whether a kept connection still answers; once for each connection,
# which types there are; by the database itself, whether a foreign key holds.
IN_PASSING = re.compile(r"SELECT (0$|oid, typarray FROM pg_type|0 FROM ONLY )")


class Recorder:
    """Reads what auto_explain has written of the application's role."""

    def __init__(self, log):
        self.log = log

    def of_page(self, server, page):
        """Number and words of each statement of a page itself, in order."""
        plans = self.ask(Line(server.port), page.visits[0], page.status)
        told = [(p["Query Identifier"], one_line(p["Query Text"])) for p in plans]
        return [one for one in told if not IN_PASSING.match(one[1])]

    def ask(self, line, visit, expected):
        """All that was asked of the database for one request, with its plans."""
        start = self.log.stat().st_size
        status, _ = line.ask(*visit)
        if status != expected:
            raise Unexpected(f"{status} for {visit[0].splitlines()[0]}")
        time.sleep(SETTLED_SECONDS)
        with self.log.open() as log:
            log.seek(start)
            written = log.read()
        return [
            json.loads(text)
            for role, text in EXPLAINED.findall(written)
            if role == "app_web"
        ]


def compare(log, place):
    """Each page's statements, and whether the floor asks the same, one by one."""
    recorder, told, is_well = Recorder(log), [], True
    for page in place.pages:
        asked, by_hand = (
            recorder.of_page(server, page)
            for server in (place.application, place.floor)
        )
        told.append(f"{page.name}: {len(asked)} statements")
        told += [f"  {text}" for _, text in asked]
        others = list(_differences(asked, by_hand))
        is_well = is_well and not others
        told += others
    return told, is_well


def _differences(asked, by_hand):
    """What one of them asks and the other does not, by the database's own number."""
    for one, other, whose in (
        (asked, by_hand, "THE PAGE ALONE"),
        (by_hand, asked, "THE FLOOR ALONE"),
    ):
        left = Counter(number for number, _ in one)
        left.subtract(number for number, _ in other)
        words = dict(one)
        for number, times in left.items():
            if times > 0:
                yield f"  {whose}, {times} times: {words[number]}"


def one_line(statement):
    """A statement without its literals, as it is told apart and compared."""
    text = re.sub(r"\s+", " ", statement).strip()
    text = re.sub(r"'(?:[^']|'')*'", "'…'", text)
    return re.sub(r"(?<![\w\"$.])\d+\b", "0", text)


def nodes(plan):
    """Every node of a plan, the plan itself first, with the one above it."""
    above = [(plan, None)]
    while above:
        node, parent = above.pop()
        yield node, parent
        above += [(child, node) for child in node.get("Plans", ())]
