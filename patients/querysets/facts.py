"""Named statements: all that one page shows of a person, in one reading.

The caller has found the person through ``visible_to``; every row here is that one
person's, and the second wall stands before each table all the same.
"""

from accounts.querysets import TAKES_WORK
from core.statements import Statement
from patients.rules.names import upper_bound

# As many letters of the family name as those who may be mistaken for each other share.
ALIKE_LETTERS = 3

BANNER = Statement(
    "banner",
    """
SELECT
 (SELECT json_agg(json_build_array(t.line, t.prescriber_name,
                  coalesce(nullif(t.place, ''), o.name), t.starts_on, t.because,
                  t.told_by, t.telephone) ORDER BY t.line)
    FROM (SELECT DISTINCT ON (line) * FROM patients_prescriberturn
           WHERE patient_id = %(id)s AND starts_on <= %(day)s
           ORDER BY line, n DESC) t
    JOIN accounts_organisation o ON o.id = t.organisation_id),
 (SELECT json_agg(json_build_array(m.line, m.text, m.told_by, m.told_on, m.turn_n)
                  ORDER BY m.line)
    FROM (SELECT DISTINCT ON (line) * FROM patients_medicinetold
           WHERE patient_id = %(id)s ORDER BY line, told_on DESC, id DESC) m),
 (SELECT json_agg(json_build_array(f.kind, f.text, f.ends_on))
    FROM patients_flag f
   WHERE f.patient_id = %(id)s AND f.ended_at IS NULL
     AND (f.ends_on IS NULL OR f.ends_on >= %(day)s)),
 (SELECT json_agg(json_build_array(s.family, s.given, s.preferred, s.born_on))
    FROM (SELECT * FROM patients_patient
           WHERE (service_id = %(org)s OR practice_id = %(org)s) AND id <> %(id)s
             AND family_key ~>=~ %(start)s AND family_key ~<~ %(below)s
             AND merged_into_id IS NULL
           LIMIT 50) s),
 (SELECT name FROM accounts_organisation WHERE id = %(pharmacy)s AND id <> 0),
 (SELECT json_agg(json_build_array(r.line, r.n, r.words_on_return, r.starts_on)
                  ORDER BY r.n)
    FROM patients_prescriberturn r
   WHERE r.patient_id = %(id)s AND r.starts_on <= %(day)s AND r.words_on_return <> '')
""",
    id="uuid",
    day="date",
    org="integer",
    pharmacy="integer",
    start="text",
    below="text",
)

CASE = Statement(
    "case_page",
    """
SELECT
 (SELECT json_build_object('opened_on', e.opened_on, 'setting', e.setting,
         'package', e.package, 'facts', e.core_facts, 'worker', u.name, 'id', e.id)
    FROM patients_episode e
    LEFT JOIN accounts_membership m ON m.id = e.named_worker_id
    LEFT JOIN accounts_user u ON u.id = m.user_id
   WHERE e.patient_id = %(id)s AND e.closed_on IS NULL
   ORDER BY e.opened_on DESC LIMIT 1),
 (SELECT json_agg(json_build_array(u.name, m.role, o.name, g.because, g.ends_on, g.id)
                  ORDER BY u.name)
    FROM patients_grant g
    JOIN accounts_membership m ON m.id = g.membership_id
    JOIN accounts_user u ON u.id = m.user_id
    JOIN accounts_organisation o ON o.id = m.organisation_id
   WHERE g.patient_id = %(id)s AND g.because IN ('team', 'mentor')
     AND g.starts_on <= %(day)s AND (g.ends_on IS NULL OR g.ends_on >= %(day)s)),
 (SELECT json_agg(json_build_array(w.kind, w.title, w.due_on, o.name, u.name)
                  ORDER BY greatest(w.due_on, %(day)s), w.harm, w.due_on)
    FROM patients_workitem w
    JOIN accounts_organisation o ON o.id = w.organisation_id
    LEFT JOIN accounts_membership m ON m.id = w.membership_id
    LEFT JOIN accounts_user u ON u.id = m.user_id
   WHERE w.patient_id = %(id)s AND w.done_at IS NULL
     AND w.kind <> 'privacy_alert'),
 (SELECT json_agg(json_build_array(t.on_day, t.title, t.detail, t.by, t.kind,
                                   t.source_id, newer.id IS NOT NULL)
                  ORDER BY t.on_day DESC, t.at DESC)
    FROM (SELECT * FROM patients_timelineentry WHERE patient_id = %(id)s
           ORDER BY on_day DESC, at DESC LIMIT 8) t
    LEFT JOIN patients_consultation newer ON newer.amends_id = t.source_id),
 (SELECT json_build_array(a.starts_at, a.place, u.name)
    FROM patients_appointment a
    JOIN accounts_membership m ON m.id = a.with_member_id
    JOIN accounts_user u ON u.id = m.user_id
   WHERE a.patient_id = %(id)s AND a.state = 'booked' AND a.starts_at >= %(day)s
   ORDER BY a.starts_at LIMIT 1),
 (SELECT json_agg(json_build_array(c.channel, c.value, c.safe_from, c.safe_to,
                                   c.is_shared))
    FROM patients_contact c WHERE c.patient_id = %(id)s AND c.ended_on IS NULL),
 (SELECT json_agg(json_build_array(c.name, c.owner, c.reviewed_on, c.review_due_on,
                                   c.told_by, c.told_on) ORDER BY c.name)
    FROM patients_condition c WHERE c.patient_id = %(id)s AND c.ended_on IS NULL),
 (SELECT json_agg(json_build_array(o.name, o.told_by, o.told_on) ORDER BY o.name)
    FROM patients_othermedicine o WHERE o.patient_id = %(id)s AND o.ended_on IS NULL),
 (SELECT json_build_object('present', m.present, 'words', m.words,
         'long_term', m.long_term, 'long_term_on', m.long_term_on, 'reason', m.reason,
         'from_on', m.from_on, 'author_name', m.author_name)
    FROM patients_aim m WHERE m.patient_id = %(id)s ORDER BY m.n DESC LIMIT 1),
 (SELECT json_agg(json_build_array(l.next_due_on, l.next_due_what, o.name, u.name)
                  ORDER BY l.next_due_on)
    FROM patients_carelink l
    JOIN accounts_organisation o ON o.id = l.organisation_id
    LEFT JOIN accounts_membership m ON m.id = l.named_worker_id
    LEFT JOIN accounts_user u ON u.id = m.user_id
   WHERE l.patient_id = %(id)s AND l.status = 'active' AND l.next_due_on IS NOT NULL)
""",
    id="uuid",
    day="date",
)

