"""What the service asked does with a referral; where nobody there signs in, whoever
referred writes it down as told."""

from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.rules.worklist import WorkKind
from referrals.actions.acts import open_to, write
from referrals.actions.lists import WAITS, reach_out, to_referrer, to_service
from referrals.models import Referral
from referrals.rules import clock, states
from referrals.rules.states import FINAL, DeclineReason, Outcome, Side, Verb


@transaction.atomic
def note_opened(*, referral: Referral, by: Viewer) -> None:
    """The service's first reader is told to whoever referred. Safe to repeat."""
    if referral.side_of(by) != Side.SERVICE or referral.state in FINAL:
        return
    unread = Referral.objects.filter(pk=referral.pk, opened_at=None)
    if unread.update(opened_at=Now(), opened_by=by.signature):
        audit.record("referral_opened", by=by, subject=referral)
        referral.refresh_from_db(fields=["opened_at", "opened_by"])


@transaction.atomic
def ask(*, referral: Referral, text: str, by: Viewer) -> None:
    """Ask whoever referred a question. The target stays.

    Raises: Refusal if the referral does not wait for an answer, or nothing is asked.
    """
    referral = open_to(referral, Verb.ASK, by=by)
    if not text.strip():
        raise Refusal("Write your question.")
    act = write(referral, Verb.ASK, by=by, text=text)
    reach_out(referral, by=by)
    title = f"Answer the question of {referral.asked_name} about the referral"
    to_referrer(referral, act.pk, title, referral.target_on, by=by)


@transaction.atomic
def accept(*, referral: Referral, by: Viewer) -> None:
    """Take the referral; somebody new is in the service's care within a minute.

    Raises: Refusal if it waits for no answer.
    """
    referral = open_to(referral, Verb.ACCEPT, by=by)
    act = write(referral, Verb.ACCEPT, by=by)
    reach_out(referral, by=by)
    _next(referral, act, "Book a first meeting", referral.target_on, by)


@transaction.atomic
def decline(
    *, referral: Referral, reason: DeclineReason, text: str, by: Viewer
) -> None:
    """Say no, with a reason and in words; whoever referred is told.

    Raises: Refusal if it can no longer be declined, or no reason is given.
    """
    referral = open_to(referral, Verb.DECLINE, by=by)
    if why := states.why_not_decline(reason, text):
        raise Refusal(why)
    act = write(referral, Verb.DECLINE, by=by, reason=reason, text=text)
    reach_out(referral, by=by)
    title = f"{referral.asked_name} declined the referral: find another way"
    to_referrer(referral, act.pk, title, by.day, by=by, kind=WorkKind.TASK)


@transaction.atomic
def book(*, referral: Referral, day: date, by: Viewer) -> None:
    """Name the day of the first meeting.

    Raises: Refusal if it has not been accepted, or the day is past.
    """
    referral = open_to(referral, Verb.BOOK, by=by)
    if why := clock.why_not_book_on(day, by.day):
        raise Refusal(why)
    act = write(referral, Verb.BOOK, by=by, named_on=day, booked_for_on=day)
    reach_out(referral, by=by)
    _next(referral, act, "Say whether the person was seen", day, by)
    booked = f"booked a first meeting for {staff_date(day)}: tell the person"
    _tell_of_day(referral, act, booked, by)


@transaction.atomic
def unbook(*, referral: Referral, text: str, by: Viewer) -> None:
    """Take the day back; another is to be booked.

    Raises: Refusal if no day is booked.
    """
    referral = open_to(referral, Verb.UNBOOK, by=by)
    day = staff_date(referral.booked_for_on)
    act = write(referral, Verb.UNBOOK, by=by, text=text, booked_for_on=None)
    reach_out(referral, by=by)
    _next(referral, act, "Book another first meeting", referral.target_on, by)
    _tell_of_day(referral, act, f"took back the meeting of {day}: tell the person", by)


@transaction.atomic
def see(*, referral: Referral, day: date, by: Viewer) -> None:
    """Say on which day the person was seen; the wait is over.

    Raises: Refusal if it has not been accepted, or the day cannot be.
    """
    referral = open_to(referral, Verb.SEE, by=by)
    if why := clock.why_not_seen_on(day, referral.sent_on, by.day):
        raise Refusal(why)
    act = write(referral, Verb.SEE, by=by, named_on=day, seen_on=day)
    reach_out(referral, by=by)
    _next(referral, act, "Close the referral with what came of it", by.day, by)


@transaction.atomic
def close(*, referral: Referral, outcome: Outcome, text: str, by: Viewer) -> None:
    """End the referral with what came of it, in words; whoever referred is told.

    Raises: Refusal if it has not been accepted, or says too little.
    """
    referral = open_to(referral, Verb.CLOSE, by=by)
    if why := states.why_not_close(referral.state, outcome, text):
        raise Refusal(why)
    act = write(referral, Verb.CLOSE, by=by, reason=outcome, text=text, outcome=outcome)
    reach_out(referral, by=by)
    if referral.service_signs_in:
        came = Outcome(outcome).label.lower()
        title = f"Read what came of the referral to {referral.asked_name}: {came}"
        to_referrer(referral, act.pk, title, by.day, by=by, kind=WorkKind.TASK)


def _tell_of_day(referral, act, what, by):
    """Whoever referred, and knows the person, reads of a day that the service named."""
    if referral.service_signs_in:
        title = f"{referral.asked_name} {what}"
        to_referrer(referral, act.pk, title, by.day, by=by, kind=WorkKind.TASK)


def _next(referral, act, title, due_on, by):
    """The next act waits on the list of whoever is to do it."""
    title = f"{title}: target {staff_date(referral.target_on)}"
    if referral.service_signs_in:
        to_service(referral, act.pk, title, due_on, by=by, kind=WAITS)
    else:
        title = f"{referral.asked_name}. {title}"
        to_referrer(referral, act.pk, title, due_on, by=by, kind=WAITS)
