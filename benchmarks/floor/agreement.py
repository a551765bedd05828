"""The floor's page of one agreement by which a practice prescribes."""

from datetime import datetime
from html import escape
from uuid import uuid4
from zoneinfo import ZoneInfo

from benchmarks.floor.facts import PAGE, ask
from benchmarks.floor.frame import ROLES, field_of_token, page, saw
from benchmarks.floor.ids import new_id
from benchmarks.floor.lists import HIDDEN, PERSON, asked
from benchmarks.floor.person import banner
from benchmarks.floor.sharing import LINES, SEEN, limits, next_of
from benchmarks.floor.words import staff_day

COLUMNS = [
    "id",
    "version",
    "made_at",
    "patient_id",
    "scheme_id",
    "service_id",
    "practice_id",
    "line",
    "specialist_id",
    "asked_organisation_id",
    "gp_id",
    "deputies",
    "keyworker_id",
    "pharmacy_id",
    "terms",
    "state",
    "sent_on",
    "reply_by_on",
    "starts_on",
    "notice_on",
    "review_weeks",
    "review_due_on",
    "agreed_how",
    "agreed_by_id",
    "agreed_on",
    "is_held",
    "follows_id",
    "last_n",
    "settled_n",
]
FIND = f"""
  SELECT {", ".join(f"agreements_agreement.{column} AS {column}" for column in COLUMNS)}
    FROM agreements_agreement
   WHERE {SEEN} AND agreements_agreement.id = %(sought)s) LIMIT 1
"""
REACH = """, CASE WHEN (patients_patient.scheme_id = %(scheme)s
         AND (patients_patient.service_id = %(org)s
              OR patients_patient.practice_id = %(org)s))
         THEN 'record' ELSE 'name' END AS reach
    FROM patients_patient"""
PERSON_OF = f"""
    {PERSON.replace("FROM patients_patient", REACH)}
   WHERE (patients_patient.scheme_id = %(scheme)s
     AND (patients_patient.service_id = %(org)s
          OR patients_patient.practice_id = %(org)s
          OR patients_patient.pharmacy_id = %(org)s)
     AND patients_patient.id = %(sought)s) LIMIT 1
"""
MARK = """
  INSERT INTO agreements_actseen
         (id, version, made_at, patient_id, scheme_id, service_id, practice_id,
          agreement_id, n, by_id, signature, at, shown_to_id)
  VALUES (%s::uuid, 0, DEFAULT, %s::uuid, %s, %s, %s, %s::uuid, %s, %s, %s, DEFAULT, %s)
      ON CONFLICT DO NOTHING
"""
DID = {
    "send": "Sent",
    "ask": "Asked",
    "answer": "Answered",
    "accept": "Accepted",
    "agree": "The person agreed",
    "take_part": "The pharmacy took its part",
    "activate": "Became active",
    "review": "Reviewed",
}
REVIEWED_BY = (
    ("gp", "The GP"),
    ("keyworker", "The keyworker"),
    ("both", "Both together"),
)
HEADINGS = ("Specialist", "GP", "Keyworker", "Pharmacist", "Person")
LONDON = ZoneInfo("Europe/London")
# Address and words of what either side may do; the first with its form when it is due.
REVIEW = ("review", "Review it together")
MOVE = ("move", "The person moves to another practice")
REPLACE = ("replace", "Prescriber lost today")
OF_SERVICE = (
    REVIEW,
    ("take-back", "Take the care back"),
    MOVE,
    REPLACE,
    ("end", "End shared care"),
)
OF_PRACTICE = (
    REVIEW,
    MOVE,
    ("notice", "Give notice"),
    ("hand-back", "Unsafe to go on: hand back today"),
    REPLACE,
)


def show(cursor, viewer, number):
    found = asked(cursor, "agreement", FIND, viewer, sought=number)
    if not found:
        raise LookupError(number)
    row = dict(zip(COLUMNS, found[0], strict=True))
    about = row["patient_id"]
    [person] = asked(cursor, "person_of", PERSON_OF, viewer, sought=about)
    saw(cursor, viewer, "show_agreement", about)
    people, places, acts, seen, now = _told(cursor, row)
    if (row["last_n"], viewer.member) not in {(n, by) for n, by, *_ in seen or ()}:
        _mark(cursor, viewer, row)
    days = limits(cursor, viewer)
    top, _ = banner(cursor, viewer, person)
    known = {one[0]: one for one in people}
    main = f"""{top}
<h1 class="nhsuk-heading-l">Shared care: {LINES[row["line"]]}</h1>
{_strip(row, acts, known, viewer.day)}
{_sentence(row, now, viewer.day)}
<p><strong>{escape(row["terms"]["medicine"])}</strong></p>
<p><a href="/shared-care/{row["id"]}/print/">Print for the person (PDF)</a></p>
{_next(row, days, viewer, now)}
<div class="app-halves">
<section aria-labelledby="parties"><h2 id="parties" class="nhsuk-heading-m">Who</h2>
<dl class="nhsuk-summary-list">{_parties(row, known, places, acts, viewer.day)}</dl></section>
<section aria-labelledby="terms"><h2 id="terms" class="nhsuk-heading-m">Terms</h2>
<dl class="nhsuk-summary-list">{_terms(row, viewer.day)}</dl></section>
</div>
{_duties(row["terms"]["duties"])}
<h2 class="nhsuk-heading-m">History</h2>
{_history(acts, seen, viewer.day)}"""
    return page(viewer, "Agreement", "Shared care", main)