# Who may take the next step, the named worker first; the answers of the newest entries
# that no later one amends; the vaccine doses.
CONSULTATION = Statement(
    "consultation_form",
    """
SELECT
 (SELECT json_agg(json_build_array(m.id, u.name)
                  ORDER BY m.id IS DISTINCT FROM
                           (SELECT e.named_worker_id FROM patients_episode e
                             WHERE e.patient_id = %(id)s AND e.closed_on IS NULL
                             LIMIT 1), u.name, m.id)
    FROM accounts_membership m
    JOIN accounts_user u ON u.id = m.user_id
   WHERE m.scheme_id = %(scheme)s AND m.organisation_id = ANY(%(places)s)
     AND m.role = ANY(%(roles)s) AND m.ended_at IS NULL AND m.starts_on <= %(day)s
     AND (m.ends_on IS NULL OR m.ends_on >= %(day)s)),
 (SELECT json_agg(c.items ORDER BY c.on_day DESC, c.made_at DESC)
    FROM (SELECT items, on_day, made_at FROM patients_consultation c
           WHERE patient_id = %(id)s AND removed_at IS NULL
             AND NOT EXISTS (SELECT FROM patients_consultation newer
                              WHERE newer.amends_id = c.id)
           ORDER BY on_day DESC, made_at DESC LIMIT 5) c),
 (SELECT json_agg(json_build_array(h.code, h.on_day))
    FROM patients_healthevent h
   WHERE h.patient_id = %(id)s AND h.kind = 'hepatitis_b_dose'
     AND h.removed_at IS NULL)
""",
    id="uuid",
    day="date",
    scheme="integer",
    places="integer[]",
    roles="text[]",
)

EMERGENCY = Statement(
    "emergency_access",
    """
SELECT
 (SELECT json_build_array(g.expires_at, floor(extract(epoch FROM g.expires_at - now())))
    FROM patients_grant g
   WHERE g.patient_id = %(id)s AND g.membership_id = %(member)s
     AND g.because = 'break_glass' AND g.expires_at > now()
   ORDER BY g.expires_at DESC LIMIT 1),
 (SELECT json_agg(json_build_array(t.prescriber_name,
                  coalesce(nullif(t.place, ''), o.name),
                  coalesce(nullif(t.telephone, ''), o.phone)) ORDER BY t.line)
    FROM (SELECT DISTINCT ON (line) * FROM patients_prescriberturn
           WHERE patient_id = %(id)s AND starts_on <= %(day)s
           ORDER BY line, n DESC) t
    JOIN accounts_organisation o ON o.id = t.organisation_id),
 (SELECT json_build_array(name, phone) FROM accounts_organisation
   WHERE id = %(pharmacy)s AND id <> 0)
""",
    id="uuid",
    member="integer",
    day="date",
    pharmacy="integer",
)


def banner_facts(patient, viewer):
    """Turns, medicines as told, flags, people of near names, the pharmacy, and what was
    said of the medicine on a return."""
    key = patient.family_key[:ALIKE_LETTERS]
    return BANNER.row(
        {
            "id": patient.pk,
            "day": viewer.day,
            "org": viewer.organisation_id if key else 0,
            "pharmacy": patient.pharmacy_id,
            "start": key,
            "below": upper_bound(key) if key else "",
        },
    )


def case_facts(patient, viewer):
    """Episode, team, work, last lines, appointment, contacts, health, aim, dues."""
    return CASE.row({"id": patient.pk, "day": viewer.day})


def consultation_facts(patient, viewer):
    """Who may take the next step, what the last entries told, and vaccine doses."""
    places = {patient.service_id, patient.practice_id, viewer.organisation_id}
    return CONSULTATION.row(
        {
            "id": patient.pk,
            "day": viewer.day,
            "scheme": viewer.scheme_id,
            "places": sorted(places),
            "roles": list(TAKES_WORK),
        },
    )


def emergency_facts(patient, viewer):
    """Until when emergency access runs, whom to ring who prescribes, the pharmacy."""
    return EMERGENCY.row(
        {
            "id": patient.pk,
            "member": viewer.membership_id,
            "day": viewer.day,
            "pharmacy": patient.pharmacy_id,
        }
    )
