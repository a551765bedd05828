"""The floor's list of agreements, of either side."""

from datetime import timedelta
from html import escape

from benchmarks.floor.facts import IN_FORCE, PRESCRIBERS, answers
from benchmarks.floor.frame import page, saw
from benchmarks.floor.lists import BUTTON, HIDDEN, asked
from benchmarks.floor.words import late, name, staff_day

SEEN = """
    (agreements_agreement.scheme_id = %(scheme)s
     AND (agreements_agreement.service_id = %(org)s
          OR agreements_agreement.practice_id = %(org)s
          OR (agreements_agreement.sent_on IS NOT NULL
              AND agreements_agreement.asked_organisation_id IN (%(org)s)))
"""
LIVE = """
  SELECT agreements_agreement.id AS pk, agreements_agreement.patient_id AS patient_id,
         patients_patient.family AS patient__family,
         patients_patient.given AS patient__given,
         patients_patient.preferred AS patient__preferred,
         patients_patient.died_on AS patient__died_on,
         agreements_agreement.line AS line, {other},
         CASE WHEN agreements_agreement.state IN ('sent', 'query')
              THEN agreements_agreement.reply_by_on
              WHEN agreements_agreement.state = 'accepted'
              THEN agreements_agreement.starts_on
              WHEN agreements_agreement.state = 'active'
              THEN agreements_agreement.review_due_on
              WHEN agreements_agreement.state = 'notice_given'
              THEN agreements_agreement.notice_on ELSE NULL END AS due_on,
         agreements_agreement.state AS state,
         agreements_agreement.reply_by_on AS reply_by_on,
         agreements_agreement.starts_on AS starts_on,
         agreements_agreement.notice_on AS notice_on,
         agreements_agreement.review_due_on AS review_due_on,
         agreements_agreement.agreed_on AS agreed_on,
         agreements_agreement.is_held AS is_held
    FROM agreements_agreement {joins}
   WHERE {seen}
     AND agreements_agreement.{side} = %(org)s
     AND agreements_agreement.state IN ('draft', 'sent', 'query', 'accepted', 'active',
                                        'notice_given'))
   ORDER BY 9 ASC NULLS FIRST, agreements_agreement.made_at ASC LIMIT 21
"""
OF_SERVICE = LIVE.format(
    other="accounts_organisation.name AS asked_organisation__name",
    joins="""INNER JOIN accounts_organisation
      ON (agreements_agreement.asked_organisation_id = accounts_organisation.id)
   INNER JOIN patients_patient
      ON (agreements_agreement.patient_id = patients_patient.id)""",
    seen=SEEN,
    side="service_id",
)
OF_PRACTICE = LIVE.format(
    other="T5.name AS specialist__organisation__name",
    joins="""INNER JOIN patients_patient
      ON (agreements_agreement.patient_id = patients_patient.id)
   INNER JOIN accounts_membership
      ON (agreements_agreement.specialist_id = accounts_membership.id)
   INNER JOIN accounts_organisation T5
      ON (accounts_membership.organisation_id = T5.id)""",
    seen=SEEN,
    side="asked_organisation_id",
)
COLOURS = {
    "draft": "grey",
    "sent": "blue",
    "query": "yellow",
    "accepted": "aqua-green",
    "active": "green",
    "notice_given": "orange",
}
LINES = {
    "opioid_substitution": "Opioid substitution",
    "alcohol": "Alcohol",
    "other": "Other",
}
NEXT = {
    ("draft", False): "Finish the terms and send it.",
    ("sent", False): "Wait for the practice's answer; prescribe meanwhile.",
    ("sent", True): "Accept, ask a question or decline.",
    ("query", False): "Answer the practice's question.",
    ("query", True): "Wait for the answer to your question.",
    ("active", False): "The practice prescribes; the service advises it.",
    ("active", True): "Look out for the next review.",
    (
        "notice_given",
        False,
    ): "Take the care back before the notice day, or find another practice.",
    ("notice_given", True): "Prescribe until the notice day.",
}
NOT_AS_WELL = "Others prescribe at present: do not prescribe as well. Say when the person is back."
MEANWHILE = {
    ("active", True): NOT_AS_WELL,
    ("notice_given", True): NOT_AS_WELL,
    (
        "active",
        False,
    ): "Others prescribe at present: find out when the person is back.",
}
OUTSIDE = ("prison", "hospital", "elsewhere")
BACK = "It starts when the person is back from where others prescribe."
NOTHING = "Nothing more is asked of you here."
STARTS = {
    True: "Prescribe from the start day.",
    False: "Prescribe until the start day.",
}


