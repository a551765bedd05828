"""What is answered to a request: a question, a yes, a no, the person's own yes."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import Membership
from accounts.permissions import Permission
from accounts.viewer import Viewer
from agreements.actions.acts import limits_of, open_to, write
from agreements.actions.lists import (
    WAITS,
    ask_practice,
    reach_out,
    to_keyworker,
    to_practice,
    to_service,
)
from agreements.actions.offers import why_takes_nobody
from agreements.actions.telling import ask_to_talk, tell_who_stops
from agreements.models import Agreement, HowAgreed
from agreements.rules import Limits, accepting, clock, following
from agreements.rules.accepting import Acceptor, Asked, DeclineReason
from agreements.rules.states import State, Verb
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.rules.worklist import WorkKind


@transaction.atomic
def ask(*, agreement: Agreement, text: str, by: Viewer) -> None:
    """Ask the specialist service a question. The reply day stays.

    Raises: Refusal if the request does not wait for the practice, or nothing is asked.
    """
    agreement = open_to(agreement, Verb.ASK, by=by)
    act = write(agreement, Verb.ASK, by=by, text=_said(text, "Write your question."))
    reach_out(agreement, by=by)
    title = f"Answer the question of {agreement.asked_organisation.name}"
    to_service(agreement, act, WAITS, title, agreement.reply_by_on, by=by)


@transaction.atomic
def answer(*, agreement: Agreement, text: str, by: Viewer) -> None:
    """Answer the practice's question; it is the practice's turn again.

    Raises: Refusal if no question waits, or nothing is answered.
    """
    agreement = open_to(agreement, Verb.ANSWER, by=by)
    act = write(agreement, Verb.ANSWER, by=by, text=_said(text, "Write your answer."))
    reach_out(agreement, by=by)
    ask_practice(agreement=agreement, act=act, by=by)


def _said(text, why):
    if not text.strip():
        raise Refusal(why)
    return text


@transaction.atomic
def accept(
    *,
    agreement: Agreement,
    starts_on: date,
    deputies: Sequence[Membership] = (),
    by: Viewer,
) -> None:
    """Take the care from a day on, as the GP who leads it. Late is not too late.

    Raises: Refusal if the request is not open, the day has gone, lies before what it
        follows ends or not before the viewer's last, the practice takes nobody new, or
        the viewer is no prescriber of it at the scheme's level.
    """
    agreement = open_to(agreement, Verb.ACCEPT, by=by)
    why = why_not_accept(agreement, by) or _why_not_start_on(starts_on, agreement, by)
    if why := why or why_takes_nobody(agreement, by):
        raise Refusal(why)
    changes = {"starts_on": starts_on, "gp_id": by.membership_id}
    changes["deputies"] = [member.pk for member in deputies]
    act = write(agreement, Verb.ACCEPT, by=by, **changes)
    reach_out(agreement, by=by)
    _tell_of_start(agreement, act, by)
    _seek_agreement(agreement, act, by)


def _why_not_start_on(starts_on, agreement, by):
    why = clock.why_not_start_on(starts_on, by.day)
    why = why or accepting.why_not_start_by(starts_on, last_day_of(by))
    return why or following.why_not_start_before(starts_on, agreement.follows_from)


def last_day_of(by: Viewer) -> date | None:
    """The last day of a prescriber at their practice, if one is known."""
    member = _myself(by)
    return member.ends_on if member else None


def _myself(by):
    """The viewer as a prescriber, if they are one."""
    return Membership.objects.prescribers(by).filter(pk=by.membership_id).first()


def why_not_accept(agreement: Agreement, by: Viewer) -> str:
    """Why the viewer may not accept it, whatever its state; nothing if they may."""
    return _why_not_accept(agreement.asked_organisation_id, by, limits_of(by))


def may_accept(by: Viewer, limits: Limits) -> bool:
    """Whether the viewer may accept what their own practice is asked: each row of its
    list asks the same."""
    return not _why_not_accept(by.organisation_id, by, limits)


def _why_not_accept(practice_id, by, limits):
    needs_training = limits.accepting_needs_training
    acceptor = Acceptor(
        is_prescriber=by.may(Permission.ACCEPT_AGREEMENT),
        practice=str(by.organisation_id),
        level_rank=by.level_rank,
        trained_until=_trained_until(by) if needs_training else None,
    )
    asked = Asked(str(practice_id), needs_training)
    return accepting.why_not_accept(acceptor, asked, by.day, limits)


def _trained_until(by):
    member = _myself(by)
    return member.trained_until if member else None


def _tell_of_start(agreement, act, by):
    """Both lists name the day until it has begun, or comes to nothing."""
    day, practice = agreement.starts_on, agreement.asked_organisation.name
    title = f"{practice} accepted: {by.name} is to prescribe from {staff_date(day)}"
    to_service(agreement, act, WorkKind.HAND_OVER, title, day, by=by)
    to_practice(agreement, act, WorkKind.HAND_OVER, title, day, by=by)
    if not agreement.agreed_on:
        title = f"{practice} accepted from {staff_date(day)}, if the person says yes"
    to_keyworker(agreement, WorkKind.HAND_OVER, title, day, by=by)


def _seek_agreement(agreement, act, by):
    """Nothing starts without the person's yes: both lists say so at once."""
    if agreement.agreed_on:
        return
    starts_on = agreement.starts_on
    title = (
        f"Ask the person and record whether they agree: starts {staff_date(starts_on)}"
    )
    to_service(agreement, act, WAITS, title, starts_on, by=by)
    to_practice(agreement, act, WAITS, title, starts_on, by=by)


