"""The floor's consultation: what was last told, the form, and saving it."""

import hashlib
import json
from datetime import date
from hmac import compare_digest

from benchmarks.floor import form as questions
from benchmarks.floor.facts import CONSULTATION, IN_FORCE, OWNER_ROLES, answers, ask
from benchmarks.floor.frame import page, saw
from benchmarks.floor.ids import new_id
from benchmarks.floor.lists import facts
from benchmarks.floor.person import banner, find

DRAFT = """
  SELECT id, user_id, form, about, sealed, saved_at, kept_until FROM core_draft
   WHERE (about = %(id)s::uuid AND form = 'log_consultation' AND user_id = %(user)s)
   ORDER BY id ASC LIMIT 1
"""
OWNER = """
  SELECT accounts_membership.id, user_id, organisation_id, scheme_id, role, profession,
         level_id, supervisor_id, trained_until, starts_on, ends_on, ended_at
    FROM accounts_membership WHERE accounts_membership.id = %(owner)s LIMIT 21
"""
TAKE_KEY = """
  INSERT INTO core_submitkey (key, user_id, body_sha, result_url)
  VALUES (%s::uuid, %s, %s, '') ON CONFLICT DO NOTHING
"""
EPISODE = """
  SELECT id FROM patients_episode
   WHERE (closed_on IS NULL AND patient_id = %(id)s::uuid) ORDER BY 1 ASC LIMIT 1
"""
ADD_ENTRY = """
  INSERT INTO patients_consultation (id, version, made_at, patient_id, scheme_id,
         service_id, practice_id, removed_at, episode_id, on_day, form, kind, place,
         author_id, author_name, behaviours, items, plan, notes, next_on, amends_id,
         reason)
  VALUES (%s::uuid, 0, DEFAULT, %s::uuid, %s, %s, %s, NULL, %s::uuid, %s, 'consultation',
         %s, %s, %s, %s, %s::jsonb, %s::jsonb, %s::jsonb, %s, %s, NULL, '')
  RETURNING made_at
"""
ADD_LINE = """
  INSERT INTO patients_timelineentry (id, version, made_at, patient_id, scheme_id,
         service_id, practice_id, removed_at, pharmacy_id, on_day, at, reach, kind,
         title, detail, by, source_id)
  VALUES (%s::uuid, 0, DEFAULT, %s::uuid, %s, %s, %s, NULL, %s, %s, DEFAULT, 'record',
         'consultation', %s, %s, %s, %s::uuid)
  ON CONFLICT DO NOTHING
"""
ADD_ITEM = """
  INSERT INTO patients_workitem (id, version, made_at, scheme_id, service_id,
         practice_id, organisation_id, membership_id, role, patient_id, kind, harm,
         title, due_on, source_id, seen_at, seen_by, done_at, done_by, done_on)
  VALUES (%s::uuid, 0, DEFAULT, %s, %s, %s, %s, %s, '', %s::uuid, %s, %s, %s, %s,
         %s::uuid, NULL, '', NULL, '', NULL)
  ON CONFLICT DO NOTHING
"""
SET_NEXT = """
  UPDATE patients_carelink SET last_contact_on = %s, next_due_on = %s,
         next_due_what = 'Review'
   WHERE (organisation_id = %s AND patient_id = %s::uuid)
"""
FINISH = """
  UPDATE patients_workitem SET done_at = statement_timestamp(), done_on = %s, done_by = %s
   WHERE (kind = 'review_due' AND patient_id = %s::uuid AND done_at IS NULL)
"""
DROP_DRAFT = """
  DELETE FROM core_draft
   WHERE (about = %s::uuid AND form = 'log_consultation' AND user_id = %s)
"""
KEEP_ANSWER = "UPDATE core_submitkey SET result_url = %s WHERE key = %s::uuid"
OF_A_ROW = {
    "change": "change",
    "days_of_28": "days",
    "route": "route",
    "amount": "amount",
}
SAFETY_DAYS = {
    "drug_test": "tested_on",
    "pregnancy": "pregnancy_day",
    "naloxone": "naloxone_expires_on",
}
UNKNOWN = ("not_asked", "not_known", "")
CARRIED = {*OF_A_ROW, "safety", "tobacco", "injecting"}
TASK, REVIEW = 12, 8  # how harmful it is to wait


def _read(cursor, viewer, row):
    """What the form shows, and what saving judges it by."""
    known = facts(viewer, id=row[0])
    answers(cursor, IN_FORCE, known)
    known |= {"places": sorted({*row[4:6], viewer.organisation}), "roles": OWNER_ROLES}
    owners, entries, doses = ask(cursor, CONSULTATION, known)
    return _last_told(entries or ()), owners or (), doses or ()


def _last_told(documents):
    """The newest known answer to each question, as the form's fields name it."""
    found = {}
    for items in documents:
        for item in items:
            if item["kind"] in CARRIED and item.get("text") not in UNKNOWN:
                found.setdefault((item["kind"], item.get("code", "")), item)
    told = {}
    for (kind, code), item in found.items():
        value = item.get("number", item.get("text", ""))
        if kind in OF_A_ROW:
            told[f"use_{code}_{OF_A_ROW[kind]}"] = value
        elif kind == "safety":
            told[code] = value
            if "day" in item:
                told[SAFETY_DAYS[code]] = item["day"]
        else:
            told[kind] = value
    return told


