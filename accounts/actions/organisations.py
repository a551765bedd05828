"""The register of organisations, kept as the publisher's lists say."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import F

from accounts.models import Organisation, OrganisationName
from accounts.organisation_files.listings import ListedOrganisation
from accounts.organisation_files.tables import Problems
from accounts.rules import OrganisationKind
from audit import actions as audit

ROWS_AT_A_TIME = 500
LISTED_FIELDS = (
    "kind",
    "name",
    "parent",
    "parent_code",
    "address",
    "postcode",
    "phone",
    "opened_on",
    "closed_on",
    "is_dormant",
    "version",
)
# The publisher lists these three together, and moves one from kind to kind.
PRESCRIBING_KINDS = {
    OrganisationKind.PRACTICE,
    OrganisationKind.SERVICE,
    OrganisationKind.OTHER,
}


@dataclass(frozen=True)
class Change:
    """An organisation as a list has it, and what that changes."""

    organisation: Organisation
    verbs: frozenset[str]
    former_name: str = ""


def load_organisations(
    *,
    listed: list[ListedOrganisation],
    day: date,
    dry_run: bool = False,
    watch: Callable = iter,
) -> Counter:
    """Bring the register to what a list says, all or nothing; return how many of each.

    An organisation that the list leaves out stays as it is. A new name counts from
    ``day``. ``watch`` wraps the batches that are written, to show progress.
    Raises: FileRefused if a row contradicts what is known.
    """
    with transaction.atomic():
        if not dry_run:
            _one_load_at_a_time()
        changes = _changes(listed)
        told = Counter(verb for change in changes for verb in change.verbs)
        told["unchanged"] = len(listed) - len(changes)
        if changes and not dry_run:
            _write(changes, day, watch)
            audit.record("organisations_loaded", by=None, **told)
    return told


def _one_load_at_a_time():
    table = connection.ops.quote_name(Organisation._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _changes(listed):
    codes = [item.code for item in listed]
    known = Organisation.objects.in_bulk(codes, field_name="code")
    problems = Problems()
    changes = [_change(item, known.get(item.code), problems) for item in listed]
    problems.refuse_if_any()
    return [change for change in changes if change.verbs]


def _change(item, organisation, problems):
    if organisation is None:
        new = Organisation(code=item.code, **item.facts)
        return Change(new, frozenset({"new"}))
    _tell_contradictions(item, organisation, problems)
    was = {fact: getattr(organisation, fact) for fact in item.facts}
    verbs = {
        _verb(fact, was[fact], now)
        for fact, now in item.facts.items()
        if was[fact] != now
    }
    for fact, now in item.facts.items():
        setattr(organisation, fact, now)
    if "moved" in verbs:
        organisation.parent = None  # found again by its code, if we know it
    organisation.version += 1
    return Change(organisation, frozenset(verbs), former_name=was["name"])


def _verb(fact, was, now):
    if fact == "closed_on" and was is None:
        return "closed"
    if fact == "closed_on" and now is None:
        return "reopened"
    return {"name": "renamed", "parent_code": "moved"}.get(fact, "amended")


def _tell_contradictions(item, organisation, problems):
    kinds = {item.facts["kind"], organisation.kind}
    if len(kinds) > 1 and not kinds <= PRESCRIBING_KINDS:
        sentence = (
            f"is a {organisation.kind} here, and listed as a {item.facts['kind']}"
        )
        problems.add(item.row, "ods_code", f"{item.code} {sentence}")
    opened_on = item.facts.get("opened_on", organisation.opened_on)
    closed_on = item.facts.get("closed_on", organisation.closed_on)
    if opened_on and closed_on and closed_on < opened_on:
        sentence = f"{closed_on} is before the opening we know, {opened_on}"
        problems.add(item.row, "close_date", sentence)


def _write(changes, day, watch):
    starts = range(0, len(changes), ROWS_AT_A_TIME)
    for batch in watch([changes[at : at + ROWS_AT_A_TIME] for at in starts]):
        Organisation.objects.bulk_create(
            [change.organisation for change in batch],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=LISTED_FIELDS,
        )
    _keep_names([change for change in changes if "renamed" in change.verbs], day)
    Organisation.objects.listed_under_another().update(parent=F("named_id"))


def _keep_names(renamed, day):
    """Write down the new names, and before each first one the name it replaces."""
    known = set(
        OrganisationName.objects.filter(
            organisation__in=[change.organisation for change in renamed]
        ).values_list("organisation_id", flat=True)
    )
    names = []
    for change in renamed:
        organisation = change.organisation
        if organisation.pk not in known:
            since = min(organisation.opened_on or day, day)
            names.append((organisation, change.former_name, since))
        names.append((organisation, organisation.name, day))
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=organisation, name=name, from_on=from_on)
        for organisation, name, from_on in names
    )
