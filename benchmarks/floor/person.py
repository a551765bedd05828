"""The floor's pages about one person: the banner, the case page, the timeline."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from benchmarks.floor.facts import BANNER, CASE, OF_PERSON, ask
from benchmarks.floor.frame import page, saw
from benchmarks.floor.lists import PERSON, asked, facts
from benchmarks.floor.words import age, late, name, spaced, staff_day

FIND = f"""
    {PERSON}
   WHERE (patients_patient.scheme_id = %(scheme)s
     AND (patients_patient.service_id = %(org)s
          OR patients_patient.practice_id = %(org)s)
     AND patients_patient.id = %(sought)s) LIMIT 1
"""
TIMELINE = """
  SELECT patients_timelineentry.on_day, patients_timelineentry.title,
         patients_timelineentry.detail, patients_timelineentry.by,
         patients_timelineentry.kind, patients_timelineentry.source_id
    FROM patients_timelineentry
   WHERE (patients_timelineentry.removed_at IS NULL
     AND patients_timelineentry.scheme_id = %(scheme)s
     AND (patients_timelineentry.service_id = %(org)s
          OR patients_timelineentry.practice_id = %(org)s
          OR (patients_timelineentry.reach = 'medicine'
              AND patients_timelineentry.pharmacy_id = %(org)s))
     AND patients_timelineentry.patient_id = %(id)s::uuid)
   ORDER BY 1 DESC, patients_timelineentry.at DESC LIMIT 21
"""
AMENDED = """
  SELECT patients_consultation.amends_id
    FROM patients_consultation
   WHERE (patients_consultation.removed_at IS NULL
     AND patients_consultation.scheme_id = %(scheme)s
     AND (patients_consultation.service_id = %(org)s
          OR patients_consultation.practice_id = %(org)s)
     AND patients_consultation.amends_id IN %(entries)s)
"""
LONDON = ZoneInfo("Europe/London")
KINDS = (
    "consultation contact medicine health episode sharing appointment task aim identity"
)
COLOURS = {"risk": "red"}


def find(cursor, viewer, patient):
    rows = asked(cursor, "person", FIND, viewer, sought=patient)
    if not rows:
        raise LookupError(patient)
    return rows[0]


def banner(cursor, viewer, row):
    """Who this page is about, and the words of the flags."""
    key = row[12][:3]
    below = key[:-1] + chr(ord(key[-1]) + 1)
    day = viewer.day
    named = {"id": row[0], "day": day, "org": viewer.organisation}
    named["pharmacy"] = row[6]
    named |= {"start": key, "below": below}
    turns, told, flags, near, pharmacy, returns = ask(cursor, BANNER, named)
    newer = {line: (n, words, on) for line, n, words, on in returns or ()}
    who, family = name(*row[9:12]), row[9].lower()
    similar = "".join(
        f' <strong class="nhsuk-tag nhsuk-tag--orange">Similar name: {name(*other[:3])}</strong>'
        for other in near or ()
        if other[0].lower() == family and other[1][:1] == row[10][:1]
    )
    alerts = "".join(
        f'<li><strong class="nhsuk-tag nhsuk-tag--{COLOURS.get(kind, "yellow")}">{escape(text)}</strong></li>'
        for kind, text, _ in flags or ()
    )
    where = f" · collects at {escape(pharmacy)}" if pharmacy else ""
    care = "".join(
        f"<p>{escape(who)}, {escape(where)}, prescribes ({line.replace('_', ' ')}) since {staff_day(since, day)}</p>"
        for line, who, where, since, *_ in turns or ()
    ) + "".join(
        f"<p>{escape(text)}{where} · as told by {escape(by)}, {staff_day(on, day)}</p>{_newer(newer.get(line), n, day)}"
        for line, text, by, on, n in told or ()
    )
    risks = "; ".join(escape(text) for _, text, _ in flags or ()) or "none recorded"
    return (
        f"""<section class="app-banner" aria-label="Who this page is about">
