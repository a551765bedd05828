"""Referring somebody, and taking it back."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts.models import Organisation
from accounts.permissions import Role
from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.actions import sharing
from patients.models import Patient
from patients.rules.worklist import WorkKind
from referrals.actions.acts import limits_of, open_to, tell, write
from referrals.actions.lists import (
    open_name,
    reach_out,
    to_referrer,
    to_service,
    who_answers,
)
from referrals.models import DirectoryService, Referral
from referrals.rules import clock, states
from referrals.rules.clock import Sent
from referrals.rules.states import ReferralKind, State, Verb

PRACTICE, SERVICE = "practice", "service"


@dataclass(frozen=True)
class Asked:
    """Who is asked, and for what; a service of the directory names its organisation."""

    kind: ReferralKind
    organisation: Organisation | None = None
    service: DirectoryService | None = None

    @property
    def name(self) -> str:
        return self.service.name if self.service else self.organisation.name

    @property
    def organisation_id(self) -> int:
        if self.service:
            return self.service.organisation_id
        return self.organisation.pk


@transaction.atomic
def refer_person(
    *,
    patient: Patient,
    asked: Asked,
    reason: str,
    consultation_id: UUID | None = None,
    by: Viewer,
) -> Referral:
    """Send somebody to another service, which sees from now on the name and the reason.

    The person has agreed to it, or it is not sent.

    Raises: Refusal if it cannot be sent there, or waits there already.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    if why := _why_not_ask(asked, by) or _why_not_of(patient, asked, by):
        raise Refusal(why)
    if not reason.strip():
        raise Refusal("Say why you refer.")
    referral = Referral.objects.create(
        **patient.columns(),
        **_asked(asked),
        **_clock(asked, by),
        from_member_id=by.membership_id,
        from_organisation_id=by.organisation_id,
        source=by.role.label,
        signature=by.signature,
        consultation_id=consultation_id,
        reason=reason,
        agreed_on=by.day,
    )
    audit.record("referral_sent", by=by, subject=referral, kind=asked.kind)
    tell(referral, title=f"Referred to {asked.name}", source_id=referral.pk, by=by)
    open_name(referral, by=by)
    _seek_answer(referral, referral.pk, "Answer the referral", by)
    return referral


def _asked(asked):
    return {
        "kind": asked.kind,
        "service_asked": asked.service,
        "asked_organisation_id": asked.organisation_id,
        "asked_name": asked.name,
        "shown_to_id": asked.organisation_id,
    }


def _clock(asked, by):
    """The target is worked out once, with what is set on the day of sending."""
    limits = limits_of(by)
    own = asked.service.target_working_days if asked.service else None
    target_on = clock.target_on(Sent(State.SENT, by.day, own), limits)
    return {
        "sent_on": by.day,
        "target_working_days": own or limits.referral_target_working_days,
        "target_on": target_on,
    }


def _why_not_ask(asked, by):
    if asked.kind not in states.kinds_from(by.organisation_kind):
        return "Your organisation does not refer for that."
    if asked.service and asked.service.scheme_id != by.scheme_id:
        return "That service is not in your directory."
    if asked.organisation_id == by.organisation_id:
        return "That is your own organisation."
    if asked.kind != ReferralKind.ONWARD and not _takes(asked, by):
        return f"{asked.name} does not take such referrals here."
    if asked.organisation_id and not who_answers(asked.organisation_id, by):
        return f"Nobody at {asked.name} signs in here. Telephone them."
    return ""


def _takes(asked, by):
    wanted = {
        ReferralKind.TREATMENT: (SERVICE, Role.SPECIALIST),
        ReferralKind.GENERAL_CARE: (PRACTICE, Role.GP),
    }
    kind, role = wanted[asked.kind]
    places = Organisation.objects.where_works(role, by)
    return places.filter(pk=asked.organisation_id, kind=kind).exists()


def _why_not_of(patient, asked, by):
    if by.organisation_id not in (patient.service_id, patient.practice_id):
        return "Only the person's own practice or service refers them."
    if patient.died_on:
        return "This person has died."
    if asked.kind == ReferralKind.TREATMENT and patient.service_id:
        return f"{patient.service.name} has this person in its care already."
    if sharing.is_kept_from(patient, asked.organisation_id, by.day):
        return f"This cannot be sent to {asked.name}. Choose another with the person."
    waiting = Referral.objects.of(patient.pk).open()
    if waiting.filter(kind=asked.kind, asked_name=asked.name).exists():
        return f"A referral of this person to {asked.name} is open already."
    return ""


def _seek_answer(referral, source_id, asks, by):
    target = staff_date(referral.target_on)
    title = f"{asks} from {referral.from_organisation.name}: target {target}"
    to_service(referral, source_id, title, referral.target_on, by=by)
    if not referral.service_signs_in:
        title = f"Ask {referral.asked_name} what it answers: target {target}"
        to_referrer(referral, source_id, title, referral.target_on, by=by)


@transaction.atomic
def answer(*, referral: Referral, text: str, by: Viewer) -> None:
    """Answer the service's question; it is the service's turn again.

    Raises: Refusal if no question waits, or nothing is answered.
    """
    referral = open_to(referral, Verb.ANSWER, by=by)
    if not text.strip():
        raise Refusal("Write your answer.")
    act = write(referral, Verb.ANSWER, by=by, text=text)
    reach_out(referral, by=by)
    answered = "Your question is answered: answer the referral"
    _seek_answer(referral, act.pk, answered, by)


@transaction.atomic
def revoke(*, referral: Referral, text: str, by: Viewer) -> None:
    """Take a referral back before the person is seen; the service's sight ends, once
    it has said Done where it had accepted.

    Raises: Refusal if the person has been seen, or it is over.
    """
    referral = open_to(referral, Verb.REVOKE, by=by)
    if not text.strip():
        raise Refusal("Say in a sentence why you take it back.")
    act = write(referral, Verb.REVOKE, by=by, text=text)
    _tell_of_revoking(referral, act, by)
    reach_out(referral, by=by)


def _tell_of_revoking(referral, act, by):
    """A service that has taken the referral on keeps no time for it."""
    if act.before not in (State.RECEIVED, State.BOOKED):
        return
    where, day = referral.from_organisation.name, referral.booked_for_on
    title = f"{where} revoked the referral that was accepted: book no meeting"
    if day:
        title = f"{where} revoked the referral booked for {staff_date(day)}: cancel it"
    to_service(referral, act.pk, title, by.day, by=by, kind=WorkKind.TASK)
