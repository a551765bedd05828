"""With whom a person shares what: permission, care team, people kept apart."""

from datetime import date

from django.db import transaction

from accounts.models import Membership, Organisation, User
from accounts.viewer import Viewer
from audit import actions as audit
from core.reach import Reach
from core.refusal import Refusal
from patients.actions import links, timeline, work
from patients.models import Consent, Grant, NoContact, Patient, PrescriberTurn
from patients.rules.grants import GrantBecause
from patients.rules.sharing import (
    ConsentKind,
    Permission,
    PracticeTies,
    Recipient,
    RecipientKind,
    last_day_permitted,
    permits,
    practice_may_see,
    recipient_kind,
    withdrawal_opens_review,
)
from patients.rules.words import OUTSIDE, TimelineKind, TurnBecause
from patients.rules.worklist import WorkKind


@transaction.atomic
def permit_sharing(
    *,
    patient: Patient,
    recipient: Organisation,
    kind: ConsentKind,
    until_on: date | None,
    how: str,
    by: Viewer,
) -> Consent:
    """Record that a person lets an organisation see one kind of information.

    A practice permitted the record sees it from now on; a pharmacy permitted the
    medicine sees that.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    consent = Consent.objects.create(
        **patient.columns(pharmacy=True),
        recipient=recipient,
        recipient_kind=recipient_kind(recipient.kind),
        kind=kind,
        from_on=by.day,
        until_on=until_on,
        how=how,
    )
    _open_sight(patient, recipient, kind)
    _fit_team(patient, recipient.pk, by)
    audit.record("sharing_permitted", by=by, subject=consent, kind=kind)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.SHARING,
        title=f"Agreed to share {kind.label.lower()} with {recipient.name}",
        detail=how,
        by=by,
    )
    return consent


def _open_sight(patient, recipient, kind):
    if recipient.kind == "practice" and kind == ConsentKind.RECORD:
        put_on_practice(patient, recipient)
    if recipient.kind == "pharmacy" and kind == ConsentKind.MEDICINE:
        Patient.objects.filter(pk=patient.pk).update(pharmacy=recipient)
        patient.pharmacy = recipient


@transaction.atomic
def withdraw_permission(*, consent: Consent, by: Viewer) -> None:
    """Record that a permission ends today; sight that rested on it alone closes.

    Raises: Refusal if it has been withdrawn already.
    """
    patient = Patient.objects.select_for_update().get(pk=consent.patient_id)
    kind = ConsentKind(consent.kind)
    running = Consent.objects.filter(pk=consent.pk, withdrawn_on=None)
    if not running.update(withdrawn_on=by.day):
        raise Refusal("This permission has been withdrawn already.")
    audit.record("permission_withdrawn", by=by, subject=consent, kind=consent.kind)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.SHARING,
        title=f"No longer shares {kind.label.lower()} with {consent.recipient.name}",
        by=by,
    )
    _fit_team(patient, consent.recipient_id, by)
    is_theirs = patient.practice_id == consent.recipient_id
    if is_theirs and reach_of_practice(patient, by.day) == Reach.NONE:
        take_off_practice(patient)
    _open_review(patient, consent, kind, by)


def reach_of_practice(patient: Patient, day: date) -> Reach:
    """How far the practice on a person's row may see by what ties it to them now."""
    practice = Recipient(RecipientKind.PRACTICE, patient.practice_id)
    return practice_may_see(
        PracticeTies(
            made_record=patient.made_by_id == patient.practice_id,
            is_permitted=permits(_said(patient), practice, ConsentKind.RECORD, day),
            has_live_agreement=_prescribes_by_agreement(patient),
        )
    )


def _prescribes_by_agreement(patient):
    """While somebody outside prescribes for a time, the agreement goes on."""
    turns = PrescriberTurn.objects.of(patient.pk).exclude(because__in=OUTSIDE)
    return any(
        turn.because == TurnBecause.AGREEMENT
        and turn.organisation_id == patient.practice_id
        for turn in turns.order_by("line", "-n").distinct("line")
    )


def put_on_practice(patient: Patient, practice: Organisation) -> None:
    """Open the record to this practice and no other, from now on."""
    if patient.practice_id not in (0, practice.pk):
        links.unlink(patient=patient, organisation_id=patient.practice_id)
    Patient.objects.filter(pk=patient.pk).update(practice=practice)
    patient.practice = practice
    links.link(patient=patient, organisation_id=practice.pk)


def put_on_service(patient: Patient, service: Organisation) -> None:
    """Open the record to this service, unless another has the person in its care."""
    if patient.service_id not in (0, service.pk):
        return
    Patient.objects.filter(pk=patient.pk).update(service=service)
    patient.service = service
    links.link(patient=patient, organisation_id=service.pk)


def is_kept_from(patient: Patient, organisation_id: int, day: date) -> bool:
    """Whether the person took back what they shared with this organisation by name,
    and has permitted it nothing since."""
    named = Consent.objects.filter(patient=patient, recipient_id=organisation_id)
    said = [one for one in named if organisation_id]
    is_over = [bool(one.withdrawn_on and one.withdrawn_on <= day) for one in said]
    return bool(said) and all(is_over)


