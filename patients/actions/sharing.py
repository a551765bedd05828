"""With whom a person shares what: permission, care team, people kept apart."""

from datetime import date

from django.db import transaction

from accounts.models import Membership, Organisation, User
from accounts.viewer import Viewer
from audit import actions as audit
from core.reach import Reach
from core.refusal import Refusal
from patients.actions import links, timeline
from patients.models import Consent, Grant, NoContact, Patient
from patients.rules.grants import GrantBecause
from patients.rules.sharing import (
    ConsentKind,
    Permission,
    PracticeTies,
    Recipient,
    RecipientKind,
    permits,
    practice_may_see,
)
from patients.rules.words import TimelineKind


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
        recipient_kind=recipient.kind,
        kind=kind,
        from_on=by.day,
        until_on=until_on,
        how=how,
    )
    _open_sight(patient, recipient, kind)
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
        if patient.practice_id not in (0, recipient.pk):
            links.unlink(patient=patient, organisation_id=patient.practice_id)
        Patient.objects.filter(pk=patient.pk).update(practice=recipient)
        patient.practice = recipient
        links.link(patient=patient, organisation_id=recipient.pk)
    if recipient.kind == "pharmacy" and kind == ConsentKind.MEDICINE:
        Patient.objects.filter(pk=patient.pk).update(pharmacy=recipient)
        patient.pharmacy = recipient


@transaction.atomic
def withdraw_permission(*, consent: Consent, by: Viewer) -> None:
    """Record that a permission ends today; sight that rested on it alone closes.

    Raises: Refusal if it has been withdrawn already.
    """
    patient = Patient.objects.select_for_update().get(pk=consent.patient_id)
    running = Consent.objects.filter(pk=consent.pk, withdrawn_on=None)
    if not running.update(withdrawn_on=by.day):
        raise Refusal("This permission has been withdrawn already.")
    audit.record("permission_withdrawn", by=by, subject=consent, kind=consent.kind)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.SHARING,
        title=f"No longer shares {ConsentKind(consent.kind).label.lower()}"
        f" with {consent.recipient.name}",
        by=by,
    )
    _close_sight(patient, consent)


def _close_sight(patient, consent):
    if (
        patient.practice_id != consent.recipient_id
        or consent.kind != ConsentKind.RECORD
    ):
        return
    ties = PracticeTies(made_record=patient.made_by_id == patient.practice_id)
    if practice_may_see(ties) == Reach.NONE:
        links.unlink(patient=patient, organisation_id=patient.practice_id)
        Patient.objects.filter(pk=patient.pk).update(practice=0)


@transaction.atomic
def add_team_member(
    *, patient: Patient, member: Membership, until_on: date | None, by: Viewer
) -> Grant:
    """Let somebody from another organisation see a person, as far as their role may."""
    is_mentor = member.sees_names_only
    grant = Grant.objects.create(
        **patient.columns(),
        membership=member,
        reach=Reach.NAME if is_mentor else _reach_permitted(patient, member, by.day),
        because=GrantBecause.MENTOR if is_mentor else GrantBecause.TEAM,
        starts_on=by.day,
        ends_on=until_on,
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
    """As far as the person permits the member's organisation; no further than a name
    where nothing was said."""
    said = [
        Permission(
            Recipient(RecipientKind(one.recipient_kind), one.recipient_id),
            ConsentKind(one.kind),
            one.from_on,
            one.until_on,
            one.withdrawn_on,
        )
        for one in Consent.objects.filter(patient=patient)
        if one.recipient_kind in list(RecipientKind)
    ]
    kind = member.organisation.kind
    if kind not in list(RecipientKind):
        return Reach.NAME
    recipient = Recipient(RecipientKind(kind), member.organisation_id)
    if permits(said, recipient, ConsentKind.RECORD, day):
        return Reach.RECORD
    if permits(said, recipient, ConsentKind.MEDICINE, day):
        return Reach.MEDICINE
    return Reach.NAME


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
