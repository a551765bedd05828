"""What the privacy officer does: exclusions, and reviews of emergency access."""

from django.db import connection, transaction
from django.db.models.functions import Now

from accounts.models import Membership
from accounts.viewer import Viewer
from audit import actions as audit
from patients.models import Exclusion, WorkItem


@transaction.atomic
def exclude_staff(
    *, nhs_number: str, member: Membership, because: str, by: Viewer
) -> None:
    """Keep one member of staff from one person's record from the next request on.

    Nothing tells whether the scheme knows a person of this number.
    """
    person_id = _person_numbered(nhs_number)
    if person_id is not None:
        Exclusion.objects.bulk_create(
            [
                Exclusion(
                    patient_id=person_id,
                    scheme_id=by.scheme_id,
                    user_id=member.user_id,
                    because=because,
                )
            ],
            ignore_conflicts=True,
        )
    audit.record("staff_excluded", by=by, patient_id=person_id, user=member.user_id)


def _person_numbered(nhs_number):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.person_numbered(%s)", [nhs_number])
        return cursor.fetchone()[0]


@transaction.atomic
def end_exclusion(*, exclusion: Exclusion, by: Viewer) -> None:
    """End an exclusion; the row stays. Safe to repeat."""
    running = Exclusion.objects.filter(pk=exclusion.pk, ended_at=None)
    if running.update(ended_at=Now()):
        audit.record("exclusion_ended", by=by, subject=exclusion)


@transaction.atomic
def review_emergency_access(*, item: WorkItem, outcome: str, by: Viewer) -> None:
    """Say what came of the review of one emergency access. Safe to repeat."""
    waiting = WorkItem.objects.filter(pk=item.pk, done_at=None)
    if waiting.update(done_at=Now(), done_on=by.day, done_by=by.name):
        audit.record("emergency_reviewed", by=by, subject=item, outcome=outcome)