def take_off_practice(patient: Patient) -> None:
    """Close the record to the practice that saw it, from now on."""
    links.unlink(patient=patient, organisation_id=patient.practice_id)
    Patient.objects.filter(pk=patient.pk).update(practice=0)
    patient.practice_id = 0


def _fit_team(patient, organisation_id, by):
    """Those of the organisation who are on the team see as far as is permitted now."""
    team = Grant.objects.of(patient.pk).of_team().running_on(by.day)
    for grant in team.filter(
        because=GrantBecause.TEAM, membership__organisation_id=organisation_id
    ):
        grant.reach, last = _reach_permitted(patient, grant.membership, by.day)
        grant.ends_on = min(filter(None, [grant.ends_on, last]), default=None)
        grant.save(update_fields=["reach", "ends_on"])


def _open_review(patient, consent, kind, by):
    """Tell the service that whoever prescribes no longer sees enough to do so."""
    recipient = Recipient(RecipientKind(consent.recipient_kind), consent.recipient_id)
    turns = PrescriberTurn.objects.of(patient.pk).newest_of_each_line(by.day)
    prescribes = any(turn.organisation_id == recipient.organisation for turn in turns)
    if withdrawal_opens_review(recipient, kind, prescribes):
        work.raise_item(
            kind=WorkKind.PERMISSION_WITHDRAWN,
            title=f"Review who prescribes: {consent.recipient.name} no longer sees"
            f" the {kind.label.lower()}",
            due_on=by.day,
            source_id=consent.pk,
            patient=patient,
            organisation_id=patient.service_id or by.organisation_id,
            by=by,
        )


@transaction.atomic
def add_team_member(
    *, patient: Patient, member: Membership, until_on: date | None, by: Viewer
) -> Grant:
    """Let somebody from another organisation see a person, as far as their role may."""
    is_mentor = member.sees_names_only
    reach, permitted_until = _reach_permitted(patient, member, by.day)
    grant = Grant.objects.create(
        **patient.columns(),
        membership=member,
        reach=Reach.NAME if is_mentor else reach,
        because=GrantBecause.MENTOR if is_mentor else GrantBecause.TEAM,
        starts_on=by.day,
        ends_on=min(filter(None, [until_on, permitted_until]), default=None),
    )
    audit.record("team_member_added", by=by, subject=grant, member=member.pk)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.SHARING,
        title=f"{member.user.name} joined the care team",
        by=by,
    )
    return grant


def _reach_permitted(patient, member, day):
    """As far as the person permits the member's organisation, and until when; no
    further than a name where nothing was said."""
    said = _said(patient)
    kind = recipient_kind(member.organisation.kind)
    recipient = Recipient(kind, member.organisation_id)
    for reach, what in (
        (Reach.RECORD, ConsentKind.RECORD),
        (Reach.MEDICINE, ConsentKind.MEDICINE),
    ):
        if permits(said, recipient, what, day):
            return reach, last_day_permitted(said, recipient, what, day)
    return Reach.NAME, None


def _said(patient):
    """All that a person has permitted and withdrawn, as the rules know it."""
    return [
        Permission(
            Recipient(RecipientKind(one.recipient_kind), one.recipient_id or None),
            ConsentKind(one.kind),
            one.from_on,
            one.until_on,
            one.withdrawn_on,
        )
        for one in Consent.objects.filter(patient=patient)
    ]


@transaction.atomic
def open_own_record(*, patient: Patient, user: User, by: Viewer) -> Grant:
    """Let a person see their own record under their own sign-in."""
    grant = Grant.objects.create(
        **patient.columns(),
        user=user,
        reach=Reach.RECORD,
        because=GrantBecause.OWN,
        starts_on=by.day,
    )
    audit.record("own_record_opened", by=by, subject=grant, user=user.pk)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.SHARING,
        title="Own sign-in set up",
        by=by,
    )
    return grant


@transaction.atomic
def end_team_member(*, grant: Grant, by: Viewer) -> None:
    """Take somebody off a care team; from tomorrow they see nothing. Safe to repeat."""
    Grant.objects.filter(pk=grant.pk).update(ends_on=_yesterday(by.day, grant))
    audit.record("team_member_ended", by=by, subject=grant)


def _yesterday(day, grant):
    return max(grant.starts_on, date.fromordinal(day.toordinal() - 1))


@transaction.atomic
def separate_people(
    *, patient: Patient, other: Patient, because: str, by: Viewer
) -> None:
    """Record that two people must not meet, once on each side.

    Raises: Refusal if it is one person twice.
    """
    if patient.pk == other.pk:
        raise Refusal("Choose another person.")
    for one, against in ((patient, other), (other, patient)):
        NoContact.objects.bulk_create(
            [NoContact(**one.columns(), other_id=against.pk, because=because)],
            ignore_conflicts=True,
        )
        audit.record("people_separated", by=by, subject=one, patient_id=one.pk)
