"""What the clock puts on lists: replies that are late, reviews that are due."""

from django.db import transaction

from accounts.permissions import Role
from accounts.viewer import Viewer
from agreements.actions.acts import limits_of, lock
from agreements.actions.lists import LATE, REVIEW, WAITS, to_coordinators, to_service
from agreements.models import Agreement
from agreements.rules import clock
from core.templatetags.house import staff_date
from patients.actions import work

# What was told once is not looked at again: a sweep of each minute stays small.
LATE_IS_TOLD = work.is_raised(LATE, role=Role.COORDINATOR)
REVIEW_IS_TOLD = work.is_raised(REVIEW, due_on="review_due_on")


@transaction.atomic
def tell_of_late_reply(agreement: Agreement, *, by: Viewer) -> None:
    """Put a late reply on the list of whoever asked, and on every coordinator's, there
    naming nobody. Safe to repeat."""
    agreement = lock(agreement)
    if not agreement.standing(by.day, limits_of(by)).is_reply_overdue:
        return
    practice = agreement.asked_organisation
    ring = ", ".join(filter(None, [practice.name, practice.phone]))
    sent, due = staff_date(agreement.sent_on), staff_date(agreement.reply_by_on)
    title = f"Ring {ring}: no reply, due {due}, to the request of {sent}"
    due_on = clock.goes_to_coordinator_on(agreement.reply_by_on)
    to_coordinators(LATE, title, due_on, agreement.pk, by=by)
    title = f"{title}; or withdraw, and ask another"
    to_service(agreement, agreement, WAITS, title, due_on, by=by)


@transaction.atomic
def tell_of_review(agreement: Agreement, *, by: Viewer) -> None:
    """Put a three-way review on both sides' lists. Safe to repeat."""
    agreement = lock(agreement)
    if not agreement.standing(by.day, limits_of(by)).is_review_due:
        return
    for member in (agreement.gp, agreement.keyworker or agreement.specialist):
        work.raise_item(
            kind=REVIEW,
            title="Three-way review of shared care",
            due_on=agreement.review_due_on,
            source_id=agreement.pk,
            patient=agreement.patient,
            member=member,
            by=by,
        )
