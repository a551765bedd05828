"""Both sides' work lists, and what the organisation asked sees, after each act."""

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction

from accounts.models import Membership
from accounts.permissions import Role
from accounts.viewer import Viewer
from core.reach import Reach
from patients.actions import sharing, work
from patients.models import Grant, Patient, WorkItem
from patients.rules.grants import GrantBecause
from patients.rules.worklist import WorkKind
from referrals.actions.acts import lock
from referrals.models import Referral, ReferralAct
from referrals.rules.states import FINAL, UNSEEN, ReferralKind, State, Verb

WAITS = WorkKind.REFERRAL_WAITS
PAST_TARGET = WorkKind.REFERRAL_PAST_TARGET
# Who answers for an organisation: of these the first whom it has.
ANSWERS = (
    Role.TEAM_LEAD,
    Role.SPECIALIST,
    Role.KEYWORKER,
    Role.GP,
    Role.PARTNER,
    Role.NURSE,
)


def who_answers(organisation_id: int, by: Viewer) -> str:
    """The role to which a referral goes there; nothing where nobody answers."""
    there = Membership.objects.of_scheme(by).running_on(by.day)
    roles = set(
        there.filter(organisation_id=organisation_id).values_list("role", flat=True)
    )
    return next((role for role in ANSWERS if role in roles), "")


def to_service(referral, source_id, title, due_on, by, kind=WAITS) -> None:
    """Put something on the list of whoever answers there, if anybody signs in."""
    if not referral.service_signs_in:
        return
    work.raise_item(
        kind=kind,
        title=title,
        due_on=due_on,
        source_id=source_id,
        patient=referral.patient,
        organisation_id=referral.asked_organisation_id,
        role=who_answers(referral.asked_organisation_id, by),
        by=by,
    )


def to_referrer(referral, source_id, title, due_on, by, kind=WAITS) -> None:
    """Put something on the list of whoever referred."""
    work.raise_item(
        kind=kind,
        title=title,
        due_on=due_on,
        source_id=source_id,
        patient=referral.patient,
        member=referral.from_member,
        by=by,
    )


def finish_waiting(referral: Referral, *, by: Viewer) -> None:
    """Close what earlier acts asked for, on every list that the viewer may write."""
    earlier = ReferralAct.objects.filter(referral=referral, n__lt=referral.last_n)
    sources = [*earlier.values_list("pk", flat=True)]
    if referral.last_n:
        sources.append(referral.pk)
    work.finish_sources(sources=sources, kind=WAITS, by=by)
    days = earlier.filter(verb__in=(Verb.BOOK, Verb.UNBOOK))
    told = days.values_list("pk", flat=True)
    work.finish_sources(sources=told, kind=WorkKind.TASK, by=by)
    if referral.state not in UNSEEN:
        work.finish_sources(sources=[referral.pk], kind=PAST_TARGET, by=by)


def open_name(referral: Referral, *, by: Viewer) -> None:
    """Let the organisation that is asked see whom it is asked about, by name alone."""
    if not referral.service_signs_in:
        return
    Grant.objects.create(
        **referral.patient.columns(),
        organisation=referral.asked_organisation,
        reach=Reach.NAME,
        because=GrantBecause.REFERRAL,
        starts_on=by.day,
    )


def tells_of_its_end(referral: Referral) -> bool:
    """Whether the service has yet to say that it knows it was revoked."""
    acts = ReferralAct.objects.filter(referral=referral, verb=Verb.REVOKE)
    told = WorkItem.objects.filter(source_id__in=acts.values("pk"))
    return told.filter(kind=WorkKind.TASK, done_at=None).exists()


def close_name(referral: Referral) -> None:
    """The name is shown no longer, unless another referral there is open."""
    others = Referral.objects.of(referral.patient_id).open().exclude(pk=referral.pk)
    if others.filter(asked_organisation_id=referral.asked_organisation_id).exists():
        return
    given = Grant.objects.of(referral.patient_id).filter(
        organisation_id=referral.asked_organisation_id,
        because=GrantBecause.REFERRAL,
        expires_at=None,
    )
    given.update(expires_at=TransactionNow())


def reach_out(referral: Referral, *, by: Viewer) -> None:
    """Do at once what the viewer's side may do; the clock does the rest in a minute."""
    finish_waiting(referral, by=by)
    keeps = {referral.patient.service_id, referral.patient.practice_id}
    is_over = referral.state in FINAL and not tells_of_its_end(referral)
    if is_over and by.organisation_id in keeps:
        close_name(referral)


@transaction.atomic
def settle(referral: Referral, *, by: Viewer) -> None:
    """Do what an act left undone where its own hand could not reach, once whoever was
    told that it was revoked has said Done. Safe to repeat."""
    referral = lock(referral)
    finish_waiting(referral, by=by)
    _take_on(referral)
    if tells_of_its_end(referral):
        return
    if referral.state in FINAL and referral.state != State.STOPPED:
        close_name(referral)
        referral.shown_to_id = 0
        ReferralAct.objects.filter(referral=referral).update(shown_to_id=0)
    referral.settled_n = referral.last_n
    referral.save(update_fields=["settled_n", "shown_to_id"])


def _take_on(referral):
    """Whoever accepts somebody new for treatment is from then on their service."""
    if referral.kind != ReferralKind.TREATMENT:
        return
    acts = ReferralAct.objects.filter(referral=referral)
    if acts.filter(verb=Verb.ACCEPT).exists():
        patient = Patient.objects.select_for_update().get(pk=referral.patient_id)
        sharing.put_on_service(patient, referral.asked_organisation)
