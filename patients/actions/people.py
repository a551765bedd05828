"""Making and correcting who a person is."""

import json
from collections.abc import Mapping

from django.db import connection, transaction

from accounts.viewer import Viewer
from audit import actions as audit
from core.reach import Reach
from core.refusal import Refusal
from patients.actions import links, timeline
from patients.models import Contact, Name, Patient
from patients.rules.names import search_key
from patients.rules.words import NameKind, TimelineKind
from patients.rules.worklist import HARM_ORDER, WorkKind

PRACTICE = "practice"
CORRECTED = "Details corrected"


@transaction.atomic
def add_person(
    *, facts: Mapping[str, object], contacts: list[Contact], by: Viewer
) -> Patient:
    """Make a record, seen by the viewer's own organisation and nobody else yet."""
    own = {PRACTICE: by.organisation_id} if by.organisation_kind == PRACTICE else {}
    patient = Patient(
        scheme_id=by.scheme_id,
        practice_id=own.get(PRACTICE, 0),
        service_id=0 if own else by.organisation_id,
        made_by_id=by.organisation_id,
        registered_id=own.get(PRACTICE, 0),
    )
    _set(patient, facts)
    patient.save(force_insert=True)
    _keep_name(patient, NameKind.CURRENT)
    for contact in contacts:
        _keep_contact(patient, contact)
    links.link(patient=patient, organisation_id=by.organisation_id)
    _compare_number(patient, by)
    audit.record("person_added", by=by, subject=patient, patient_id=patient.pk)
    timeline.tell(
        patient=patient, kind=TimelineKind.IDENTITY, title="Record made", by=by
    )
    return patient


@transaction.atomic
def correct_person(
    *, patient: Patient, version: int, facts: Mapping[str, object], by: Viewer
) -> None:
    """Change who a person is said to be; an earlier name is kept and still found.

    Raises: Refusal if somebody else changed it since ``version`` was shown.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    if patient.version != version:
        raise Refusal("Somebody else changed this record while you were typing.")
    before = (patient.family, patient.given)
    changed = sorted(name for name in facts if getattr(patient, name) != facts[name])
    _set(patient, facts)
    patient.version += 1
    patient.save(force_update=True)
    if "nhs_number" in changed:
        _compare_number(patient, by)
    if before != (patient.family, patient.given):
        Name.objects.filter(patient=patient, kind=NameKind.CURRENT).update(
            kind=NameKind.FORMER
        )
        _keep_name(patient, NameKind.CURRENT)
    audit.record(
        "person_corrected",
        by=by,
        subject=patient,
        patient_id=patient.pk,
        fields=changed,
    )
    timeline.tell(
        patient=patient,
        kind=TimelineKind.IDENTITY,
        title=CORRECTED,
        reach=Reach.NAME,
        by=by,
    )


def _set(patient, facts):
    for name, value in facts.items():
        setattr(patient, name, value)
    patient.family_key = search_key(patient.family)
    patient.given_key = search_key(patient.given or patient.preferred)
    patient.preferred_key = search_key(patient.preferred)


def _keep_name(patient, kind):
    Name.objects.create(
        **patient.columns(),
        kind=kind,
        family=patient.family,
        given=patient.given or patient.preferred,
        family_key=patient.family_key,
        given_key=patient.given_key,
    )


def _keep_contact(patient, contact):
    for column, value in patient.columns().items():
        setattr(contact, column, value)
    contact.save(force_insert=True)


def _compare_number(patient, by):
    """Tell the privacy officer where another record, which the viewer may not see, has
    the same NHS number. The viewer is told nothing, and the work is the same."""
    if not patient.nhs_number:
        return
    alert = {
        "kind": WorkKind.PRIVACY_ALERT,
        "harm": HARM_ORDER[WorkKind.PRIVACY_ALERT],
        "title": f"One NHS number on two records: {by.signature}",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctx.compare_number(%s, %s)", [patient.pk, json.dumps(alert)]
        )
