"""The floor's lists: what waits, the caseload, who was found."""

import json
import re
from datetime import datetime, time, timedelta
from html import escape
from zoneinfo import ZoneInfo

from benchmarks.floor.frame import field_of_token, page, saw
from benchmarks.floor.words import late, name, spaced, staff_day
from patients.rules.worklist import WorkKind

OWN_WORK = """
    (patients_workitem.scheme_id = %(scheme)s
     AND (patients_workitem.service_id = %(org)s
          OR patients_workitem.practice_id = %(org)s
          OR ((patients_workitem.membership_id = %(member)s
               OR (patients_workitem.organisation_id = %(org)s
                   AND patients_workitem.role = %(role)s))
              AND (patients_workitem.patient_id IS NULL
                   OR patients_workitem.service_id = %(org)s
                   OR patients_workitem.practice_id = %(org)s))
          OR (patients_workitem.organisation_id = %(org)s
              AND patients_workitem.patient_id IS NULL))
     AND patients_workitem.organisation_id = %(org)s
     AND (patients_workitem.membership_id IN (%(member)s)
          OR (patients_workitem.membership_id IS NULL
              AND patients_workitem.role IN ('', %(role)s)
              AND (link.named_worker_id IS NULL
                   OR link.named_worker_id IN (%(member)s)
                   OR T7.ended_at IS NOT NULL
                   OR T7.ends_on < %(day)s
                   OR patients_workitem.kind IN ('closing_to_answer'))))
     AND NOT (patients_workitem.kind IN ('advice_to_give', 'privacy_alert'))
"""
WITH_WORKER = """
    LEFT OUTER JOIN patients_patient
      ON (patients_workitem.patient_id = patients_patient.id)
    LEFT OUTER JOIN patients_carelink link
      ON (patients_patient.id = link.patient_id
          AND (link.organisation_id = %(org)s))
    LEFT OUTER JOIN accounts_membership T7
      ON (link.named_worker_id = T7.id)
"""
HOME = f"""
  SELECT patients_workitem.id, patients_workitem.kind, patients_workitem.title,
         patients_workitem.due_on, patients_workitem.seen_by,
         patients_workitem.patient_id, patients_patient.family,
         patients_patient.given, patients_patient.preferred
    FROM patients_workitem {WITH_WORKER}
   WHERE {OWN_WORK}
     AND (patients_workitem.due_on <= %(day)s
          OR patients_workitem.kind IN ('hand_over', 'referral_waits', 'request_to_answer'))
     AND patients_workitem.done_at IS NULL)
   ORDER BY patients_workitem.harm ASC, 4 ASC, 1 ASC LIMIT 51
"""
DONE = f"""
  SELECT count(*) FROM (
  SELECT patients_workitem.id FROM patients_workitem {WITH_WORKER}
   WHERE {OWN_WORK} AND patients_workitem.done_at IS NOT NULL
     AND patients_workitem.done_on = %(day)s)) kept
"""
CONTACTS = """
  SELECT DISTINCT patients_carelink.patient_id, patients_carelink.next_due_on,
         patients_patient.family, patients_patient.given, patients_patient.preferred
    FROM patients_carelink
   INNER JOIN patients_patient
      ON (patients_carelink.patient_id = patients_patient.id)
    LEFT OUTER JOIN patients_appointment booked
      ON (patients_patient.id = booked.patient_id
          AND ((booked.starts_at AT TIME ZONE 'Europe/London')::date >= %(day)s
               AND booked.state = 'booked'))
    LEFT OUTER JOIN patients_workitem said
      ON (patients_patient.id = said.patient_id
          AND (said.done_at IS NULL AND said.kind = 'no_next_contact'
               AND said.organisation_id = %(org)s))
   WHERE (patients_carelink.scheme_id = %(scheme)s
     AND (patients_carelink.service_id = %(org)s
          OR patients_carelink.practice_id = %(org)s
          OR (patients_carelink.organisation_id = %(org)s
              AND (patients_carelink.service_id = %(org)s
                   OR patients_carelink.practice_id = %(org)s)))
     AND patients_carelink.organisation_id = %(org)s
     AND patients_patient.died_on IS NULL
     AND patients_carelink.status = 'active'
     AND patients_carelink.named_worker_id IN (%(member)s)
     AND ((patients_carelink.next_due_on <= %(day)s
           AND patients_carelink.next_due_what = 'Next contact')
          OR (booked.id IS NULL AND patients_carelink.next_due_on IS NULL
              AND said.id IS NULL)))
   ORDER BY 2 ASC NULLS FIRST, 1 ASC LIMIT 51
"""
LEFT = """
  SELECT count(*) FROM (
  SELECT patients_appointment.id FROM patients_appointment
   WHERE ((patients_appointment.scheme_id = %(scheme)s
     AND (patients_appointment.service_id = %(org)s
          OR patients_appointment.practice_id = %(org)s
          OR (patients_appointment.organisation_id = %(org)s
              AND (patients_appointment.service_id = %(org)s
                   OR patients_appointment.practice_id = %(org)s))))
     AND patients_appointment.organisation_id = %(org)s
     AND patients_appointment.with_member_id IN (%(member)s)
     AND patients_appointment.starts_at >= %(since)s
     AND patients_appointment.starts_at < %(until)s
     AND patients_appointment.state IN ('booked', 'arrived'))) kept
"""
CASELOAD = """
  SELECT patients_carelink.patient_id, patients_patient.family,
         patients_patient.given, patients_patient.preferred,
         patients_patient.born_on, accounts_user.name,
         patients_carelink.last_contact_on, patients_carelink.next_due_on,
         patients_carelink.next_due_what, open_episode.id,
         open_episode.core_facts, patients_patient.sex, patients_patient.postcode
    FROM patients_carelink
   INNER JOIN patients_patient
      ON (patients_carelink.patient_id = patients_patient.id)
   INNER JOIN accounts_membership
      ON (patients_carelink.named_worker_id = accounts_membership.id)
   INNER JOIN accounts_user ON (accounts_membership.user_id = accounts_user.id)
    LEFT OUTER JOIN patients_episode open_episode
      ON (patients_patient.id = open_episode.patient_id
          AND open_episode.closed_on IS NULL)
   WHERE (patients_carelink.scheme_id = %(scheme)s
     AND (patients_carelink.service_id = %(org)s
          OR patients_carelink.practice_id = %(org)s
          OR (patients_carelink.organisation_id = %(org)s
              AND (patients_carelink.service_id = %(org)s
                   OR patients_carelink.practice_id = %(org)s)))
     AND patients_carelink.organisation_id = %(org)s
     AND patients_patient.died_on IS NULL
     AND patients_carelink.status = 'active'
     AND patients_carelink.named_worker_id IN (%(member)s))
   ORDER BY 8 ASC NULLS FIRST, 1 ASC LIMIT 21
"""
PERSON = """
  SELECT patients_patient.id, patients_patient.version, patients_patient.made_at,
         patients_patient.scheme_id, patients_patient.service_id,
         patients_patient.practice_id, patients_patient.pharmacy_id,
         patients_patient.registered_id, patients_patient.made_by_id,
         patients_patient.family, patients_patient.given, patients_patient.preferred,
         patients_patient.family_key, patients_patient.given_key,
         patients_patient.preferred_key,
         patients_patient.born_on, patients_patient.nhs_number, patients_patient.sex,
         patients_patient.postcode, patients_patient.allergies,
         patients_patient.safety_instruction, patients_patient.venue,
         patients_patient.died_on, patients_patient.merged_into_id
    FROM patients_patient
"""
SEARCH = f"""
    {PERSON}
   WHERE (patients_patient.scheme_id = %(scheme)s
     AND (patients_patient.service_id = %(org)s
          OR patients_patient.practice_id = %(org)s
          OR patients_patient.pharmacy_id = %(org)s)
     AND patients_patient.merged_into_id IS NULL
     AND ((patients_patient.family_key ~<~ %(below)s
           AND patients_patient.family_key ~>=~ %(from)s)
       OR (patients_patient.given_key ~<~ %(below)s
           AND patients_patient.given_key ~>=~ %(from)s)
       OR (patients_patient.preferred_key ~<~ %(below)s
           AND patients_patient.preferred_key ~>=~ %(from)s)))
   ORDER BY patients_patient.family_key ASC, patients_patient.given_key ASC LIMIT 51
"""
# A GP whose practice was asked about some people by name.
HIS_OWN = {
    "('advice_to_give', 'privacy_alert')": "('closing_to_answer', 'privacy_alert')",
    "OR patients_workitem.practice_id = %(org)s))\n": (
        "OR patients_workitem.practice_id = %(org)s"
        " OR patients_workitem.patient_id = ANY(%(names)s::uuid[])))\n"
    ),
    "OR patients_carelink.practice_id = %(org)s)))\n": (
        "OR patients_carelink.practice_id = %(org)s"
        " OR patients_carelink.patient_id = ANY(%(names)s::uuid[]))))\n"
    ),
}
BUTTON = "nhsuk-button nhsuk-button--secondary nhsuk-button--small"
HIDDEN = "nhsuk-u-visually-hidden"
ACTS = {
    "review_due": ("Log consultation", "consultations/log/"),
    "no_next_contact": ("Log contact", "contacts/log/"),
    "vaccine_due": ("Log consultation", "consultations/log/"),
    "request_to_answer": ("Open", "shared-care/"),
}

