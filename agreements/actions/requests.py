"""A request to share care: drafted, sent, asked about, answered, withdrawn."""

from dataclasses import dataclass, fields

from django.db import transaction

from accounts.actions.refusals import leading_to
from accounts.models import Membership, Organisation
from accounts.viewer import Viewer
from agreements.actions.acts import limits_of, lock, newest_turn, open_to, write
from agreements.actions.following import why_not_follow
from agreements.actions.lists import (
    ask_practice,
    finish_prescribe_on,
    follows_from,
    open_name,
)
from agreements.actions.offers import why_takes_nobody
from agreements.actions.prescribers import named_duty, without_duty
from agreements.actions.suitability import criteria_in_force, duties_in_force
from agreements.models import Agreement, Suitability
from agreements.rules import clock, following
from agreements.rules.states import State, Verb
from agreements.rules.suitability import judge_request, kept_apart, known_from_age
from agreements.rules.terms import Terms, missing_terms
from audit import actions as audit
from core.findings import Finding
from core.refusal import Refusal
from patients.models import Patient
from patients.rules.words import TreatmentLine

# As much of the terms as lies in the agreement's document.
_TERMS = {field.name for field in fields(Terms)} - {"asked", "review_weeks"}


@dataclass(frozen=True)
class Parties:
    """Who is to share a person's care: ``lead`` is asked, and whoever accepts leads."""

    specialist: Membership
    asked: Organisation
    lead: Membership | None = None
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
    follows: Agreement | None = None,
) -> Agreement:
    """Begin an agreement that nobody else sees yet; ``follows`` is the one under notice
    after which it is to begin.

    Raises: Refusal if one of this line is live, or another practice shares the care.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    follows = follows and lock(follows)
    if why := _why_not_begin(patient, line, parties, follows, by):
        raise Refusal(why)
    agreement = Agreement.objects.create(
        **patient.columns(),
        line=line,
        specialist=parties.specialist,
        asked_organisation=parties.asked,
        gp=parties.lead,
        keyworker=parties.keyworker,
        pharmacy_id=parties.pharmacy.pk if parties.pharmacy else 0,
        terms=terms | _duties(by),
        review_weeks=review_weeks,
        follows=follows,
    )
    audit.record("agreement_drafted", by=by, subject=agreement, line=line)
    return agreement


def _duties(by):
    """An old agreement keeps the table by which it was made."""
    version, rows = duties_in_force(by)
    return {"duties": rows, "duties_version": version}


def _why_not_begin(patient, line, parties, follows, by):
    live = Agreement.objects.of(patient.pk).live()
    if parties.specialist.organisation_id != by.organisation_id:
        return "The specialist is one of your own organisation."
    if follows and (why := why_not_follow(follows, parties.asked, by)):
        return why
    if live.filter(line=line).exclude(pk=follows and follows.pk).exists():
        return f"An agreement about {line.label.lower()} is open already."
    return _why_not_this_practice(live, parties.asked, follows)


def _why_not_this_practice(live, asked, follows):
    """A person's record is open to one practice at a time: whoever follows waits for
    those under notice."""
    if follows:
        live = live.exclude(state=State.NOTICE_GIVEN)
    other = live.exclude(asked_organisation=asked).first()
    if other is None:
        return ""
    return f"{other.asked_organisation.name} has been asked, or shares care, already."


@transaction.atomic
def change_draft(
    *,
    agreement: Agreement,
    parties: Parties,
    terms: dict,
    review_weeks: int,
    by: Viewer,
) -> None:
    """Put a draft right before it is sent.

    Raises: Refusal if it has been sent, or another practice shares the care.
    """
    agreement = open_to(agreement, Verb.SEND, by=by)
    live = Agreement.objects.of(agreement.patient_id).live().exclude(pk=agreement.pk)
    if why := _why_not_change(agreement, live, parties.asked):
        raise Refusal(why)
    agreement.specialist = parties.specialist
    agreement.asked_organisation = parties.asked
    agreement.gp, agreement.keyworker = parties.lead, parties.keyworker
    agreement.pharmacy_id = parties.pharmacy.pk if parties.pharmacy else 0
    agreement.terms |= terms
    agreement.review_weeks = review_weeks
    agreement.save()
    audit.record("agreement_draft_changed", by=by, subject=agreement)


def _why_not_change(agreement, live, asked):
    followed = agreement.follows
    if followed and followed.asked_organisation_id == asked.pk:
        return following.SAME_PRACTICE
    return _why_not_this_practice(live, asked, followed)


@transaction.atomic
def send(*, agreement: Agreement, override: str = "", by: Viewer) -> None:
    """Ask the practice, which sees from now on the person's name and the agreement.

    ``override`` is why it goes out although a criterion excludes it; the practice
    reads it.

    Raises: Refusal if it is no draft, its terms say too little, a criterion excludes
        it, the practice takes nobody new, nobody prescribes the line yet, or nobody
        is named who takes over.
    """
    agreement = open_to(agreement, Verb.SEND, by=by)
    _whole(agreement, by)
    agreement.terms |= _overridden(agreement, override, by) | _after(agreement.follows)
    reply_by_on = clock.reply_by_on(by.day, limits_of(by))
    changes = {"sent_on": by.day, "reply_by_on": reply_by_on, "terms": agreement.terms}
    act = write(agreement, Verb.SEND, by=by, text=override, **changes)
    finish_prescribe_on(agreement, by=by)
    open_name(agreement, by=by)
    ask_practice(agreement=agreement, act=act, by=by)


def _after(followed):
    """The notice day of what it follows, which the practice asked does not see."""
    if followed is None or followed.notice_on is None:
        return {}
    return follows_from(followed)


def stops_of(agreement: Agreement, by: Viewer) -> list[Finding]:
    """What stops this request today, by the person's newest answers and birth date."""
    newest = Suitability.objects.of(agreement.patient_id).newest()
    criteria = criteria_in_force(by)
    known = known_from_age(criteria, agreement.patient.age_on(by.day))
    answers = known | (newest.answers if newest else {})
    return judge_request(criteria, answers, by.day)


