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
HEADINGS = ("Specialist", "GP", "Keyworker", "Pharmacist", "Person")
LONDON = ZoneInfo("Europe/London")
# Address, fold, button, and the fields of what may be done; boxes are label, rows, hint.
REVIEW = (
    "review",
    "review",
    "Review it together",
    "Save review",
    [("text", "What came of the review?", 3, "")],
)
REPLACE = (
    "replace",
    "replace",
    "Prescriber lost today",
    "Let the duty prescriber take over today",
    [("text", "Who is lost, and why?", 2, "Died, suspended or too ill to prescribe")],
)
OF_SERVICE = (
    REVIEW,
    (
        "take-back",
        "take_back",
        "Take the care back",
        "Take the care back today",
        [("text", "Why?", 2, "")],
    ),
    REPLACE,
    (
        "end",
        "end",
        "End shared care",
        "End shared care today",
        [("text", "Why does it end?", 2, "")],
    ),
)
OF_PRACTICE = (
    REVIEW,
    (
        "notice",
        "give_notice",
        "Give notice",
        "Give notice",
        [
            ("notice_on", "From which day does the service prescribe?", 0, ""),
            ("text", "Why?", 2, ""),
        ],
    ),
    (
        "hand-back",
        "hand_back_today",
        "Unsafe to go on: hand back today",
        "Hand back today",
        [
            ("rung", "Whom did you ring, and who took it over?", 30, "100"),
            ("telephone", "Which number?", 20, "30"),
            ("rung_at", "At what time?", 5, ""),
            ("text", "Why is it unsafe to go on?", 2, ""),
        ],
    ),
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
    if row["asked_organisation_id"] == viewer.organisation:
        limits(cursor, viewer)  # its form of notice asks for the shortest
    top, _ = banner(cursor, viewer, person)
    known = {one[0]: one for one in people}
    main = f"""{top}
<h1 class="nhsuk-heading-l">Shared care: {LINES[row["line"]]}</h1>
{_strip(row, acts, known, viewer.day)}
{_sentence(row, now, viewer.day)}
<p><strong>{escape(row["terms"]["medicine"])}</strong></p>
<p><a href="/shared-care/{row["id"]}/print/">Print for the person (PDF)</a></p>
{_next(row, days, viewer)}
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


def _next(row, days, viewer):
    is_asked = row["asked_organisation_id"] == viewer.organisation
    words, is_turn = next_of(
        viewer, days, "active", is_asked, None, row["review_due_on"], True
    )
    forms = OF_PRACTICE if is_asked else OF_SERVICE
    drawn = [_form(row["id"], form, viewer) for form in forms]
    first = ""
    if is_turn:
        fold, form = drawn.pop(0)
        first = f'<div class="app-section app-act-form"><h3 class="nhsuk-heading-s">{fold}</h3>{form}</div>'
    folds = "".join(
        f'<details class="nhsuk-details"><summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">{fold}</span></summary><div class="nhsuk-details__text">{form}\n</div></details>'
        for fold, form in drawn
    )
    return f'<section aria-labelledby="next"><h2 id="next" class="nhsuk-heading-m">Next for you</h2>\n<p>{words}</p>\n<div class="app-act-forms">{first}</div>\n{folds}\n</section>'


def _form(pk, form, viewer):
    path, verb, fold, button, boxes = form
    fields = "".join(_field(verb, *box) for box in boxes)
    return (
        fold,
        f'<form class="app-form" action="/shared-care/{pk}/{path}/" method="post" novalidate>{field_of_token(viewer)}<input type="hidden" name="submit_key" value="{uuid4()}">{fields}<div class="app-buttons"><button class="nhsuk-button nhsuk-button--secondary" data-module="nhsuk-button" data-prevent-double-click="true" type="submit">{button}</button></div></form>',
    )


def _field(verb, name, label, size, hint):
    key = f"{verb}-{name}"
    heading = f'<label class="nhsuk-label nhsuk-label--s" for="{key}">{label}</label>'
    if name == "notice_on":
        boxes = "".join(
            f'<div class="nhsuk-date-input__item"><div class="nhsuk-form-group"><label class="nhsuk-label nhsuk-date-input__label" for="{key}-{part}">{part.capitalize()}</label><input class="nhsuk-input nhsuk-date-input__input nhsuk-input--width-{width}" id="{key}-{part}" name="{name}_{part}" type="text" inputmode="numeric"></div></div>'
            for part, width in (("day", 2), ("month", 2), ("year", 4))
        )
        return f'<div class="nhsuk-form-group"><fieldset class="nhsuk-fieldset" role="group"><legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{label}</legend><div class="nhsuk-date-input" id="{key}">{boxes}</div></fieldset></div>'
    if name == "text":
        told = f'<div class="nhsuk-hint" id="{key}-hint">{hint}</div>' if hint else ""
        by = f' aria-describedby="{key}-hint"' if hint else ""
        return f'<div class="nhsuk-form-group">{heading}{told}<textarea class="nhsuk-textarea" id="{key}" name="text"{by} rows="{size}" maxlength="1000"></textarea></div>'
    return f'<div class="nhsuk-form-group">{heading}<input class="nhsuk-input nhsuk-input--width-{size}" id="{key}" name="{name}" type="text" maxlength="{hint}"></div>'


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
    pharmacy = "none named"
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