def form(cursor, viewer, patient):
    row = find(cursor, viewer, patient)
    cursor.execute(DRAFT, {"id": patient, "user": viewer.user})
    cursor.fetchone()
    told, owners, _ = _read(cursor, viewer, row)
    saw(cursor, viewer, "log_consultation", patient)
    top, _ = banner(cursor, viewer, row)
    drawn = questions.draw(viewer, patient, told, owners)
    main = f"""<nav aria-label="Back"><a class="nhsuk-back-link" href="/people/{patient}/">Back to the person's page</a></nav>
{top}
<h1 class="nhsuk-heading-l">Log consultation</h1>
{drawn}"""
    return page(viewer, "Log consultation", "", main)


def save(cursor, viewer, patient, typed):
    """The statements of one saved consultation, in the order of the page's own."""
    if not compare_digest(typed["csrfmiddlewaretoken"][0], viewer.token):
        raise LookupError("The form's token is another's.")
    key = typed["submit_key"][0]
    words = sorted((k, v) for k, v in typed.items() if k not in ("submit_key",))
    sha = hashlib.sha256(repr(words).encode()).hexdigest()
    cursor.execute(TAKE_KEY, [key, viewer.user, sha])
    row = find(cursor, viewer, patient)
    _, owners, _ = _read(cursor, viewer, row)
    cursor.execute(EPISODE, {"id": patient})
    episode = cursor.fetchone()
    entry = new_id()
    on_day, review = _day(typed, "on_day"), _day(typed, "next_review_on")
    places = row[3:6]
    items, step = _items(typed), _one(typed, "step")
    owner = next(o for o in owners if str(o[0]) == _one(typed, "step_owner"))
    plan = [{"text": step, "owner": owner[1], "due_on": None}] if step else []
    cursor.execute(
        ADD_ENTRY,
        [
            entry, patient, *places, episode and episode[0], on_day, _one(typed, "kind"),
            _one(typed, "place"), viewer.member, viewer.signature[:100],
            json.dumps(typed["behaviours"]), json.dumps(items), json.dumps(plan),
            _one(typed, "notes"), review,
        ],
    )  # fmt: skip
    title = f"Consultation: {_one(typed, 'kind').replace('_', ' ')}, {', '.join(typed['behaviours'])}"
    cursor.execute(
        ADD_LINE,
        [
            new_id(), patient, *places, row[6], on_day, title,
            _summary(items, typed, step, owner, review), viewer.signature[:140], entry,
        ],
    )  # fmt: skip
    if step:
        cursor.execute(OWNER, {"owner": owner[0]})
        place = cursor.fetchone()[2]
        _add_item(cursor, row, place, owner[0], ("task", TASK, step, viewer.day), entry)
    cursor.execute(SET_NEXT, [on_day, review, viewer.organisation, patient])
    cursor.execute(FINISH, [viewer.day, viewer.name, patient])
    what = ("review_due", REVIEW, "Review", review)
    _add_item(cursor, row, viewer.organisation, None, what, entry)
    cursor.execute(
        "SELECT audit.write(%s, %s, %s, %s, %s, %s)",
        [
            "consultation_logged",
            "patients.consultation",
            entry,
            patient,
            "{}",
            viewer.member,
        ],
    )
    cursor.execute(DROP_DRAFT, [patient, viewer.user])
    place = f"/consultations/{entry}/"
    cursor.execute(KEEP_ANSWER, [place, key])
    return place


def _add_item(cursor, row, organisation, member, what, entry):
    cursor.execute(
        ADD_ITEM, [new_id(), *row[3:6], organisation, member, row[0], *what, entry]
    )


def _one(typed, name):
    return typed.get(name, [""])[0]


def _day(typed, name):
    parts = [_one(typed, f"{name}_{part}") for part in ("year", "month", "day")]
    return date(*map(int, parts)) if all(parts) else None


def _items(typed):
    """The answers as the entry's document keeps them."""
    items = []
    for word in questions.SUBSTANCES:
        for kind, part in OF_A_ROW.items():
            value = _one(typed, f"use_{word}_{part}")
            if value and kind == "days_of_28":
                items.append({"kind": kind, "code": word, "number": int(value)})
            elif value:
                items.append({"kind": kind, "code": word, "text": value})
    if injecting := _one(typed, "injecting"):
        items.append({"kind": "injecting", "text": injecting})
    for n in "123":
        if points := _one(typed, f"audit_{n}"):
            items.append({"kind": "audit_c", "code": n, "number": int(points)})
    if tobacco := _one(typed, "tobacco"):
        items.append({"kind": "tobacco", "number": int(tobacco)})
    for _, *asked in questions.SAFETY:
        for name, *_ in asked:
            if not name.endswith(("_on", "_day", "medicine")):
                items.append(
                    {
                        "kind": "safety",
                        "code": name,
                        "text": _one(typed, name) or "not_asked",
                    }
                )
    return items + [
        {"kind": "advice", "code": word} for word in typed.get("advice", ())
    ]


def _summary(items, typed, step, owner, review):
    lines = [
        f"{item.get('code', item['kind'])}: {item.get('text', item.get('number', ''))}"
        for item in items
        if item.get("text") != "not_asked"
    ]
    lines += [
        _one(typed, "notes"),
        f"Plan: {step} ({owner[1]})",
        f"Next review: {review}",
    ]
    return "\n".join(lines).replace("_", " ")[:1000]