def _overridden(agreement, reason, by):
    """What goes out all the same, with whose word; nothing if nothing stands against.

    Raises: Refusal naming each criterion, if no reason is given.
    """
    stops = stops_of(agreement, by)
    if not stops:
        return {}
    if not reason.strip():
        raise leading_to(
            page="agreements:decide_suitability",
            why=" ".join(stop.message for stop in stops),
            words="Answer what is asked of the person",
            by=by,
            at=agreement.patient_id,
        )
    said = {"by": by.signature, "reason": reason}
    return {"override": kept_apart(stops) | said}


def _whole(agreement, by):
    """Nothing that a request needs is missing.

    Raises: Refusal that leads to where it is said.
    """
    said = {name: agreement.terms[name] for name in _TERMS & agreement.terms.keys()}
    asked = agreement.asked_organisation.name
    terms = Terms(asked=asked, review_weeks=agreement.review_weeks, **said)
    if missing := missing_terms(terms):
        why = f"Still to be said: {', '.join(missing.values()).lower()}."
        page, words = "agreements:change_draft", "Complete the request"
        raise leading_to(page=page, why=why, words=words, by=by, at=agreement.pk)
    if why := why_takes_nobody(agreement, by):
        raise Refusal(why)
    if newest_turn(agreement) is None:
        why = "Record first who prescribes now."
        page, words = "patients:tell_medicine", "Record who prescribes"
        raise leading_to(
            page=page, why=why, words=words, by=by, at=agreement.patient_id
        )
    place = agreement.specialist.organisation
    if named_duty(place.pk, by) is None:
        raise without_duty("Name your organisation's duty prescriber first.", place, by)
