"""An agreement that starts, runs and ends: each hand-over an act, on its day."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localtime

from accounts.models import Membership
from accounts.viewer import Viewer
from agreements.actions.acts import (
    limits_of,
    lock,
    newest_turn,
    open_to,
    why_not,
    write,
)
from agreements.actions.following import end_followed, why_wait
from agreements.actions.lists import (
    finish_does_not,
    finish_prescribe_on,
    reach_out,
    to_practice,
    to_service,
)
from agreements.actions.prescribers import begin_turn
from agreements.actions.telling import (
    tell_keyworker,
    tell_specialist,
    tell_who_stops,
    tell_who_takes_over,
)
from agreements.models import Agreement
from agreements.rules import clock
from agreements.rules.clock import HandOver
from agreements.rules.reviews import ReviewedBy
from agreements.rules.states import Verb
from core.clock import now
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.actions.sharing import put_on_practice
from patients.models import Patient
from patients.rules.worklist import WorkKind

HAND_OVER = WorkKind.HAND_OVER
OTHERS = "Others prescribe for the present"
OVER = "shared care is over"
# What nobody knew of the day before.
BECAUSE = {
    Verb.HAND_BACK_TODAY: "handed back as it was unsafe to go on, read why",
    Verb.REPLACE: "the practice's prescriber was lost, read why",
}


@transaction.atomic
def activate(agreement: Agreement, *, by: Viewer) -> None:
    """Hand the medicine to the practice, today and never before. Safe to repeat.

    Whoever accepted must still work there, and the practice take people on; what it
    follows must be over, or is from today. Else it waits, and lapses.
    """
    agreement = lock(agreement)
    if why_not(agreement, Verb.ACTIVATE, by=by) or not agreement.gp.runs_on(by.day):
        return
    if why_wait(agreement, by):
        return
    started_on = clock.activates_on(agreement.starts_on, by.day)
    due_on = clock.review_due_on(started_on, None, agreement.review_weeks)
    patient = Patient.objects.select_for_update().get(pk=agreement.patient_id)
    put_on_practice(patient, agreement.asked_organisation)
    agreement.patient = patient
    before, followed = newest_turn(agreement), end_followed(agreement, by=by)
    changes = {"review_due_on": due_on, "follows": None}
    act = write(agreement, Verb.ACTIVATE, by=by, **changes)
    begin_turn(agreement, Verb.ACTIVATE, by=by)
    finish_prescribe_on(agreement, by=by)
    finish_does_not(agreement, by=by)
    reach_out(agreement, by=by)
    _tell_of_start(agreement, act, before, by)
    if followed:
        tell_who_stops(*followed, by=by)


def _tell_of_start(agreement, act, before, by):
    """Both sides, for as long as the practice prescribes; and whoever did till now."""
    turn, day = newest_turn(agreement), staff_date(by.day)
    title = f"{agreement.gp.user.name} prescribes from {day}: shared care has begun"
    to_practice(agreement, turn, HAND_OVER, title, by.day, by=by)
    to_service(agreement, turn, HAND_OVER, title, by.day, by=by)
    holder = before.membership if before else None
    is_theirs = holder and holder.organisation_id == agreement.service_id
    if is_theirs and holder != agreement.specialist:
        tell_who_stops(agreement, act, member=holder, by=by)


def lapse_reaches(by: Viewer) -> date:
    """The latest start day whose acceptance is too old to start by today."""
    return clock.too_old_start_on(by.day, limits_of(by))


@transaction.atomic
def lapse(agreement: Agreement, *, by: Viewer) -> None:
    """Close an acceptance that never started; the service prescribes on.

    Safe to repeat.
    """
    agreement = lock(agreement)
    can_start = not why_not(agreement, Verb.ACTIVATE, by=by)
    if why_not(agreement, Verb.LAPSE, by=by) and not _is_left(agreement, can_start, by):
        return
    act = write(agreement, Verb.LAPSE, by=by)
    tell_who_stops(agreement, act, by=by)
    reach_out(agreement, by=by)
    title = f"Shared care with {agreement.asked_organisation.name} lapsed: prescribe on"
    to_service(agreement, act, WorkKind.TASK, title, by.day, by=by)


def _is_left(agreement, can_start, by):
    """It could start, were whoever accepted still there, and its days are over."""
    last = agreement.starts_on and clock.lapses_after(
        agreement.starts_on, limits_of(by)
    )
    is_late = clock.is_past(last, by.day)
    return can_start and is_late and not agreement.gp.runs_on(by.day)


@transaction.atomic
def record_review(
    *, agreement: Agreement, reviewed_by: ReviewedBy, text: str, by: Viewer
) -> None:
    """Record a three-way review, by the GP, the keyworker or both; the next is due by
    the agreement's interval.

    Raises: Refusal if the agreement does not run.
    """
    agreement = open_to(agreement, Verb.REVIEW, by=by)
    weeks = agreement.review_weeks
    due_on = clock.review_due_on(agreement.starts_on, by.day, weeks)
    write(
        agreement,
        Verb.REVIEW,
        by=by,
        reason=reviewed_by,
        text=text,
        review_due_on=due_on,
    )
    reach_out(agreement, by=by)


@transaction.atomic
def give_notice(
    *, agreement: Agreement, notice_on: date, text: str, by: Viewer
) -> None:
    """Hand care back on a day to come; on that day the duty prescriber takes over.

    Raises: Refusal if the agreement does not run, or the day is too near.
    """
    agreement = open_to(agreement, Verb.GIVE_NOTICE, by=by)
    if why := clock.why_not_notice_on(notice_on, by.day, limits_of(by)):
        raise Refusal(why)
    act = write(agreement, Verb.GIVE_NOTICE, by=by, text=text, notice_on=notice_on)
    reach_out(agreement, by=by)
    practice = agreement.asked_organisation.name
    title = f"{practice} prescribes no longer from {staff_date(notice_on)}: take over"
    tell_who_takes_over(agreement, act, title, by=by)


@transaction.atomic
def hand_back_today(
    *, agreement: Agreement, call: HandOver, text: str, by: Viewer
) -> Membership | None:
    """Hand care back at once, as it is unsafe to go on and somebody was rung; to whom,
    or None while others prescribe.

    Raises: Refusal if the agreement does not run, or the call is not told.
    """
    agreement = open_to(agreement, Verb.HAND_BACK_TODAY, by=by)
    if why := clock.why_not_today(call, now()):
        raise Refusal(why)
    rung = f"Rang {call.rung} on {call.telephone} at {localtime(call.rung_at):%H:%M}."
    text = f"{rung} {text}".strip()
    return _hand_to_service(agreement, Verb.HAND_BACK_TODAY, by, text=text)


@transaction.atomic
def transfer(agreement: Agreement, *, by: Viewer) -> None:
    """On the notice day, whether or not anybody answered. Safe to repeat."""
    agreement = lock(agreement)
    if not why_not(agreement, Verb.TRANSFER, by=by):
        _hand_to_service(agreement, Verb.TRANSFER, by)


@transaction.atomic
def take_back(*, agreement: Agreement, text: str = "", by: Viewer) -> None:
    """The specialist prescribes again from today.

    Raises: Refusal if the agreement does not run.
    """
    agreement = open_to(agreement, Verb.TAKE_BACK, by=by)
    _hand_to_service(agreement, Verb.TAKE_BACK, by, text=text)


@transaction.atomic
def replace_prescriber(*, agreement: Agreement, text: str, by: Viewer) -> None:
    """The duty prescriber takes over today from one who died, is suspended or ill.

    Raises: Refusal if the agreement does not run, or it is the duty prescriber who is
        lost.
    """
    agreement = open_to(agreement, Verb.REPLACE, by=by)
    _hand_to_service(agreement, Verb.REPLACE, by, text=text)


@transaction.atomic
def end(*, agreement: Agreement, text: str, by: Viewer) -> None:
    """End shared care; the specialist service prescribes, from today.

    Raises: Refusal if the agreement does not run.
    """
    agreement = open_to(agreement, Verb.END, by=by)
    _hand_to_service(agreement, Verb.END, by, text=text)


def _hand_to_service(agreement, verb, by, text=""):
    """The turn, then the act, then the lists and the practice's sight."""
    taker = begin_turn(agreement, verb, by=by)
    act = write(agreement, verb, by=by, text=text)
    turn, day = newest_turn(agreement), staff_date(by.day)
    who = f"{taker.user.name} prescribes from {day}" if taker else OTHERS
    title = f"{who}: {BECAUSE.get(verb, OVER)}"
    to_service(agreement, turn, HAND_OVER, title, by.day, by=by, member=taker)
    if verb in BECAUSE and agreement.specialist != taker:
        tell_specialist(agreement, act, title, by=by)
    tell_keyworker(agreement, act, title, by=by)
    tell_who_stops(agreement, act, by=by)
    reach_out(agreement, by=by)
    return taker