ASKED = {
    "consent": "Consent to the national return",
    "referred_on": "Referral date",
    "triaged_on": "Triage date",
    "substances": "Substances",
    "injecting": "Injecting",
    "accommodation": "Accommodation",
    "ethnicity": "Ethnicity",
    "sex": "Sex",
    "postcode_sector": "Postcode sector",
}


def facts(viewer, **more):
    return {
        "scheme": viewer.scheme,
        "org": viewer.organisation,
        "member": viewer.member,
        "role": viewer.role,
        "day": viewer.day,
        "names": viewer.names,
    } | more


_prepared = {}


def asked(cursor, name, text, viewer, **more):
    """Prepared once for each role, as the pages do it: the role is in the text, and
    what differs from viewer to viewer is numbered in the order in which it comes."""
    name = f"{name}_{viewer.role}"
    if name not in _prepared:
        named = dict.fromkeys(re.findall(r"%\((\w+)\)s", text))
        named.pop("role", None)
        places = {part: f"${n}" for n, part in enumerate(named, start=1)}
        places["role"] = f"'{viewer.role}'"
        cursor.execute(f"PREPARE {name} AS {text % places}")
        handed = ", ".join(f"%({part})s" for part in named)
        _prepared[name] = f"EXECUTE {name} ({handed})"
    cursor.execute(_prepared[name], facts(viewer, **more))
    return cursor.fetchall()


