"""Who follows: a colleague takes the lead, a person moves, another practice begins."""

from datetime import date

from django.db import transaction

from accounts.models import Organisation
from accounts.viewer import Viewer
from agreements.actions.acts import limits_of, open_to, party_of, standing_of, write
from agreements.actions.answers import why_not_accept
from agreements.actions.lists import reach_out, to_service
from agreements.actions.offers import why_takes_nobody
from agreements.actions.prescribers import begin_turn
from agreements.actions.telling import (
    nobody_takes_over,
    tell_who_stops,
    tell_who_takes_over,
)
from agreements.models import Agreement, AgreementAct, Offer
from agreements.rules import clock, following, leaving
from agreements.rules.states import FINAL, Party, State, Verb
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.rules.worklist import WorkKind

THE_PERSON_MOVES = "the_person_moves"
FOLLOWED = "followed"


@transaction.atomic
def take_over_lead(*, agreement: Agreement, text: str = "", by: Viewer) -> None:
    """Take the lead from a colleague, and with it the prescribing, from today.

    What a notice said falls with it: the practice goes on.

    Raises: Refusal if the agreement does not run, the viewer may not lead it, leads it
        already, the practice leaves, or another practice is asked to follow.
    """
    agreement = open_to(agreement, Verb.TAKE_OVER, by=by)
    if why := why_not_take_over(agreement, by):
        raise Refusal(why)
    before = agreement.gp
    act = write(
        agreement,
        Verb.TAKE_OVER,
        by=by,
        text=text,
        gp_id=by.membership_id,
        deputies=[one for one in agreement.deputies if one != by.membership_id],
        notice_on=None,
    )
    begin_turn(agreement, Verb.TAKE_OVER, by=by)
    reach_out(agreement, by=by)
    tell_who_stops(agreement, act, member=before, by=by)
    title = f"{by.name} leads shared care from today, after {before.user.name}"
    to_service(agreement, act, WorkKind.TASK, title, by.day, by=by)


def why_not_take_over(agreement: Agreement, by: Viewer) -> str:
    """Why the viewer may not take the lead, whatever its state; nothing if they may."""
    leaves = Offer.objects.leaving(agreement.scheme_id, by.day)
    days = [leaves[at] for at in (0, agreement.asked_organisation_id) if at in leaves]
    return why_not_accept(agreement, by) or following.why_not_take_over(
        agreement.gp_id,
        by.membership_id,
        practice_leaves_on=min(days, default=None),
        has_follower=has_follower(agreement),
    )


@transaction.atomic
def retract_notice(*, agreement: Agreement, text: str, by: Viewer) -> None:
    """Take the notice back and prescribe on, as the lead in whose name it was given.

    Raises: Refusal if no notice stands, the service named its day, whoever leaves still
        does, another practice is asked to follow, or the viewer does not lead it.
    """
    agreement = open_to(agreement, Verb.RETRACT, by=by)
    if why := why_not_retract(agreement, by):
        raise Refusal(why)
    act = write(agreement, Verb.RETRACT, by=by, text=text, notice_on=None)
    nobody_takes_over(agreement, by)
    reach_out(agreement, by=by)
    practice = agreement.asked_organisation.name
    title = f"{practice} takes its notice back, and prescribes on"
    to_service(agreement, act, WorkKind.TASK, title, by.day, by=by)


def why_not_retract(agreement: Agreement, by: Viewer) -> str:
    """Why the viewer cannot take its notice back; nothing if they can."""
    is_lead = agreement.gp_id == by.membership_id
    return following.why_not_retract(
        leaves_on=day_of_leaving(agreement, by),
        has_follower=has_follower(agreement),
        is_service_s=_is_named_by_service(agreement),
        is_lead=is_lead and not why_not_accept(agreement, by),
    )


