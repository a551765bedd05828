"""Named statements: the agreements of one person; all that the page of one reads.

The caller has found the person through ``visible_to``; the second wall stands before
the table all the same.
"""

from dataclasses import dataclass
from datetime import date

from core.statements import Statement

OF_PERSON = Statement(
    "agreements_of_person",
    """
SELECT json_agg(json_build_array(a.id, a.line, a.state, o.name, a.reply_by_on,
                                 a.starts_on, a.review_due_on, a.notice_on)
                ORDER BY a.line)
  FROM agreements_agreement a
  JOIN accounts_organisation o ON o.id = a.asked_organisation_id
 WHERE a.patient_id = %(id)s AND a.state IN ('draft', 'sent', 'query', 'accepted',
                                             'active', 'notice_given')
""",
    id="uuid",
)

# The function asks by itself who may know. Of many in one call, since a call for each
# row of a list took half of its time.
PRESCRIBERS = Statement(
    "prescribers_of_agreements",
    "SELECT agreement, who, organisation, because, since"
    "  FROM ctx.prescribers_of(%(ids)s)",
    ids="uuid[]",
)

# The parties by name, who stands in for the lead, what was done and who has read it,
# and who prescribes today. Whoever found the agreement may read every act of it: what
# was done before it was sent stands under those that never were.
PAGE = Statement(
    "agreement_page",
    """
SELECT
 (SELECT json_agg(json_build_array(m.id, m.user_id, m.organisation_id, m.role,
                                   m.ends_on, u.name, o.name))
    FROM accounts_membership m
    JOIN accounts_user u ON u.id = m.user_id
    JOIN accounts_organisation o ON o.id = m.organisation_id
   WHERE m.id = ANY(%(members)s)),
 (SELECT json_object_agg(o.id, o.name)
    FROM accounts_organisation o WHERE o.id = ANY(%(places)s)),
 (SELECT json_agg(json_build_array(a.id, a.agreement_id, a.n, a.verb, a.after, a.by_id,
                                   a.signature, a.on_day, a.at, a.reason, a.text)
                  ORDER BY a.n, a.at)
    FROM agreements_agreementact a WHERE a.agreement_id = %(id)s),
 (SELECT json_agg(json_build_array(s.n, s.by_id, s.signature, s.at) ORDER BY s.at)
    FROM agreements_actseen s WHERE s.agreement_id = %(id)s),
 (SELECT json_build_array(t.who, t.organisation, t.because, t.since)
    FROM ctx.prescribers_of(ARRAY[%(id)s]) t)
""",
    id="uuid",
    members="integer[]",
    places="integer[]",
)

# The function asks by itself who may know, and names nobody.
HELD = Statement(
    "agreements_held",
    "SELECT * FROM ctx.agreements_held(%(practice)s)",
    practice="int",
)


@dataclass(frozen=True)
class HeldRow:
    """A running agreement as a coordinator may know it: ``person`` only tells whether
    two of them are one person's, and means nothing in the next answer."""

    person: int
    organisation_id: int
    gp_id: int
    gp: str
    gp_ends_on: date | None
    line: str
    service: str
    since_on: date
    notice_on: date | None
    follower: str | None
    follower_id: int | None
    follower_state: str | None
    follower_gp_id: int | None
    follower_ends_on: date | None


def prescribers_of(ids):
    """Of each with a turn that runs: who prescribes, where, why, and since when."""
    told = PRESCRIBERS.answer({"ids": list(ids)}) if ids else ()
    return {agreement: turn for agreement, *turn in told}


def live_agreements(patient):
    """Rows of what is live for a person, line by line."""
    return OF_PERSON.row({"id": patient.pk})[0] or ()
