"""The directory of services: dated, changed by a row that follows, never deleted."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal
from referrals.models import DirectoryService

TAKEN = "A service of this name is in the directory already."


@transaction.atomic
def add_service(*, facts: Mapping[str, object], by: Viewer) -> DirectoryService:
    """Put a service into the directory from today.

    Raises: Refusal if one of this name is there.
    """
    service = _write(facts, None, by)
    audit.record("directory_service_added", by=by, subject=service)
    return service


@transaction.atomic
def change_service(
    *, service: DirectoryService, facts: Mapping[str, object], by: Viewer
) -> DirectoryService:
    """Say from today something else of a service; what was said stays readable.

    Raises: Refusal if somebody else changed it meanwhile, or the name is taken.
    """
    _end(service, by)
    changed = _write(facts, service, by)
    audit.record("directory_service_changed", by=by, subject=changed)
    return changed


@transaction.atomic
def end_service(*, service: DirectoryService, by: Viewer) -> None:
    """Offer a service no longer, from today; referrals that were sent go on.

    Raises: Refusal if somebody else changed it meanwhile.
    """
    _end(service, by)
    audit.record("directory_service_ended", by=by, subject=service)


def _end(service, by):
    running = DirectoryService.objects.filter(pk=service.pk, ended_on=None)
    if not running.update(ended_on=by.day):
        raise Refusal("Somebody else has changed this service meanwhile.")


def _write(facts, follows, by):
    try:
        with transaction.atomic():
            return DirectoryService.objects.create(
                **facts,
                scheme_id=by.scheme_id,
                from_on=by.day,
                written_by_id=by.membership_id,
                follows=follows,
            )
    except IntegrityError as taken:
        raise Refusal(TAKEN) from taken
