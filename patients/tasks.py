"""What the clock does for people: permissions that come to their last day."""

from celery import shared_task

from accounts.actions.system import each_scheme
from accounts.models import Setting
from core.sweep import sweep
from patients.actions import lapses
from patients.models import Consent


@shared_task
def tell_of_ending_permissions():
    """Each minute. Tells whoever holds the case that a permission comes to its end."""
    for viewer in each_scheme():
        days = Setting.objects.values_in_force(viewer)["permission_notice_days"]
        consents = Consent.objects.visible_to(viewer).ending_within(days, viewer.day)
        sweep(consents.exclude(lapses.IS_TOLD), lapses.tell_of_end, by=viewer)


@shared_task
def close_lapsed_permissions():
    """Each minute. Takes a practice off a record when its permission has ended."""
    for viewer in each_scheme():
        consents = Consent.objects.visible_to(viewer).ended_before(viewer.day)
        sweep(consents.still_opening(), lapses.close_lapsed, by=viewer)
