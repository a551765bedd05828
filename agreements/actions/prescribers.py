"""Who takes over, and whose turn an act begins. Turns are written by patients alone."""

from datetime import date

from django.db import transaction

from accounts.actions.refusals import leading_to
from accounts.models import Membership, Organisation
from accounts.viewer import Viewer
from agreements.actions.acts import newest_turn
from agreements.models import Agreement, DutyPrescriber
from agreements.rules import prescriber as rules
from agreements.rules.prescriber import Hands, Prescriber
from agreements.rules.states import Verb
from audit import actions as audit
from core.refusal import Refusal
from patients.actions.turns import hand_over
from patients.models import PrescriberTurn
from patients.rules.words import TreatmentLine, TurnBecause


@transaction.atomic
def name_duty_prescriber(
    *, member: Membership, from_on: date, by: Viewer
) -> DutyPrescriber:
    """Say who takes over for the viewer's organisation from a day on.

    Raises: Refusal for a day gone by, or somebody who does not prescribe there.
    """
    if from_on < by.day:
        raise Refusal("The day cannot be in the past.")
    there = Membership.objects.prescribers(by).filter(
        organisation_id=by.organisation_id
    )
    if not there.filter(pk=member.pk).exists():
        raise Refusal("Choose a prescriber of your own organisation.")
    duty = DutyPrescriber.objects.create(
        scheme_id=by.scheme_id,
        organisation_id=by.organisation_id,
        member=member,
        from_on=from_on,
        named_by_id=by.membership_id,
    )
    audit.record("duty_prescriber_named", by=by, subject=duty, member=member.pk)
    return duty


def named_duty(organisation_id: int, by: Viewer) -> Membership | None:
    """An organisation's duty prescriber, if one is named and at work."""
    duty = DutyPrescriber.objects.on(organisation_id, by.scheme_id, by.day)
    return duty.member if duty and duty.member.runs_on(by.day) else None


def duty_at(
    organisation_id: int, by: Viewer, *, before_all: Membership | None = None
) -> Membership:
    """Whoever takes over there today: the duty prescriber, else ``before_all`` if at
    work, else any prescriber there, so that nobody is left without one.

    Raises: Refusal if there is none at all.
    """
    found = named_duty(organisation_id, by)
    if found is None and before_all and before_all.runs_on(by.day):
        found = before_all
    if found is None:
        working = Membership.objects.prescribers(by)
        found = working.filter(organisation_id=organisation_id).order_by("pk").first()
    if found is None:
        raise Refusal("The specialist service has no prescriber who could take over.")
    return found


def duty_of(agreement: Agreement, by: Viewer) -> Membership:
    """Whoever takes over an agreement's prescribing today.

    Raises: Refusal if the specialist service has no prescriber at all.
    """
    specialist = agreement.specialist
    return duty_at(specialist.organisation_id, by, before_all=specialist)


def without_duty(why: str, place: Organisation, by: Viewer) -> Refusal:
    """That a duty prescriber must be named first: the page for whoever may name one
    there, for their colleagues who may, and for everybody else whom to ring."""
    if by.organisation_id == place.pk:
        page, words = "agreements:set_duty_prescriber", "Name the duty prescriber"
        return leading_to(page=page, why=why, words=words, by=by)
    number = f" on {place.phone}" if place.phone else ""
    return Refusal(f"{why} Ring {place.name}{number}: its prescribers can do it.")


def begin_turn(agreement: Agreement, verb: Verb, by: Viewer) -> Membership | None:
    """Hand the medicine over if the act says so; to whom, or None if it changes nobody.

    Raises: Refusal if the duty prescriber is the very one who is lost.
    """
    last = as_rules_know(newest_turn(agreement))
    members = _members(agreement, by)
    hands = Hands(**{name: named(member) for name, member in members.items()})
    if verb == Verb.REPLACE and (why := rules.why_not_replace(last, hands.duty)):
        raise without_duty(why, members["duty"].organisation, by)
    turn = rules.turn_of_act(
        verb, last, hands, today=by.day, notice_on=agreement.notice_on
    )
    if turn is None:
        return None
    taker = {named(member): member for member in members.values()}[turn.prescriber]
    hand_over(
        patient=agreement.patient,
        line=TreatmentLine(agreement.line),
        starts_on=turn.starts_on,
        prescriber=taker,
        because=turn.because,
        because_id=agreement.pk,
        by=by,
    )
    return taker


def _members(agreement, by):
    duty = duty_of(agreement, by)
    is_there = agreement.specialist.runs_on(by.day)
    return {
        "gp": agreement.gp,
        "specialist": agreement.specialist if is_there else duty,
        "duty": duty,
    }


def named(member: Membership) -> Prescriber:
    """Who a member is to the rules."""
    return Prescriber(member.user.name, member.organisation.name)


def as_rules_know(turn: PrescriberTurn | None) -> rules.Turn | None:
    """A turn of the record in the rules' own words."""
    if turn is None:
        return None
    return rules.Turn(
        turn.n,
        turn.starts_on,
        Prescriber(turn.prescriber_name, turn.place or turn.organisation.name),
        TurnBecause(turn.because),
    )