def _own(text, viewer):
    """A statement as whoever asks it asks it."""
    for words, others in HIS_OWN.items() if viewer.role == "gp" else ():
        text = text.replace(words, others)
    return text


def home(cursor, viewer):
    items = asked(cursor, "home", _own(HOME, viewer), viewer)
    contacts = asked(cursor, "contacts", _own(CONTACTS, viewer), viewer)
    rows = _merged(items, contacts, viewer.day)
    seen = {row[5] for row in rows if row[5]}
    saw(cursor, viewer, "show_home", shown=list(seen))
    [(done,)] = asked(cursor, "done", _own(DONE, viewer), viewer)
    left = 0
    if viewer.role != "gp":
        weeks = _weeks_before(viewer.day)
        [(left,)] = asked(cursor, "left_open", LEFT, viewer, **weeks)
    outcomes = f'<p><a href="/arrivals/">{left} appointments without an outcome</a></p>'
    drawn = "\n".join(_work_row(row, viewer) for row in rows)
    is_late = sum(row[3] < viewer.day for row in rows)
    main = f"""<h1 class="nhsuk-heading-l">{escape(viewer.name)}</h1>
<p class="app-count" id="waiting">{viewer.day:%a %d-%b} · <strong>{len(rows)}</strong> things waiting, <strong class="app-late">{is_late} late</strong> · {done} done today</p>{outcomes if left else ""}
<form method="post">{field_of_token(viewer)}
<table class="app-work">
<caption class="{HIDDEN}">What waits for you, the most harmful first</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Why it is here</th><th scope="col">Day</th><th scope="col">Next act</th></tr></thead>
<tbody>
{drawn}
</tbody>
</table>
</form>"""
    return page(viewer, "Home", "Home", main)


def _weeks_before(day):
    until = datetime.combine(day, time(), ZoneInfo("Europe/London"))
    return {"since": until - timedelta(days=28), "until": until}


def _merged(items, contacts, day):
    """Both lists as rows of one, the most harmful first."""
    due = [
        (
            None,
            "no_next_contact",
            "Next contact" if next_on else "No next contact",
            next_on or day,
            "nobody",
            patient,
            *names,
        )
        for patient, next_on, *names in contacts
    ]
    places = list(WorkKind)
    return sorted(items + due, key=lambda row: (places.index(row[1]), row[3]))[:50]