def next_of(viewer, lapse_days, state, is_asked, starts, review, agreed, is_outside):
    """The side's next act in a sentence, and whether it is its turn."""
    if state == "active" and review <= viewer.day:
        return "Review it together, and record it.", True
    if state == "accepted":
        if agreed:
            return BACK if is_outside else STARTS[is_asked], False
        if viewer.day > starts + lapse_days * timedelta(days=1):
            return "It lapses: ask the practice again.", False
        return "Ask the person, and record whether they agree.", False
    is_turn = state == "sent" if is_asked else state not in ("sent", "active")
    if is_outside and (state, is_asked) in MEANWHILE:
        return MEANWHILE[state, is_asked], is_turn
    return NEXT.get((state, is_asked), NOTHING), is_turn


def limits(cursor, viewer):
    """What the scheme has set: days until an acceptance lapses."""
    named = {"scheme": viewer.scheme, "day": viewer.day}
    return dict(answers(cursor, IN_FORCE, named)).get("start_within_days", 28)


def listed(cursor, viewer):
    is_asked = viewer.role == "gp"
    side = ("live_of_practice", OF_PRACTICE) if is_asked else ("live", OF_SERVICE)
    found = asked(cursor, *side, viewer)
    rows = found[:20]
    turns = _turns(cursor, rows)
    saw(cursor, viewer, "list_agreements", shown=[row[1] for row in rows])
    days = limits(cursor, viewer)
    drawn = "".join(
        _row(row, turns.get(row[0]), viewer, days, is_asked) for row in rows
    )
    more = '<nav class="nhsuk-pagination" role="navigation" aria-label="Pages"><a href="?which=live&amp;page=2" rel="next">Next</a></nav>'
    duty = '<li><a href="/shared-care/duty/">Duty prescriber</a></li>'
    main = f"""<h1 class="nhsuk-heading-l">Shared care</h1>
<ul class="app-filter"><li><strong>Open</strong></li><li><a href="?which=over">Over</a></li>{duty if viewer.role == "specialist" else ""}</ul>
<table class="app-work"><caption class="{HIDDEN}">Agreements, what is due soonest first</caption>
<thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">Next for you</th><th scope="col">Day</th><th scope="col">Act</th></tr></thead>
<tbody>{drawn}</tbody></table>
{more if len(found) > 20 else ""}"""
    return page(viewer, "Shared care", "Shared care", main)


def _turns(cursor, rows):
    """Why whoever prescribes does, of those that were accepted."""
    ids = [row[0] for row in rows if row[9] in ("accepted", "active", "notice_given")]
    told = answers(cursor, PRESCRIBERS, {"ids": ids}) if ids else ()
    return {agreement: because for agreement, _, _, because, _ in told}


def _row(row, because, viewer, lapse_days, is_asked):
    pk, _, *names, _, line, other, due = row[:9]
    state, _, starts, _, review, agreed, _ = row[9:]
    who, day = name(*names), viewer.day
    words, is_turn = next_of(
        viewer, lapse_days, state, is_asked, starts, review, agreed, because in OUTSIDE
    )
    if is_turn:
        words = f"<strong>{words}</strong>"
    on = staff_day(due, day) + late(due, day) if due else ""
    state_in_words = state.replace("_", " ").capitalize()
    url = f"/shared-care/{pk}/"
    return f'<tr><th scope="row"><a href="{url}">{who}</a><span class="app-work__note">{LINES[line]}, with {escape(other)}</span></th><td><strong class="nhsuk-tag nhsuk-tag--{COLOURS[state]}">{state_in_words}</strong></td><td>{words}</td><td>{on}</td><td class="app-work__acts"><a class="{BUTTON}" href="{url}">Open<span class="{HIDDEN}">: {who}</span></a></td></tr>'