<p class="app-banner__who"><a class="app-banner__name" href="/people/{row[0]}/">{who}</a> <span><span class="app-banner__label">Born</span> {staff_day(row[15])} ({age(row[15], day)})</span> <span>{row[17].capitalize() or "Sex not known"}</span> <span><span class="app-banner__label">NHS</span> <span class="nhsuk-u-nowrap">{spaced(row[16])}</span></span>{similar}</p>
<ul class="app-banner__facts">
<li><strong>Allergies:</strong> {escape(row[19]) or "not asked"}</li>
{alerts}</ul>
<div class="app-banner__care">{care}</div>
</section>""",
        risks,
    )


def _newer(back, told_n, day):
    """What was said of a medicine on a return, if it was not told since."""
    if back is None or back[0] <= told_n:
        return ""
    _, words, on = back
    return f"<p><strong>Newer, told on return {staff_day(on, day)}: {escape(words)}</strong></p>"


def _line(line, day):
    on_day, title, detail, by, kind, source, is_amended = line
    words = escape(title)
    if is_amended:
        words, detail = f"{words} (amended since)", ""
    if source and kind in ("consultation", "contact"):
        words = f'<a href="/consultations/{source}/">{words}</a>'
    told = f'<p class="app-timeline__detail">{escape(detail)}</p>' if detail else ""
    return f'<li><p class="app-timeline__day">{staff_day(on_day, day)}</p><div><p><strong>{words}</strong></p>{told}<p class="app-timeline__by">{escape(by)}</p></div></li>\n'


def _story(lines, day):
    drawn = "".join(_line(line, day) for line in lines)
    return f'<ol class="app-timeline">\n{drawn}</ol>'


def _summary(key, words):
    return f'<div class="nhsuk-summary-list__row"><dt class="nhsuk-summary-list__key">{key}</dt><dd class="nhsuk-summary-list__value">{words}</dd></div>\n'


def case(cursor, viewer, patient):
    row, day = find(cursor, viewer, patient), viewer.day
    saw(cursor, viewer, "show_case", patient)
    top, risks = banner(cursor, viewer, row)
    episode, team, tasks, lines, visit, contacts, conditions, *more = ask(
        cursor, CASE, {"id": patient, "day": day}
    )
    medicines, aim, dues = more
    (shared,) = ask(cursor, OF_PERSON, {"id": patient})
    contacts_due = [(None, what, *due) for *due, what in _contacts_due(dues or ())]
    url = f"/people/{patient}/"
    main = f"""<nav aria-label="Back"><a class="nhsuk-back-link" href="/">Back to home</a></nav>
{top}
<h1 class="nhsuk-u-visually-hidden">Case page of {name(*row[9:12])}</h1>
<p class="app-acts"><a class="nhsuk-button" href="{url}consultations/log/">Log consultation</a><a class="nhsuk-button nhsuk-button--secondary" href="{url}contacts/log/">Log contact</a><a href="{url}substances/">Substances over time</a><a href="{url}permissions/">Sharing and team</a><a href="{url}correct/">Correct details</a></p>
<div class="app-case">
<section aria-labelledby="case-next"><h2 id="case-next" class="nhsuk-heading-s">Next step</h2>
<ul class="app-tasks">{_tasks([*contacts_due, *(tasks or ())], day)}</ul>
<p>Next appointment: {_appointment(visit)}</p></section>
<aside class="app-case__side" aria-label="Summary">
<dl class="nhsuk-summary-list app-summary">
{_summary("Manager", escape((episode and episode["worker"]) or "Nobody named yet"))}{_summary("Status", f"In treatment since {staff_day(episode['opened_on'], day)}" if episode else "No open episode")}{_summary("Shared care", _shared(shared))}{_summary("Plan in force", "none yet")}{_summary("Risks", risks)}{_summary("Team", "<br>".join(escape(f"{who}, {role}, {where}") for who, role, where, *_ in team or ()) or "nobody from elsewhere")}{_summary("Present aim", _aim(aim, url, day))}{_summary("Reach them", "<br>".join(f"{channel.capitalize()} {escape(value)}" for channel, value, *_ in contacts or ()) or "not asked")}{_summary("Other conditions", "<br>".join(escape(f"{what} (told by {by}, {staff_day(on, day)})") for what, _, _, _, by, on in conditions or ()) or "none recorded")}{_summary("Other medicines", "<br>".join(escape(f"{what} (told by {by}, {staff_day(on, day)})") for what, by, on in medicines or ()) or "none recorded")}</dl>
</aside>
<section class="app-case__story" aria-labelledby="case-story"><h2 id="case-story" class="nhsuk-heading-s">Last contacts</h2>
{_story(lines or (), day)}
<p><a href="{url}timeline/">Whole timeline</a></p></section>
</div>"""
    return page(viewer, "Case page", "", main)


def _contacts_due(dues):
    for due_on, what, organisation, worker in dues:
        if what == "Next contact":
            yield due_on, organisation, worker, what


def _shared(rows):
    return (
        "<br>".join(
            f'<a href="/shared-care/{pk}/">{state} with {escape(practice)} ({line})</a>'
            for pk, line, state, practice, *_ in rows or ()
        )
        or "no agreement"
    )


def _aim(aim, url, day):
    if not aim:
        return f'not asked <a href="{url}aim/set/">Set the aim</a>'
    told = f"{escape(aim['author_name'])}, {staff_day(aim['from_on'], day)}"
    return f"{aim['present'].capitalize()}: “{escape(aim['words'])}”<br>{told}"


def _tasks(tasks, day):
    return "".join(
        f"<li><strong>{escape(title)}</strong>, {escape(member or organisation)}, {staff_day(due, day)}{late(datetime.fromisoformat(due).date(), day)}</li>"
        for _, title, due, organisation, member in tasks
    )


def _appointment(visit):
    if not visit:
        return "none"
    at, place, member = visit
    moment = datetime.fromisoformat(at).astimezone(LONDON)
    return f"{moment:%a %d-%b, %H:%M}, {escape(place)}, with {escape(member)}"


def _amended(cursor, viewer, entries):
    if not entries:
        return set()
    cursor.execute(AMENDED, facts(viewer, entries=tuple(set(entries))))
    return {pk for (pk,) in cursor.fetchall()}


def timeline(cursor, viewer, patient):
    row = find(cursor, viewer, patient)
    cursor.execute(TIMELINE, facts(viewer, id=patient))
    found = cursor.fetchall()
    saw(cursor, viewer, "list_timeline", patient)
    amended = _amended(cursor, viewer, [line[5] for line in found[:20] if line[5]])
    lines = [(*line, line[5] in amended) for line in found[:20]]
    top, _ = banner(cursor, viewer, row)
    kinds = "".join(f' · <a href="?kind={word}">{word}</a>' for word in KINDS.split())
    more = '<a href="?kind=&amp;page=2" rel="next">Next</a>' * (len(found) > 20)
    main = f"""<nav aria-label="Back"><a class="nhsuk-back-link" href="/people/{patient}/">Back to the person's page</a></nav>
{top}
<h1 class="nhsuk-heading-l">Timeline</h1>
<p class="app-filter">Show: <strong>everything</strong>{kinds}</p>
{_story(lines, viewer.day)}
<nav class="nhsuk-pagination" role="navigation" aria-label="Pages">{more}</nav>"""
    return page(viewer, "Timeline", "", main)
