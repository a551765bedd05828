"""What practices offer, as the coordinator and the commissioner read it: no person."""

from collections import Counter

from accounts.models import Organisation, Scheme, SchemeOrganisation
from accounts.viewer import Viewer
from agreements import actions
from agreements.models import Offer
from agreements.pages.leavers import how_far
from agreements.pages.life import draw_life
from agreements.rules import leaving, offers
from agreements.rules.offers import Offered, OfferState
from core.templatetags.house import staff_date
from patients.rules.words import TreatmentLine

COLOURS = {
    OfferState.OPEN: "green",
    OfferState.REDUCED: "yellow",
    OfferState.SUSPENDED: "orange",
    OfferState.LEAVING: "red",
    OfferState.CLOSED: "grey",
}
# As an address names the scheme itself: no practice's code reads so.
ITSELF = "scheme"


def offer_rows(viewer: Viewer) -> list[dict]:
    """The scheme, then its practices: state, since when, and their counters."""
    in_force = Offer.objects.in_force(viewer.scheme_id, viewer.day)
    rows = Offer.objects.held()
    people = [actions.held_of(row) for row in rows]
    counts = Counter(
        pk for pk, _ in {(row.organisation_id, row.person) for row in rows}
    )
    practices = Organisation.objects.in_scheme(viewer.scheme_id).filter(kind="practice")
    everybody = len({row.person for row in rows})
    itself = _row(in_force.get(0), people, 0, everybody, viewer)
    return [
        itself | {"name": viewer.scheme, "code": ITSELF, "is_scheme": True},
        *(
            _row(in_force.get(one.pk), people, one.pk, counts[one.pk], viewer)
            | {"name": one.name, "code": one.code}
            for one in practices.order_by("name")
        ),
    ]


def _row(offer, people, organisation_id, count, viewer):
    said = offer.as_said() if offer else offers.NOTHING_SAID
    left = ""
    if said.state == OfferState.LEAVING:
        whole = actions.leaving_of(organisation_id)
        left = f"{leaving.count_left(people, whole)} without a successor"
    return {
        "state": said.state.label,
        "colour": COLOURS[said.state],
        "since": staff_date(said.from_on, viewer.day),
        "leaves": staff_date(said.leaves_on, viewer.day),
        "duties": said.duties,
        "people": count,
        "left": left,
    }


def offer_facts(organisation: Organisation, viewer: Viewer) -> dict:
    """One practice, or the scheme: what holds, its history, and who is left behind."""
    is_itself = organisation.pk == actions.THE_SCHEME
    said = list(Offer.objects.of(viewer.scheme_id, organisation.pk))
    life = _life(organisation, said, viewer)
    now = offers.offered_on(life, viewer.day)
    rows = Offer.objects.held(organisation.pk)
    people = [actions.held_of(row) for row in rows]
    whole = actions.leaving_of(organisation.pk)
    is_leaving = now.state == OfferState.LEAVING
    leaves_on = now.leaves_on if is_leaving else None
    return {
        "name": viewer.scheme if is_itself else organisation.name,
        "code": ITSELF if is_itself else organisation.code,
        "state": now.state.label,
        "colour": COLOURS[now.state],
        "now": _now(now, viewer),
        "duties": now.duties,
        "people": len({row.person for row in rows}),
        "is_leaving": is_leaving,
        "left": leaving.count_left(people, whole),
        "why_not_close": leaving.why_not_close_on(people, whole, viewer.day),
        "leavers": _leavers(rows, people, organisation, viewer),
        "lines": [_line(row, viewer) for row in rows] if is_leaving else [],
        "picture": draw_life(offers.stretches(life), viewer.day, leaves_on),
        "history": [
            *(_said(row, viewer) for row in reversed(said)),
            _joined(life, said),
        ],
    }


def _life(organisation, said, viewer):
    """What was said, after the day on which it joined, when it was open by that."""
    if organisation.pk == actions.THE_SCHEME:
        began = Scheme.objects.get(pk=viewer.scheme_id).opened_on
    else:
        places = SchemeOrganisation.objects.of_scheme(viewer)
        place = places.filter(organisation=organisation).order_by("from_on").first()
        began = place.from_on if place else viewer.day
    told = [row.as_said() for row in said]
    if told and told[0].from_on <= began:
        return told
    return [Offered(OfferState.OPEN, began), *told]


def _joined(life, said):
    """The first line of the history, of one that nobody said anything of."""
    began = life[0]
    if len(life) == len(said):
        return None
    return {
        "state": began.state.label,
        "day": staff_date(began.from_on),
        "note": "From the start",
    }


def _said(row, viewer):
    return {
        "state": OfferState(row.state).label,
        "day": staff_date(row.from_on, viewer.day),
        "leaves": staff_date(row.leaves_on, viewer.day),
        "duties": row.duties,
        "note": row.note,
        "by": row.set_by.user.name,
    }


def _now(now, viewer):
    """What holds today, in words."""
    since = staff_date(now.from_on, viewer.day)
    if now.state == OfferState.LEAVING:
        return f"since {since}, leaves on {staff_date(now.leaves_on, viewer.day)}"
    return f"since {since}"


def _leavers(rows, people, organisation, viewer):
    """Each GP with a last day: how many they prescribe for, how many have nobody."""
    found = {row.gp_id: row for row in rows if row.gp_ends_on}
    return [
        {
            "name": row.gp,
            "day": staff_date(row.gp_ends_on, viewer.day),
            "people": len({one.person for one in rows if one.gp_id == gp_id}),
            "left": leaving.count_left(
                people, actions.leaving_of(organisation.pk, gp_id)
            ),
        }
        for gp_id, row in found.items()
    ]


def _line(row, viewer):
    """One agreement of whoever leaves; of whom is not told."""
    return {
        "line": TreatmentLine(row.line).label,
        "service": row.service,
        "gp": row.gp,
        "since": staff_date(row.since_on, viewer.day),
        "notice": staff_date(row.notice_on, viewer.day),
        "follower": how_far(row.follower, row.follower_state, row.follower_ends_on),
    }
