"""What a practice, or the scheme itself, offers from a day on: said, and asked."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from accounts.models import Membership, Organisation
from accounts.viewer import Viewer
from agreements.actions.acts import limits_of
from agreements.actions.lists import to_coordinators
from agreements.models import Agreement, Offer
from agreements.rules import leaving, offers
from agreements.rules.accepting import how_may_not_accept
from agreements.rules.leaving import Held, Leaving, Successor
from agreements.rules.offers import Offered, OfferState, WhyLeave
from agreements.rules.prescriber import Prescriber
from audit import actions as audit
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.actions import work
from patients.rules.worklist import WorkKind

THE_SCHEME = 0


@transaction.atomic
def set_offer(
    *,
    organisation: Organisation,
    offered: Offered,
    note: str,
    seen_n: int,
    by: Viewer,
) -> Offer:
    """Say what a practice offers from a day on; organisation 0 is the scheme itself.

    ``seen_n`` is what was said last when whoever says this looked, nought for nothing:
    of two at once the second is told.

    Raises: Refusal if the state cannot follow, a day does not fit, it is to close while
        one person is left without a new prescriber, or somebody else was first.
    """
    if why := why_not_set(organisation.pk, offered, by):
        raise Refusal(why)
    said = asdict(offered)
    offer, is_new = Offer.objects.get_or_create(
        scheme_id=by.scheme_id,
        organisation=organisation,
        n=seen_n + 1,
        defaults=said | {"note": note, "set_by_id": by.membership_id},
    )
    if not is_new:
        raise Refusal("Somebody else has said something of it meanwhile: look again.")
    days = {"from_on": offered.from_on, "leaves_on": offered.leaves_on}
    facts = {"organisation": organisation.pk, "state": offered.state}
    if offered.state == OfferState.LEAVING:
        asked = asked_to_leave(by.scheme_id, organisation.pk)
        work.finish_sources(sources=[asked], by=by)
    audit.record("offer_set", by=by, subject=offer, **facts, **days)
    return offer


@transaction.atomic
def tell_leaving(*, leaves_on: date, why: WhyLeave, by: Viewer) -> None:
    """Ask the coordinator for a leaving day of one's practice: nothing changes before
    it is set.

    Raises: Refusal if the day is too near.
    """
    if no := leaving.why_not_leave_on(leaves_on, by.day, limits_of(by)):
        raise Refusal(no)
    asks = f"{by.organisation} asks to leave on {staff_date(leaves_on)}"
    source = asked_to_leave(by.scheme_id, by.organisation_id)
    title = f"{asks}: {why.label.lower()}"
    to_coordinators(WorkKind.TASK, title, by.day, source, by=by)
    audit.record("leaving_told", by=by, leaves_on=leaves_on, why=why)


def asked_to_leave(scheme_id: int, practice_id: int) -> UUID:
    """By what the coordinator's item about a practice is found again."""
    return uuid5(NAMESPACE_OID, f"leaving {scheme_id} practice {practice_id}")


def why_not_set(organisation_id: int, new: Offered, by: Viewer) -> str:
    """Why this cannot be said next of a practice; nothing if it can."""
    said = [row.as_said() for row in Offer.objects.of(by.scheme_id, organisation_id)]
    last = said[-1] if said else offers.NOTHING_SAID
    if why := offers.why_not_follow(last, new, by.day, limits_of(by)):
        return why
    if new.state != OfferState.CLOSED:
        return ""
    whole = leaving_of(organisation_id)
    people = people_held(organisation_id)
    return leaving.why_not_close_on(people, whole, new.from_on)


def leaving_of(organisation_id: int, gp_id: int | None = None) -> Leaving:
    """A practice, one prescriber of it, or the whole scheme, as the rules know them."""
    organisation = "" if organisation_id == THE_SCHEME else str(organisation_id)
    return Leaving(organisation=organisation, who=str(gp_id) if gp_id else "")


def people_held(organisation_id: int) -> list[Held]:
    """Everybody for whom a practice, or any of the scheme's, prescribes; no names."""
    return [held_of(row) for row in Offer.objects.held(organisation_id)]


def held_of(row) -> Held:
    """One of them, and who is to follow."""
    successor = None
    if row.follower_gp_id and row.follower_state:
        successor = Successor(
            Prescriber(str(row.follower_gp_id), str(row.follower_id)),
            has_accepted=row.follower_state == "accepted",
            leaves_on=row.follower_ends_on,
        )
    holder = Prescriber(str(row.gp_id), str(row.organisation_id))
    return Held(str(row.person), holder, successor, row.notice_on)


def offered_now(agreement: Agreement, by: Viewer) -> tuple[Offered, str]:
    """What the practice of an agreement offers today, and by which name it is called;
    where the scheme itself takes nobody, the scheme."""
    scheme_id = agreement.scheme_id
    itself = Offer.objects.offered(scheme_id, THE_SCHEME, by.day)
    if offers.why_takes_nobody(itself, by.scheme):
        return itself, by.scheme
    practice = agreement.asked_organisation
    return Offer.objects.offered(scheme_id, practice.pk, by.day), practice.name


def why_takes_nobody(agreement: Agreement, by: Viewer) -> str:
    """Why the practice takes nobody new today; nothing if it does."""
    return offers.why_takes_nobody(*offered_now(agreement, by))


def against_lead(by: Viewer) -> Callable[[Membership], str]:
    """What stands against asking one GP today: their practice, else their level."""
    of_practice, limits = _against_practice(by), limits_of(by)

    def against(member: Membership) -> str:
        rank = member.level.rank if member.level else None
        return of_practice(member.organisation_id) or how_may_not_accept(rank, limits)

    return against


def _against_practice(by):
    """What stands against asking an organisation today, by its number, as a choice of
    several says it; where the scheme itself takes nobody, that, of each."""
    in_force = Offer.objects.in_force(by.scheme_id, by.day)
    stands = {
        pk: offers.how_takes_nobody(row.as_said()) for pk, row in in_force.items()
    }
    if itself := stands.get(THE_SCHEME):
        return lambda _: f"{by.scheme} {itself}"
    return lambda organisation_id: stands.get(organisation_id, "")