def _mark(cursor, viewer, row):
    about = [row[name] for name in COLUMNS[3:7]]
    asked = row["asked_organisation_id"]
    signed = [row["last_n"], viewer.member, viewer.signature, asked]
    cursor.execute(MARK, [new_id(), *about, row["id"], *signed])


def _told(cursor, row):
    members = {
        row[f"{who}_id"] for who in ("specialist", "gp", "keyworker", "agreed_by")
    }
    named = {
        "id": row["id"],
        "members": [*(members - {None}), *row["deputies"]],
        "places": [row["asked_organisation_id"], row["pharmacy_id"]],
    }
    return ask(cursor, PAGE, named)


def _strip(row, acts, known, day):
    began = row["made_at"].astimezone(LONDON).date()
    steps = {"draft": (known[row["specialist_id"]][5], began)}
    last = "draft"
    for _, _, _, _, after, _, signature, on_day, *_ in acts:
        if after != last:
            steps.pop(after, None)
            steps[after] = (signature.partition(",")[0], on_day)
            last = after
    drawn = "".join(
        f'<li class="app-strip__step{" app-strip__step--now" if state == last else ""}"{" aria-current=" + chr(34) + "step" + chr(34) if state == last else ""}><strong>{state.capitalize()}</strong><span>{staff_day(on, day)}</span><span>{escape(by)}</span></li>'
        for state, (by, on) in steps.items()
    )
    return f'<ol class="app-strip" aria-label="How far it has come">{drawn}</ol>'


def _sentence(row, now, day):
    due = row["review_due_on"]
    far = (due - day).days
    words = f"{far} days" if far > 0 else f"{-far} days late" if far else "today"
    who = f"{now[0]}, {now[1]}," if now else "Nobody recorded"
    return f'<p class="app-sentence">{escape(who)} prescribes. Review due {staff_day(due, day)} ({words}).</p>'


def _next(row, days, viewer, now):
    is_asked = row["asked_organisation_id"] == viewer.organisation
    is_outside = bool(now) and now[2] in ("prison", "hospital", "elsewhere")
    words, is_turn = next_of(
        viewer, days, "active", is_asked, None, row["review_due_on"], True, is_outside
    )
    first, *others = OF_PRACTICE if is_asked else OF_SERVICE
    form = _review_form(row["id"], viewer) if is_turn else ""
    links = "".join(
        f'<li><a href="/shared-care/{row["id"]}/{path}/#act">{words}</a></li>'
        for path, words in (others if is_turn else [first, *others])
    )
    return f'<section aria-labelledby="next"><h2 id="next" class="nhsuk-heading-m">Next for you</h2>\n<p>{words} <a href="/people/{row["patient_id"]}/suitability/decide/">Something new? Look again at where care suits</a></p>\n<div class="app-act-forms">{form}</div>\n<h3 class="nhsuk-heading-s">Also possible</h3>\n<ul class="app-more-acts">{links}</ul>\n</section>'


def _review_form(pk, viewer):
    path, words = REVIEW
    radios = "".join(
        f'<div class="nhsuk-radios__item"><input class="nhsuk-radios__input" id="review-reviewed_by_{n}" name="reviewed_by" type="radio" value="{value}"><label class="nhsuk-label nhsuk-radios__label" for="review-reviewed_by_{n}">{said}</label></div>'
        for n, (value, said) in enumerate(REVIEWED_BY)
    )
    return f'<div class="app-section app-act-form"><h3 class="nhsuk-heading-s">{words}</h3><form class="app-form" action="/shared-care/{pk}/{path}/" method="post" novalidate>{field_of_token(viewer)}<input type="hidden" name="submit_key" value="{uuid4()}"><input type="hidden" name="shown" value="active"><div class="nhsuk-form-group"><fieldset class="nhsuk-fieldset" role="group"><legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Who reviewed it with the person?</legend><div class="nhsuk-radios nhsuk-radios--inline">{radios}</div></fieldset></div><div class="nhsuk-form-group"><label class="nhsuk-label nhsuk-label--s" for="review-text">What came of the review?</label><textarea class="nhsuk-textarea" id="review-text" name="text" rows="3" maxlength="1000"></textarea></div><div class="app-buttons"><button class="nhsuk-button" data-module="nhsuk-button" data-prevent-double-click="true" type="submit">Save review</button></div></form></div>'


