"""What the clock does for referrals: each is safe to run twice."""

from celery import shared_task

from accounts.actions.system import each_scheme
from core.sweep import sweep
from referrals import actions
from referrals.models import Referral


@shared_task
def settle_referrals():
    """Each minute. Opens and ends sight, and clears lists, as an act has left them."""
    for viewer in each_scheme():
        referrals = Referral.objects.visible_to(viewer).unsettled()
        sweep(referrals, actions.settle, by=viewer)


@shared_task
def follow_deaths():
    """Each minute. Stops referrals of whoever has died; undone with the death."""
    for viewer in each_scheme():
        referrals = Referral.objects.visible_to(viewer).overtaken_by_a_death()
        sweep(referrals, actions.follow_death, by=viewer)


@shared_task
def tell_of_breaches():
    """Each minute. Puts referrals past their target on both sides' lists."""
    for viewer in each_scheme():
        late = Referral.objects.visible_to(viewer).past_target_on(viewer.day)
        sweep(late.exclude(actions.BREACH_IS_TOLD), actions.tell_of_breach, by=viewer)
