"""Named statements: the agreements of one person; who prescribes by one.

The caller has found the person through ``visible_to``; the second wall stands before
the table all the same.
"""

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

# The function asks by itself who may know.
PRESCRIBER = Statement(
    "prescriber_of_agreement",
    "SELECT who, organisation, because, since FROM ctx.prescriber_of(%(id)s)",
    id="uuid",
)


def live_agreements(patient):
    """Rows of what is live for a person, line by line."""
    return OF_PERSON.row({"id": patient.pk})[0] or ()
