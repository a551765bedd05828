"""Writing the timeline: every app tells here what happened."""

from datetime import date
from uuid import UUID

from accounts.viewer import Viewer
from core.reach import Reach
from patients.models import Patient, TimelineEntry
from patients.rules.words import TimelineKind

LONGEST_DETAIL = 1000


def tell(
    *,
    patient: Patient,
    kind: TimelineKind,
    title: str,
    by: Viewer,
    on_day: date | None = None,
    detail: str = "",
    reach: Reach = Reach.RECORD,
    source_id: UUID | None = None,
) -> None:
    """Add one line to a person's timeline, signed with the viewer's name and role.

    Whoever has something to tell may add it, also where they read nothing: so it is
    written without asking for the row back.
    """
    line = TimelineEntry(
        **patient.columns(pharmacy=True),
        on_day=on_day or by.day,
        reach=reach,
        kind=kind,
        title=title,
        detail=detail[:LONGEST_DETAIL],
        by=by.signature[:140],
        source_id=source_id,
    )
    TimelineEntry.objects.bulk_create([line], ignore_conflicts=True)
