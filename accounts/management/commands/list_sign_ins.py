"""`manage.py list_sign_ins`: who signs in to the demo by one press."""

from django.core.management.base import BaseCommand

from accounts import demo


class Command(BaseCommand):
    help = "List the sign-ins of the demo; there are none outside it"
    requires_system_checks = ()

    def handle(self, **_options):
        for card in (demo.offer() or {"cards": []})["cards"]:
            self.stdout.write(f"  {card.username:<8} {card.name:<20} {card.sentence}")
