"""`manage.py load_demo`: the demo, laid by the owner, then played by the web's role."""

import json
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.clock import today
from home.demo.cast import the_cast
from home.demo.extras import the_extras
from home.demo.laying import is_laid, lay
from home.demo.stage import is_played, play
from home.demo.totals import totals as known_totals

LOADED = "The demo is loaded already: nothing is changed."


class Command(BaseCommand):
    help = "Load the demo: with --ground as the database's owner, then as the web"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--ground",
            action="store_true",
            help="lay schemes, organisations and sign-ins, as the owner",
        )
        parser.add_argument(
            "--day", type=date.fromisoformat, help="the demo's day, for tests"
        )

        parser.add_argument(
            "--totals", action="store_true", help="print the known totals, load nothing"
        )

    def handle(self, *, ground, day, totals, **_options):
        if not settings.DEMO:
            raise CommandError("Demo mode is off (DEMO=no): nothing is loaded.")
        day = day or today()
        cast, extras = the_cast(day), the_extras(day)
        if totals:
            self.stdout.write(json.dumps(known_totals(cast, extras, day), indent=2))
        elif is_laid() if ground else is_played():
            self.stdout.write(LOADED)
        elif ground:
            lay(day)
        else:
            play(cast, extras, day)