def _line(key, words):
    return f'<div class="nhsuk-summary-list__row nhsuk-summary-list__row--no-actions"><dt class="nhsuk-summary-list__key">{key}</dt><dd class="nhsuk-summary-list__value">{escape(words)}</dd></div>'


def _parties(row, known, places, acts, day):
    specialist, gp = known[row["specialist_id"]], known[row["gp_id"]]
    role = ROLES.get(specialist[3], specialist[3])
    practice = f"{places[str(row['asked_organisation_id'])]}, {gp[5]}"
    if row["deputies"]:
        others = ", ".join(known[pk][5] for pk in row["deputies"])
        practice += f"; stands in: {others}"
    worker = known[row["keyworker_id"]][5] if row["keyworker_id"] else "nobody named"
    pharmacy = "none takes part"
    if row["pharmacy_id"]:
        has_joined = any(act[3] == "take_part" for act in acts)
        said = "has taken its part" if has_joined else "has not answered yet"
        pharmacy = f"{places[str(row['pharmacy_id'])]}, {said}"
    how, to = row["agreed_how"].replace("_", " "), known[row["agreed_by_id"]][5]
    return (
        _line("Specialist", f"{specialist[5]}, {role}, {specialist[6]}")
        + _line("Practice", practice)
        + _line("Keyworker", worker)
        + _line("Pharmacy", pharmacy)
        + _line("Person", f"agreed {staff_day(row['agreed_on'], day)}, {how}, to {to}")
    )


def _terms(row, day):
    terms = row["terms"]
    return (
        _line("Medicine", terms["medicine"])
        + _line("Monitoring", terms["monitoring"])
        + _line("Reviewed together", f"every {row['review_weeks']} weeks")
        + _line("Next review", staff_day(row["review_due_on"], day))
        + _line("For advice ring", terms["advice_contact"])
        + _line("If things go wrong", terms["if_things_go_wrong"])
        + _line(
            "Taking back",
            "The service undertakes to take the care back when the practice asks.",
        )
    )


def _duties(rows):
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
    drawn = "".join(
        f'<tr><th scope="row">{escape(task)}</th>'
        + "".join(
            f'<td data-label="{heading}">{escape(words)}</td>' if words else "<td></td>"
            for heading, words in zip(HEADINGS, parts, strict=True)
        )
        + "</tr>"
        for task, *parts in rows
    )
    return f"""<h2 class="nhsuk-heading-m">Who does what</h2>
<table class="app-work app-duties"><caption class="{HIDDEN}">Who does what, task by task</caption>
<thead><tr><th scope="col">Task</th>{heads}</tr></thead>
<tbody>{drawn}</tbody></table>
<p class="nhsuk-hint">The table that comes with the application.</p>"""


def _history(acts, seen, day):
    readers = {}
    for n, by, signature, at in seen or ():
        moment = datetime.fromisoformat(at).astimezone(LONDON)
        words = f"{signature.partition(',')[0]}, {staff_day(moment.date(), day)} {moment:%H:%M}"
        readers.setdefault(n, []).append((by, words))
    drawn = "".join(_act(act, readers.get(act[2], ()), day) for act in reversed(acts))
    return f'<ol class="app-timeline">{drawn}</ol>'


def _act(act, readers, day):
    pk, agreement, _, verb, _, by, signature, on_day, at, _, text = act
    moment = datetime.fromisoformat(at).astimezone(LONDON)
    told = f'<p class="app-timeline__detail">{escape(text)}</p>' if text else ""
    seen = "; ".join(escape(words) for who, words in readers if who != by)
    seen = f"<br>Seen by {seen}" if seen else ""
    on = staff_day(on_day, day)
    letter = (
        f'<br><a href="/shared-care/{agreement}/letters/{pk}/">Letter (PDF)<span class="{HIDDEN}">: {DID[verb]}, {on}</span></a>'
        if verb in ("send", "accept")
        else ""
    )
    return f'<li><span class="app-timeline__day">{on} {moment:%H:%M}</span><div><p><strong>{DID[verb]}</strong></p>{told}<p class="app-timeline__by">{escape(signature)}{seen}{letter}</p></div></li>'
