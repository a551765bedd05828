"""Load a list of organisations: the publisher's own file, or one with a header."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.actions import organisations as actions
from accounts.organisation_files import listings, tables
from accounts.rules import OrganisationKind
from core import clock
from core.refusal import Refusal

VERBS = ("new", "renamed", "moved", "closed", "reopened", "amended", "unchanged")


class Command(BaseCommand):
    help = (
        "Load a list of organisations: the publisher's 27 columns without a header, or "
        "a CSV file with ods_code and name in its header. All of it is loaded, or "
        "nothing. Loading a list again changes nothing; an organisation that a later "
        "list leaves out stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument(
            "--kind",
            choices=[kind.value for kind in OrganisationKind if kind != "none"],
            help="what the file lists, where its rows do not tell",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="tell what would change, and change nothing",
        )

    def handle(self, *, file, kind, dry_run, **_):
        try:
            listed = listings.read(
                tables.content(file),
                kind and OrganisationKind(kind),
                watch=partial(tqdm, desc="Reading", unit=" rows"),
            )
            told = actions.load_organisations(
                listed=listed,
                day=clock.today(),
                dry_run=dry_run,
                watch=partial(tqdm, desc="Writing", unit=" batches"),
            )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except Refusal as refusal:
            raise CommandError(f"Nothing was loaded.\n{refusal}") from refusal
        self.tell(told, dry_run)

    def tell(self, told, dry_run):
        counts = ", ".join(f"{told[verb]:,} {verb}" for verb in VERBS)
        self.stdout.write(f"{'Would be loaded' if dry_run else 'Loaded'}: {counts}.")
