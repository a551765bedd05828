"""Whom nobody follows yet; and that the coordinator knows of it, naming nobody."""

from collections.abc import Container
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction

from accounts.models import Scheme
from accounts.permissions import Role
from accounts.viewer import Viewer
from agreements.actions.lists import WAITS, to_coordinators
from agreements.actions.offers import leaving_of
from agreements.models import Agreement, Offer
from agreements.rules.leaving import Held, Successor, has_successor
from agreements.rules.prescriber import Prescriber
from agreements.rules.states import State
from core.templatetags.house import staff_date
from patients.actions import work
from patients.models import WorkItem


def held_by(agreement: Agreement, follower: Agreement | None) -> Held:
    """For whom its lead prescribes, and who is to follow, as the rules know them."""
    successor = None
    if follower and follower.gp:
        successor = Successor(
            Prescriber(str(follower.gp_id), str(follower.asked_organisation_id)),
            has_accepted=follower.state == State.ACCEPTED,
            leaves_on=follower.gp.ends_on,
        )
    practice = str(agreement.asked_organisation_id)
    holder = Prescriber(str(agreement.gp_id), practice)
    return Held(str(agreement.patient_id), holder, successor)


def is_followed(
    agreement: Agreement, follower: Agreement | None, leaving: Container[int]
) -> bool:
    """Whether somebody who stays has accepted to follow; ``leaving`` are the practices
    that leave."""
    practice = agreement.asked_organisation_id
    is_whole = 0 in leaving or practice in leaving
    whole = 0 if 0 in leaving else practice
    who = None if is_whole else agreement.gp_id
    return has_successor(held_by(agreement, follower), leaving_of(whole, who))


@transaction.atomic
def tell_of_those_left(scheme: Scheme, *, by: Viewer) -> None:
    """Put before the coordinators each practice and notice day by which somebody has no
    successor, until nobody is left so. Safe to repeat."""
    left = _left(by)
    items = WorkItem.objects.filter(scheme_id=scheme.pk, role=Role.COORDINATOR)
    waiting = list(items.filter(kind=WAITS, patient=None, done_at=None))
    for title, day in left - {(item.title, item.due_on) for item in waiting}:
        # Whoever is left again, after nobody was, is told of anew.
        source = uuid5(NAMESPACE_OID, f"left {scheme.pk} {title} {by.day}")
        to_coordinators(WAITS, title, day, source, by=by)
    over = [one.source_id for one in waiting if (one.title, one.due_on) not in left]
    work.finish_sources(sources=over, kind=WAITS, by=by)


def _left(by):
    """What the coordinators are to read, and by which day."""
    seen = Agreement.objects.visible_to(by).of_the_living()
    notices = list(seen.under_notice().select_related("asked_organisation", "gp"))
    asked = seen.live().filter(follows__in=notices).select_related("gp")
    followers = {one.follows_id: one for one in asked}
    leaving = Offer.objects.leaving(by.scheme_id, by.day)
    return {
        (_title(one), one.notice_on)
        for one in notices
        if not is_followed(one, followers.get(one.pk), leaving)
    }


def _title(agreement):
    """It names a practice that has people: which of them is left, nobody is told."""
    practice, day = agreement.asked_organisation.name, staff_date(agreement.notice_on)
    return f"{practice} is under notice for {day}: somebody has no successor yet"
