"""Whose prescriber leaves, and who follows: by name, for those who see the names."""

from django.urls import reverse

from accounts.models import Membership, Organisation
from accounts.viewer import Viewer
from agreements import actions
from agreements.models import Agreement, Offer
from agreements.rules.leaving import count_left, has_successor
from agreements.rules.states import State
from core.templatetags.house import staff_date
from patients.models import PrescriberTurn
from patients.pages import name_of
from patients.rules.words import TreatmentLine


def leaver_rows(viewer: Viewer) -> tuple[list[dict], int]:
    """Each running agreement of the viewer's side whose practice or lead leaves, the
    soonest first; and how many people nobody follows yet."""
    leaving = Offer.objects.leaving(viewer.scheme_id, viewer.day)
    seen = Agreement.objects.visible_to(viewer).of_organisation(viewer)
    ours = seen.running().of_the_living()
    theirs = ours.of_leaving(leaving) | ours.with_leaving_lead()
    found = list(theirs.with_names())
    followers = _followers_of(found, viewer)
    left = {
        one.patient_id
        for one in found
        if not actions.is_followed(one, followers.get(one.pk), leaving)
    }
    since = _since(found, viewer)
    rows = [
        _row(one, followers.get(one.pk), leaving, viewer)
        | {"since": since.get((one.patient_id, one.line), "")}
        for one in found
    ]
    return sorted(rows, key=lambda row: row["leaves_on"]), len(left)


def unnamed_rows(viewer: Viewer) -> tuple[list[dict], int]:
    """The same for the coordinator, who sees no person: each agreement under notice, or
    whose lead has a last day, without a name."""
    held = [
        row
        for row in Offer.objects.held()
        if row.notice_on or row.gp_ends_on is not None
    ]
    leaving = Offer.objects.leaving(viewer.scheme_id, viewer.day)
    places = Organisation.objects.in_bulk({row.organisation_id for row in held})
    rows = [_unnamed(row, places[row.organisation_id], leaving, viewer) for row in held]
    left = {
        row.person
        for row, shown in zip(held, rows, strict=True)
        if not shown["is_followed"]
    }
    return sorted(rows, key=lambda row: row["leaves_on"]), len(left)


def _unnamed(row, practice, leaving, viewer):
    is_whole = 0 in leaving or practice.pk in leaving
    whole = actions.leaving_of(
        0 if 0 in leaving else practice.pk, None if is_whole else row.gp_id
    )
    leaves_on = row.notice_on or row.gp_ends_on
    return {
        "url": reverse("agreements:show_offer", args=[practice.code]),
        "name": TreatmentLine(row.line).label,
        "line": row.service,
        "since": f"{row.gp} since {staff_date(row.since_on, viewer.day)}",
        "who": practice.name if is_whole else f"{row.gp}, {practice.name}",
        "leaves_on": leaves_on,
        "day": staff_date(leaves_on, viewer.day),
        "notice": staff_date(row.notice_on, viewer.day),
        "follower": how_far(row.follower, row.follower_state, row.follower_ends_on),
        "is_followed": has_successor(actions.held_of(row), whole),
    }


def _followers_of(agreements, viewer):
    """Who is to follow each, by the followed."""
    rows = Agreement.objects.visible_to(viewer).live()
    asked = rows.filter(follows__in=[one.pk for one in agreements])
    with_names = asked.select_related("asked_organisation", "gp")
    return {one.follows_id: one for one in with_names}


def _since(agreements, viewer):
    """Who prescribes now and from which day they do, by person and line."""
    people = [one.patient_id for one in agreements]
    turns = PrescriberTurn.objects.visible_to(viewer).filter(patient_id__in=people)
    begun = turns.filter(starts_on__lte=viewer.day).order_by("n")
    return {
        (turn.patient_id, turn.line): f"{turn.prescriber_name} since"
        f" {staff_date(turn.starts_on, viewer.day)}"
        for turn in begun
    }


def left_behind(viewer: Viewer) -> dict[str, str]:
    """Whom it would leave with nobody to follow if the viewer left, and if their
    practice did: counted, and nobody is shown."""
    seen = Agreement.objects.visible_to(viewer).of_organisation(viewer)
    found = list(seen.running().of_the_living().select_related("gp"))
    followers = _followers_of(found, viewer)
    people = [actions.held_by(one, followers.get(one.pk)) for one in found]
    there = viewer.organisation_id
    alone = actions.leaving_of(there, viewer.membership_id)
    whole = actions.leaving_of(there)
    return {
        "self": f"You prescribe here for {_left_words(people, alone)}",
        "practice": f"It prescribes for {_left_words(people, whole)}",
    }


def _left_words(people, leaving):
    theirs = {held.patient for held in people if leaving.holds(held.prescriber)}
    if not theirs:
        return "nobody"
    counted = "1 person" if len(theirs) == 1 else f"{len(theirs)} people"
    left = count_left(people, leaving)
    return f"{counted}, {left} without a successor"


def own_last_day(member: Membership, viewer: Viewer) -> dict | None:
    """The viewer's last day, if one is set, and whose word it is."""
    if not member.ends_on:
        return None
    return {
        "day": staff_date(member.ends_on, viewer.day),
        "is_own": member.is_own_end,
        "otherwise": staff_date(member.ends_otherwise_on, viewer.day),
    }


def _row(agreement, follower, leaving, viewer):
    practice, gp = agreement.asked_organisation, agreement.gp
    days = [leaving[at] for at in (0, practice.pk) if at in leaving]
    leaves_on = min(days, default=gp.ends_on)
    person = agreement.patient
    return {
        "url": agreement.get_absolute_url(),
        "person": person.pk,
        "name": name_of(person.family, person.given, person.preferred),
        "line": TreatmentLine(agreement.line).label,
        "who": practice.name if days else f"{gp.user.name}, {practice.name}",
        "leaves_on": leaves_on,
        "day": staff_date(leaves_on, viewer.day),
        "notice": staff_date(agreement.notice_on, viewer.day),
        "follower": follower_words(follower),
        "is_followed": actions.is_followed(agreement, follower, leaving),
    }


def follower_words(follower: Agreement | None) -> str:
    """Who is asked to follow, as those say it who see the agreement."""
    if follower is None:
        return how_far("", "", None)
    leaves_on = follower.gp.ends_on if follower.gp else None
    return how_far(follower.asked_organisation.name, follower.state, leaves_on)


def how_far(name, state, leaves_on) -> str:
    """How far the search for somebody to follow has come."""
    if not name:
        return "nobody asked yet"
    if state == State.DRAFT:
        return f"a request to {name} is being written"
    if state != State.ACCEPTED:
        return f"{name} is asked"
    return (
        f"{name} has accepted, but leaves too" if leaves_on else f"{name} has accepted"
    )