def day_of_leaving(agreement: Agreement, by: Viewer) -> date | None:
    """The day for which notice would be given today because somebody leaves, if any."""
    days = Offer.objects.leaving(agreement.scheme_id, by.day)
    theirs = [days[at] for at in (0, agreement.asked_organisation_id) if at in days]
    first = min(theirs, default=None)
    return leaving.notice_day(first, agreement.gp.ends_on, by.day, limits_of(by))


def _is_named_by_service(agreement):
    """Whether the notice that stands is the word of the specialist's side."""
    acts = AgreementAct.objects.filter(agreement=agreement)
    named = acts.filter(verb__in=(Verb.GIVE_NOTICE, Verb.MOVE_PRACTICE)).order_by("n")
    newest = named.select_related("by").last()
    return newest.by.organisation_id == agreement.specialist.organisation_id


@transaction.atomic
def move_practice(
    *, agreement: Agreement, moves_on: date, text: str = "", by: Viewer
) -> None:
    """The person moves to another practice: a notice for that day, and somebody to ask.

    Raises: Refusal if the agreement does not run, or the day is too near.
    """
    agreement = open_to(agreement, Verb.MOVE_PRACTICE, by=by)
    if why := why_not_move_on(agreement, moves_on, by):
        raise Refusal(why)
    changes = {"notice_on": moves_on, "reason": THE_PERSON_MOVES, "text": text}
    act = write(agreement, Verb.MOVE_PRACTICE, by=by, **changes)
    reach_out(agreement, by=by)
    title = f"Moves practice on {staff_date(moves_on)}: ask the new one to follow"
    tell_who_takes_over(agreement, act, title, by=by)


def why_not_move_on(agreement: Agreement, moves_on: date, by: Viewer) -> str:
    """Why the viewer cannot write down that the person moves on that day."""
    return following.why_not_move_on(
        moves_on,
        by.day,
        is_service=party_of(agreement, by) == Party.SPECIALIST,
        first_notice_day=clock.first_notice_day(by.day, limits_of(by)),
    )


def has_follower(agreement: Agreement) -> bool:
    """Whether a practice is asked to follow, or about to be."""
    return Agreement.objects.of(agreement.patient_id).to_follow(agreement).exists()


def why_not_follow(agreement: Agreement, asked: Organisation | None, by: Viewer) -> str:
    """Why no other practice can be asked to follow it; nothing if that one, or any
    where none is named, can."""
    return following.why_not_follow(
        standing_of(agreement, by),
        has_follower=has_follower(agreement),
        is_other_practice=not asked or asked.pk != agreement.asked_organisation_id,
    )


def why_wait(agreement: Agreement, by: Viewer) -> str:
    """Why what was accepted does not begin today, though its own days have come."""
    if why := why_takes_nobody(agreement, by):
        return why
    followed = agreement.follows
    if followed:
        state = State(followed.state)
        why = following.why_not_begin_after(state, followed.notice_on, by.day)
    return why or _why_wait_for_another(agreement)


def _why_wait_for_another(agreement):
    """The record is open to one practice at a time: one that prescribes keeps it."""
    running = Agreement.objects.of(agreement.patient_id).running()
    elsewhere = running.exclude(
        asked_organisation_id=agreement.asked_organisation_id
    ).exclude(pk=agreement.follows_id)
    return "Another practice prescribes for the person." if elsewhere.exists() else ""


def end_followed(
    agreement: Agreement, *, by: Viewer
) -> tuple[Agreement, AgreementAct] | None:
    """Hand over what an agreement follows, as this one begins: no turn lies between.

    Answers what has ended so, and the act; whose turn ends is told once it has.
    """
    if agreement.follows_id is None:
        return None
    followed = Agreement.objects.select_for_update().get(pk=agreement.follows_id)
    if followed.state in FINAL:
        return None
    practice = agreement.asked_organisation.name
    followed = open_to(followed, Verb.TRANSFER, by=by)
    named = f"{practice} follows."
    act = write(followed, Verb.TRANSFER, by=by, reason=FOLLOWED, text=named)
    reach_out(followed, by=by)
    return followed, act
