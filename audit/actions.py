"""Writing down what happened and who looked, in the transaction in which it happens.

The database fills in who acts from the acting session, so a caller cannot sign for
another.
"""

import json
import logging

from django.db import connection

logger = logging.getLogger(__name__)


def record(verb, *, by, subject=None, patient_id=None, **facts) -> None:
    """Record one act.

    Raises: InternalError (of the database) if ``by`` is not the one who acts.
    """
    subject_type = subject._meta.label_lower if subject is not None else ""
    subject_id = str(subject.pk) if subject is not None else ""
    patient_id = patient_id or getattr(subject, "patient_id", None)
    _write(verb, subject_type, subject_id, patient_id, facts, by)


def record_many(events, *, by) -> None:
    """Record many acts of one who acts, in one statement: for those who load many rows.

    Each event is its verb, its subject, whom it is about, and its facts.
    """
    columns = [
        (verb, subject._meta.label_lower, str(subject.pk), person, json.dumps(facts))
        for verb, subject, person, facts in events
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit.write(verb, kind, id, person, facts, %s)"
            " FROM unnest(%s::text[], %s::text[], %s::text[], %s::uuid[], %s::jsonb[])"
            " AS told (verb, kind, id, person, facts)",
            [by.membership_id, *map(list, zip(*columns, strict=True))],
        )


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
    why = by.why_of(patient_id) if patient_id else by.why_among(shown or [])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit.saw(%s, %s, %s::uuid[], %s, %s)",
            [what, patient_id, shown, why, by.from_ip],
        )


# So many rows of each table make one link at most.
ROWS_IN_A_LINK = 5000


def seal() -> None:
    """Seal what has settled since the last run, each scheme's rows in their own chain.

    The heads of the chains go to the log, which lies on another machine: whoever cuts
    off the end of a chain cannot cut it off there.
    """
    sealed = 0
    for (chain,) in _rows("SELECT * FROM audit.chains()"):
        rows = ROWS_IN_A_LINK
        while rows >= ROWS_IN_A_LINK:
            rows = _add_link(chain)
            sealed += rows
    if sealed:
        for head in _rows("SELECT * FROM audit.heads()"):
            logger.info("audit chain %s, link %s: %s", *head)


def _add_link(chain):
    ((rows,),) = _rows("SELECT audit.seal(%s, %s)", chain, ROWS_IN_A_LINK)
    return rows


def broken_links() -> list[tuple[int, int]]:
    """Chain and number of each link that no longer fits what it sealed."""
    return _rows(
        "SELECT chain, link FROM audit.chains() chain,"
        " LATERAL audit.broken_seals(chain) link ORDER BY chain, link"
    )


def holds(*, chain: int, link: int, head: str) -> bool:
    """True if the chain still has the link that was once told, as it was told."""
    ((is_there,),) = _rows("SELECT audit.holds(%s, %s, %s)", chain, link, head)
    return is_there


def _rows(statement, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchall()
