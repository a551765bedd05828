"""A request to share care: drafted, sent, asked about, answered, withdrawn."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from accounts.models import Membership, Organisation
from accounts.viewer import Viewer
from agreements.actions.acts import limits_of, newest_turn, open_to, write
from agreements.actions.lists import (
    WAITS,
    open_name,
    reach_out,
    to_practice,
    to_service,
)
from agreements.actions.prescribers import named_duty
from agreements.models import Agreement, HowAgreed
from agreements.rules import accepting, clock
from agreements.rules.accepting import Acceptor, Asked, DeclineReason
from agreements.rules.states import State, Verb
from agreements.rules.terms import Terms, missing_terms
from audit import actions as audit
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.models import Patient
from patients.rules.words import TreatmentLine
from patients.rules.worklist import WorkKind

# As much of the terms as lies in the agreement's document.
_TERMS = {field.name for field in fields(Terms)} - {"asked", "review_weeks"}


@dataclass(frozen=True)
class Parties:
    """Who is to share a person's care: the GP is named by whoever accepts."""

    specialist: Membership
    asked: Organisation
    keyworker: Membership | None = None
    pharmacy: Organisation | None = None


@transaction.atomic
def draft_agreement(
    *,
    patient: Patient,
    line: TreatmentLine,
    parties: Parties,
    terms: dict,
    review_weeks: int,
    by: Viewer,
) -> Agreement:
    """Begin an agreement that nobody else sees yet.

    Raises: Refusal if one of this line is live, or another practice shares the care.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    if why := _why_not_begin(patient, line, parties, by):
        raise Refusal(why)
    agreement = Agreement.objects.create(
        **patient.columns(),
        line=line,
        specialist=parties.specialist,
        asked_organisation=parties.asked,
        keyworker=parties.keyworker,
        pharmacy_id=parties.pharmacy.pk if parties.pharmacy else patient.pharmacy_id,
        terms=terms,
        review_weeks=review_weeks,
    )
    audit.record("agreement_drafted", by=by, subject=agreement, line=line)
    return agreement


def _why_not_begin(patient, line, parties, by):
    live = Agreement.objects.of(patient.pk).live()
    if parties.specialist.organisation_id != by.organisation_id:
        return "The specialist is one of your own organisation."
    if live.filter(line=line).exists():
        return f"An agreement about {line.label.lower()} is open already."
    return _why_not_this_practice(live, parties.asked)


def _why_not_this_practice(live, asked):
    """A person's record is open to one practice at a time."""
    other = live.exclude(asked_organisation=asked).first()
    if other is None:
        return ""
    return f"{other.asked_organisation.name} has been asked, or shares care, already."


@transaction.atomic
def send(*, agreement: Agreement, by: Viewer) -> None:
    """Ask the practice, which sees from now on the person's name and the agreement.

    Raises: Refusal if it is no draft, its terms say too little, nobody prescribes the
        line yet, or nobody is named who takes over when the practice hands back.
    """
    agreement = open_to(agreement, Verb.SEND, by=by)
    if why := _why_not_send(agreement, by):
        raise Refusal(why)
    reply_by_on = clock.reply_by_on(by.day, limits_of(by))
    act = write(agreement, Verb.SEND, by=by, sent_on=by.day, reply_by_on=reply_by_on)
    open_name(agreement, by=by)
    _ask_practice(agreement, act, by)


def _why_not_send(agreement, by):
    said = {name: agreement.terms[name] for name in _TERMS & agreement.terms.keys()}
    asked = agreement.asked_organisation.name
    terms = Terms(asked=asked, review_weeks=agreement.review_weeks, **said)
    if missing := missing_terms(terms):
        return f"Still to be said: {', '.join(missing.values()).lower()}."
    if newest_turn(agreement) is None:
        return "Record first who prescribes now."
    if named_duty(agreement, by) is None:
        return "Name your organisation's duty prescriber first."
    return ""


def _ask_practice(agreement, act, by):
    title = f"Answer the request to share care by {staff_date(agreement.reply_by_on)}"
    to_practice(agreement, act, WAITS, title, agreement.reply_by_on, by=by)


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
    _ask_practice(agreement, act, by)


def _said(text, why):
    if not text.strip():
        raise Refusal(why)
    return text


@transaction.atomic
def accept(*, agreement: Agreement, starts_on: date, by: Viewer) -> None:
    """Take the care from a day on, as the GP who leads it. Late is not too late.

    Raises: Refusal if the request is not open, the day has gone, or the viewer is no
        prescriber of the practice at the scheme's level.
    """
    agreement = open_to(agreement, Verb.ACCEPT, by=by)
    why = _why_not_accept(agreement, by) or clock.why_not_start_on(starts_on, by.day)
    if why:
        raise Refusal(why)
    changes = {"starts_on": starts_on, "gp_id": by.membership_id}
    act = write(agreement, Verb.ACCEPT, by=by, **changes)
    reach_out(agreement, by=by)
    _seek_agreement(agreement, act, by)


def _why_not_accept(agreement, by):
    """Training is not recorded yet, so no scheme can ask for it."""
    prescribers = Membership.objects.prescribers(by)
    acceptor = Acceptor(
        is_prescriber=prescribers.filter(pk=by.membership_id).exists(),
        practice=str(by.organisation_id),
        level_rank=by.level_rank,
    )
    asked = Asked(str(agreement.asked_organisation_id), needs_training=False)
    return accepting.why_not_accept(acceptor, asked, by.day, limits_of(by))


def _seek_agreement(agreement, act, by):
    """Nothing starts without the person's yes: both lists say so."""
    if agreement.agreed_on:
        return
    starts_on = agreement.starts_on
    title = (
        f"Ask the person and record whether they agree: starts {staff_date(starts_on)}"
    )
    to_service(agreement, act, WorkKind.TASK, title, starts_on, by=by)
    to_practice(agreement, act, WorkKind.TASK, title, starts_on, by=by)


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
    reach_out(agreement, by=by)
    title = f"{agreement.asked_organisation.name} declined to share care: prescribe on"
    to_service(agreement, act, WorkKind.TASK, title, by.day, by=by)


@transaction.atomic
def withdraw(*, agreement: Agreement, text: str = "", by: Viewer) -> None:
    """Take a request back before it starts; the practice's sight of the name ends.

    Raises: Refusal if it has started, or is over.
    """
    agreement = open_to(agreement, Verb.WITHDRAW, by=by)
    write(agreement, Verb.WITHDRAW, by=by, text=text)
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