def _work_row(row, viewer):
    pk, kind, title, due_on, seen_by, patient, *names = row
    who, why = name(*names) if patient else "About no one person", escape(title)
    act = ACTS.get(kind)
    acts = (
        f'<a class="nhsuk-button nhsuk-button--small" href="/people/{patient}/{act[1]}">{act[0]}<span class="{HIDDEN}">: {who}</span></a>'
        if act
        else ""
    )
    seen = (
        f'<button class="{BUTTON}" formaction="/work/{pk}/acknowledge/">Seen<span class="{HIDDEN}">: {why}, {who}</span></button>'
        if not seen_by
        else ""
    )
    done = (
        f'<button class="{BUTTON}" formaction="/work/{pk}/finish/">Done<span class="{HIDDEN}">: {why}, {who}</span></button>'
        if not act
        else ""
    )
    note = f'<span class="app-work__note">seen by {escape(seen_by)}</span>' * bool(
        pk and seen_by
    )
    return f"""<tr>
<th scope="row"><a href="/people/{patient}/">{who}</a></th>
<td>{why}{note}</td>
<td>{staff_day(due_on, viewer.day)}{late(due_on, viewer.day)}</td>
<td class="app-work__acts">{acts}{done}{seen}</td>
</tr>"""


def caseload(cursor, viewer, query):
    if query != {"whose": ["mine"]}:
        raise LookupError("The floor has one's own people only.")
    found = asked(cursor, "caseload", CASELOAD, viewer)
    rows = found[:20]
    saw(cursor, viewer, "list_caseload", shown=[row[0] for row in rows])
    drawn = "\n".join(_person_row(row, viewer) for row in rows)
    more = '<a href="?whose=mine&amp;page=2" rel="next">Next</a>' * (len(found) > 20)
    main = f"""<h1 class="nhsuk-heading-l">Caseload</h1>
<p class="app-filter">Show: <strong>my people</strong> · <a href="?whose=all">everyone here</a>. Overdue first.</p>
<table class="app-work">
<caption class="{HIDDEN}">People on this list, overdue first</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Due</th><th scope="col">Last contact</th><th scope="col">Worker</th><th scope="col">Next act</th></tr></thead>
<tbody>
{drawn}
</tbody>
</table>
<nav class="nhsuk-pagination" role="navigation" aria-label="Pages">{more}</nav>"""
    return page(viewer, "Caseload", "Caseload", main)


def _still_to_ask(episode, known, sex, postcode):
    known = (known or {}) | {"sex": sex, "postcode_sector": postcode}
    if not episode or known.get("consent") is False:
        return ""
    words = [word for key, word in ASKED.items() if known.get(key) in (None, "", [])]
    if not words:
        return ""
    link = f'<a href="/episodes/{episode}/core-facts/">{", ".join(words)}</a>'
    return f'<span class="app-work__note">Still to ask: {link}</span>'


def _person_row(row, viewer):
    pk, family, given, preferred, born_on, worker, last_on, next_on, what, *more = row
    who = name(family, given, preferred)
    due = '<strong class="app-late">No next contact</strong>'
    if next_on:
        due = f"{escape(what)} {staff_day(next_on, viewer.day)}{late(next_on, viewer.day)}"
    return f"""<tr>
<th scope="row"><a href="/people/{pk}/">{who}</a><span class="app-work__note">Born {staff_day(born_on)}</span>{_still_to_ask(*more)}</th>
<td>{due}</td>
<td>{staff_day(last_on, viewer.day) if last_on else "none yet"}</td>
<td>{escape(worker or "nobody named")}</td>
<td class="app-work__acts"><a class="{BUTTON}" href="/people/{pk}/contacts/log/">Log contact<span class="{HIDDEN}">: {who}</span></a><a class="{BUTTON}" href="/people/{pk}/consultations/log/">Log consultation<span class="{HIDDEN}">: {who}</span></a></td>
</tr>"""


def search(cursor, viewer, typed):
    key = typed.lower()
    below = key[:-1] + chr(ord(key[-1]) + 1)
    cursor.execute(SEARCH, facts(viewer) | {"from": key, "below": below})
    rows = cursor.fetchall()[:50]
    cursor.execute(
        "SELECT audit.write(%s, %s, %s, %s, %s, %s)",
        [
            "people_searched",
            "",
            "",
            None,
            json.dumps({"sought": "name"}),
            viewer.member,
        ],
    )
    saw(cursor, viewer, "search_people", shown=[row[0] for row in rows])
    drawn = "\n".join(
        f'<tr><th scope="row"><a href="/people/{row[0]}/">{name(*row[9:12])}</a></th><td>{staff_day(row[15])}</td><td>{spaced(row[16])}</td></tr>'
        for row in rows
    )
    main = f"""<h1 class="nhsuk-heading-l">People found for “{escape(typed)}”</h1>
<table class="app-work">
<caption class="{HIDDEN}">People found</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Born</th><th scope="col">NHS number</th></tr></thead>
<tbody>{drawn}</tbody>
</table>"""
    return page(viewer, "Search", "", main)
