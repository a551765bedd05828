"""Writing down what happened and who looked, in the transaction in which it happens.

The database fills in who acts from the acting session, so a caller cannot sign for
another.
"""

import json

from django.db import connection


def record(verb, *, by, subject=None, patient_id=None, **facts) -> None:
    """Record one act.

    Raises: InternalError (of the database) if ``by`` is not the one who acts.
    """
    subject_type = subject._meta.label_lower if subject is not None else ""
    subject_id = str(subject.pk) if subject is not None else ""
    patient_id = patient_id or getattr(subject, "patient_id", None)
    _write(verb, subject_type, subject_id, patient_id, facts, by)


def refuse(permission, *, by, asked) -> None:
    """Record that somebody was refused, and what they asked for."""
    _write(
        "refused", str(permission), str(next(iter(asked.values()), "")), None, {}, by
    )


def _write(verb, subject_type, subject_id, patient_id, facts, by):
    member = by.membership_id if by else None
    facts = json.dumps(facts, default=str)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit.write(%s, %s, %s, %s, %s, %s)",
            [verb, subject_type, subject_id, patient_id, facts, member],
        )


def saw(what, *, by, patient_id=None, shown=None) -> None:
    """Record that one response showed one person, or a list of people."""
    why = by.why_of(patient_id) if patient_id else by.why
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit.saw(%s, %s, %s::uuid[], %s, %s)",
            [what, patient_id, shown, why, by.from_ip],
        )
