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

    ``reach`` is how far its writer has to see. Who sees a name may tell of a booking
    or a task and reads no story: so it is written without asking for the row back.

    Raises: ValueError if the viewer does not see so far.
    """
    if not _sees(by, patient, reach):
        raise ValueError(f"{by.role} does not see {reach}, so may not tell it")
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


def _sees(by, patient, reach):
    if by.is_clock:  # it tells what a day has changed
        return True
    places = {patient.service_id, patient.practice_id}
    if reach < Reach.RECORD:
        places.add(patient.pharmacy_id)
    return bool(places.intersection(by.orgs(reach))) or patient.pk in by.ids(reach)
