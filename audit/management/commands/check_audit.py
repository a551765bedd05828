"""Tell whether the trail is as it was written: run as the worker.

With a log of the worker's, also whether each chain still has the links it once told.
"""

import re

from django.core.management.base import BaseCommand, CommandError

from audit import actions

TOLD = re.compile(r"audit chain (\d+), link (\d+): ([0-9a-f]{64})")


class Command(BaseCommand):
    help = "Check the chains of the audit tables, and the heads that a log has kept."

    def add_arguments(self, parser):
        parser.add_argument("--log", help="a log of the worker, from another machine")

    def handle(self, **options):
        faults = [
            f"Chain {chain}: link {link} does not fit its rows."
            for chain, link in actions.broken_links()
        ]
        if options["log"]:
            faults += list(_lost(options["log"]))
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("The trail is as it was written.")


def _lost(log):
    with open(log) as lines:
        for line in lines:
            for chain, link, head in TOLD.findall(line):
                if not actions.holds(chain=int(chain), link=int(link), head=head):
                    yield f"Chain {chain}: link {link}, once told, is gone."
