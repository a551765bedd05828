"""A GP's own last day: named, changed, taken back; the coordinator is told of each."""

from datetime import date
from uuid import uuid4

from django.db import transaction

from accounts.actions.members import set_own_last_day
from accounts.viewer import Viewer
from agreements.actions.lists import to_coordinators
from core.templatetags.house import staff_date
from patients.rules.worklist import WorkKind


@transaction.atomic
def tell_last_day(*, last_day: date, seen: str, by: Viewer) -> None:
    """Name one's own last day: the clock gives notice when it is near.

    ``seen`` is how one's end stood when whoever names it looked.

    Raises: Refusal if the day cannot be, or one's end was changed meanwhile.
    """
    before = set_own_last_day(last_day=last_day, seen=seen, by=by)
    instead = f", not {staff_date(before.ends_on)}" if before.ends_on else ""
    _tell(f"leaves: their last day is {staff_date(last_day)}{instead}", by)


@transaction.atomic
def take_back_last_day(*, seen: str, by: Viewer) -> None:
    """Take one's own last day back. A notice that was given for it stands, until it is
    retracted.

    Raises: Refusal if one has named none, or one's end was changed meanwhile.
    """
    before = set_own_last_day(last_day=None, seen=seen, by=by)
    given = before.given_end_on
    now = f"leaves on {staff_date(given)}, as set" if given else "stays"
    _tell(f"{now}: no longer is {staff_date(before.ends_on)} their last day", by)


def _tell(what, by):
    """Each word is an item of its own, since nobody else's list can be put right."""
    title = f"{by.name}, {by.organisation}, {what}"
    to_coordinators(WorkKind.TASK, title, by.day, uuid4(), by=by)
