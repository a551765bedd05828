"""What the clock puts on lists: replies that are late, reviews that are due."""

from django.db import transaction

from accounts.models import Membership
from accounts.permissions import Role
from accounts.viewer import Viewer
from agreements.actions.acts import limits_of, lock
from agreements.actions.lists import LATE, REVIEW
from agreements.models import Agreement
from agreements.rules import clock
from core.templatetags.house import staff_date
from patients.actions import work


@transaction.atomic
def tell_of_late_reply(agreement: Agreement, *, by: Viewer) -> None:
    """Put a late reply on every coordinator's list, naming nobody. Safe to repeat."""
    agreement = lock(agreement)
    if not agreement.standing(by.day, limits_of(by)).is_reply_overdue:
        return
    coordinators = Membership.objects.of_scheme(by).filter(role=Role.COORDINATOR)
    places = coordinators.running_on(by.day).values_list("organisation_id", flat=True)
    practice = agreement.asked_organisation.name
    for place in sorted(set(places)):
        work.raise_item(
            kind=LATE,
            title=f"Ring {practice}: no reply, due {staff_date(agreement.reply_by_on)}",
            due_on=clock.goes_to_coordinator_on(agreement.reply_by_on),
            source_id=agreement.pk,
            organisation_id=place,
            role=Role.COORDINATOR,
            by=by,
        )


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
