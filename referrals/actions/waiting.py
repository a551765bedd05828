"""What the clock puts on lists: people who were not seen by the target."""

from django.db import transaction

from accounts.viewer import Viewer
from core.templatetags.house import staff_date
from patients.actions import work
from referrals.actions.acts import limits_of, lock
from referrals.actions.lists import PAST_TARGET, to_referrer, to_service
from referrals.models import Referral
from referrals.rules import clock

# What was told once is not looked at again: a sweep of each minute stays small.
BREACH_IS_TOLD = work.is_raised(PAST_TARGET, due_on="target_on")


@transaction.atomic
def tell_of_breach(referral: Referral, *, by: Viewer) -> None:
    """Put a referral past its target on both sides' lists. Safe to repeat."""
    referral = lock(referral)
    if not clock.is_breached(referral.on_the_clock(), by.day, limits_of(by)):
        return
    day = staff_date(referral.target_on)
    for side, with_whom in (
        (to_service, referral.from_organisation.name),
        (to_referrer, referral.asked_name),
    ):
        title = f"Not seen by {day}: speak with {with_whom} about the referral"
        due_on = referral.target_on
        side(referral, referral.pk, title, due_on, by=by, kind=PAST_TARGET)
