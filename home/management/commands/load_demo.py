"""`manage.py load_demo`: the demo, laid by the owner, then played by the web's role."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.clock import today
from home.demo.cast import the_cast
from home.demo.extras import the_extras
from home.demo.laying import is_laid, lay
from home.demo.stage import is_played, play

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

    def handle(self, *, ground, day, **_options):
        if not settings.DEMO:
            raise CommandError("Demo mode is off (DEMO=no): nothing is loaded.")
        day = day or today()
        if is_laid() if ground else is_played():
            self.stdout.write(LOADED)
        elif ground:
            lay(day)
        else:
            play(the_cast(day), the_extras(day), day)