@transaction.atomic
def decline(
    *, agreement: Agreement, reason: DeclineReason, text: str, by: Viewer
) -> None:
    """Say no, with a reason; the specialist service prescribes on.

    Raises: Refusal if it can no longer be declined, or no reason is given.
    """
    agreement = open_to(agreement, Verb.DECLINE, by=by)
    if why := accepting.why_not_decline(reason, text):
        raise Refusal(why)
    act = write(agreement, Verb.DECLINE, by=by, reason=reason, text=text)
    tell_who_stops(agreement, act, by=by)
    reach_out(agreement, by=by)
    title = f"{agreement.asked_organisation.name} declined to share care: prescribe on"
    to_service(agreement, act, WorkKind.TASK, title, by.day, by=by)


@transaction.atomic
def withdraw(*, agreement: Agreement, text: str = "", by: Viewer) -> None:
    """Take a request back before it starts; the practice's sight of the name ends.

    Raises: Refusal if it has started, or is over.
    """
    agreement = open_to(agreement, Verb.WITHDRAW, by=by)
    act = write(agreement, Verb.WITHDRAW, by=by, text=text)
    tell_who_stops(agreement, act, by=by)
    reach_out(agreement, by=by)


@transaction.atomic
def record_agreement_of_person(
    *, agreement: Agreement, how: HowAgreed, by: Viewer
) -> None:
    """Record that the person said yes, how, and to whom.

    Raises: Refusal if it is recorded already, or cannot be recorded now.
    """
    agreement = open_to(agreement, Verb.AGREE, by=by)
    changes = {"agreed_how": how, "agreed_on": by.day}
    write(agreement, Verb.AGREE, by=by, agreed_by_id=by.membership_id, **changes)
    if agreement.state == State.ACCEPTED:
        reach_out(agreement, by=by)


@transaction.atomic
def record_no_of_person(*, agreement: Agreement, text: str, by: Viewer) -> None:
    """Record that the person no longer agrees to what is active. It ends nothing:
    both sides are asked to talk with them.

    Raises: Refusal if the agreement is not active.
    """
    agreement = open_to(agreement, Verb.DISAGREE, by=by)
    write(agreement, Verb.DISAGREE, by=by, text=text)
    ask_to_talk(agreement, by=by)
    reach_out(agreement, by=by)
