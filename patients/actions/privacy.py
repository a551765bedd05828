"""What the privacy officer does: exclusions, and reviews of emergency access."""

from datetime import date

from django.db import connection, transaction
from django.db.models.functions import Now

from accounts.models import Membership
from accounts.viewer import Viewer
from audit import actions as audit
from audit.models import Access, HeldLine
from core.refusal import Refusal
from patients.models import Exclusion, WorkItem
from patients.rules.limits import Limits
from patients.rules.sharing import may_be_held_back


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
def end_exclusion(*, exclusion: Exclusion, because: str, by: Viewer) -> None:
    """End an exclusion and say why; the row stays. Safe to repeat."""
    running = Exclusion.objects.filter(pk=exclusion.pk, ended_at=None)
    if running.update(ended_at=Now()):
        audit.record("exclusion_ended", by=by, subject=exclusion, because=because)


@transaction.atomic
def review_emergency_access(*, item: WorkItem, outcome: str, by: Viewer) -> None:
    """Say what came of the review of one emergency access. Safe to repeat."""
    waiting = WorkItem.objects.filter(pk=item.pk, done_at=None)
    if waiting.update(done_at=Now(), done_on=by.day, done_by=by.name):
        audit.record("emergency_reviewed", by=by, subject=item, outcome=outcome)


@transaction.atomic
def hold_line(
    *, line: Access, reason: str, review_on: date, limits: Limits, by: Viewer
) -> None:
    """Keep a line of who looked from the person until it is reviewed.

    Raises: Refusal if it is held already, the look is the officer's own, or the day of
    review is not to come or too far off.
    """
    looked_oneself = line.user_id == by.user_id
    if not may_be_held_back(review_on, by.day, looked_oneself, limits):
        raise Refusal("This line cannot be held back until that day.")
    if not _asked("ctx.hold_line(%s, %s, %s)", line.pk, reason, review_on):
        raise Refusal("This line is held back already.")
    # Without a subject: an event that named the person would be theirs to read.
    audit.record("line_held", by=by, line=line.pk, review_on=review_on)


@transaction.atomic
def review_held_line(
    *, held: HeldLine, keep_until: date | None, limits: Limits, by: Viewer
) -> None:
    """Hold a line back until another day, or show it to the person from now on.

    Raises: Refusal if it is shown already, or the day cannot be.
    """
    looked_oneself = held.user_id == by.user_id
    if keep_until and not may_be_held_back(keep_until, by.day, looked_oneself, limits):
        raise Refusal("This line cannot be held back until that day.")
    if not _asked("ctx.review_held_line(%s, %s)", held.pk, keep_until):
        raise Refusal("This line is shown already.")
    audit.record("held_line_reviewed", by=by, line=held.access_id, review_on=keep_until)


def _asked(function, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", arguments)
        return cursor.fetchone()[0]
