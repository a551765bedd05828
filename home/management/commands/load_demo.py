"""`manage.py load_demo`: the demo, laid by the owner, then played by the web's role."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Scheme
from core.clock import today
from home.demo.cast import the_cast
from home.demo.laying import lay
from home.demo.stage import play


class Command(BaseCommand):
    help = "Load the demo: --ground as the database's owner, then without it as the web"

    def add_arguments(self, parser):
        parser.add_argument(
            "--ground",
            action="store_true",
            help="lay schemes, organisations and sign-ins (as the owner)",
        )
        parser.add_argument(
            "--day", type=date.fromisoformat, help="the demo's day, for tests: today"
        )

    def handle(self, *, ground, day, **options):
        if not settings.DEMO:
            raise CommandError("Demo mode is off (DEMO=no): nothing is loaded.")
        day = day or today()
        if ground:
            self._lay(day)
        else:
            play(the_cast(day), day)

    def _lay(self, day):
        if Scheme.objects.exists():
            self.stdout.write("There are schemes already: nothing is loaded.")
        else:
            lay(day)
