"""What lists and the case page show: rows turned into strings, once."""

from datetime import date, datetime

from django.utils import timezone

from accounts.permissions import Permission, Role
from core.templatetags.house import staff_date
from patients.pages import day_of, name_of
from patients.pages.aim import aim_line
from patients.rules.episode import CoreFacts, missing_core_facts
from patients.rules.words import TimelineKind
from patients.rules.worklist import (
    ABOUT_NOBODY_TOO,
    AT_ONCE,
    BY_NAME,
    HARM_ORDER,
    LEADS_TO,
    NEXT_CONTACT,
    NO_NEXT_CONTACT,
    OTHER_ACTS,
    WorkKind,
    act_of,
    days_left,
    lateness,
    may_tick,
)

NO_ONE = "About no one person"
COLLECTS_HERE = "Somebody who collects here"
NOBODY_NAMED = "Nobody named"
UNNAMED = "Somebody whose name you do not see"
ABOUT_NOBODY = {"give_advice", "show_advice"}
# What is done by opening a page; anything else is ticked off.
PAGES = {
    "log_consultation": ("Log consultation", "/people/{person}/consultations/log/"),
    "log_contact": ("Log contact", "/people/{person}/contacts/log/"),
    "tell_medicine": ("Tell the medicine", "/people/{person}/medicine/tell/"),
    "answer_vaccine": (
        "Given elsewhere or declined",
        "/people/{person}/vaccines/answer/",
    ),
    "answer_closing": ("Answer", "/people/{person}/closing/answer/"),
    "review_emergency_access": ("Review", "/alerts/{item}/review/"),
    "show_agreement": ("Open", "/shared-care/waiting/{item}/"),
    "list_parts": ("Open", "/shared-care/parts/"),
    "list_leavers": ("Open", "/shared-care/leaving/"),
    "give_advice": ("Answer", "/advice/waiting/{item}/"),
    "show_advice": ("Open", "/advice/waiting/{item}/"),
    "list_referrals": ("Open referral", "/people/{person}/referrals/"),
}
NO_PAGE = ("", "")
# Of a person in treatment for whom nothing is set down, neither by a task.
NONE_NEXT = {"title": NO_NEXT_CONTACT, "whose": "", "day": "", "late": ""}
# Its words stand no longer; they can be read in the entry itself.
AMENDED_SINCE = " (amended since)"
ENTRY_KINDS = {TimelineKind.CONSULTATION, TimelineKind.CONTACT}


def work_line(row, viewer):
    """One row of the work list."""
    pk, kind, title, due_on, seen_by, patient_id, *names = row
    is_named, opens = names[0] is not None, viewer.may(Permission.SHOW_CASE)
    has_page = patient_id or kind in ABOUT_NOBODY_TOO
    verb = act_of(kind, viewer.may) or LEADS_TO.get(kind)
    name = name_of(*names) if is_named else _unnamed(verb, patient_id)
    act, act_url = _act(has_page and verb, patient_id, viewer, pk)
    other_act, other_url = _act(patient_id and OTHER_ACTS.get(kind), patient_id, viewer)
    return {
        "id": pk,
        "person": patient_id,
        "name": name,
        "url": _url_of(kind, act_url, patient_id) if is_named and opens else "",
        "why": title,
        "note": f"seen by {seen_by}" if seen_by else "",
        "about": f"{title}, {name}",
        "ticks": may_tick(kind, due_on, viewer.day),
        "sees": not seen_by,
        "place": (HARM_ORDER[kind], due_on),
        "day": staff_date(due_on, viewer.day),
        "late": lateness(due_on, viewer.day) if due_on <= viewer.day else "",
        "left": days_left(due_on, viewer.day)
        if kind in AT_ONCE and due_on > viewer.day
        else "",
        "act": act,
        "act_url": act_url,
        "other_act": other_act,
        "other_url": other_url,
    }


def _unnamed(verb, patient_id):
    """Who stands there where the list names nobody."""
    if patient_id:
        return UNNAMED
    if verb == "list_parts":
        return COLLECTS_HERE
    return NO_ONE if verb in ABOUT_NOBODY else NOBODY_NAMED


def _act(verb, person, viewer, item=""):
    """What is done about it, and where; nothing for whoever may not."""
    act, page = PAGES[verb] if verb and viewer.may(verb) else NO_PAGE
    return act, page.format(person=person, item=item)


def _url_of(kind, act_url, patient_id):
    """Whoever is asked sees a name before they see a record."""
    return act_url if kind in BY_NAME and act_url else case_url(patient_id)


def contact_line(row, viewer):
    """One person whose next contact is due, as a row of the work list."""
    patient_id, next_on, *names = row
    name, url = name_of(*names), case_url(patient_id)
    act, page = PAGES["log_contact"]
    return {
        "person": patient_id,
        "name": name,
        "url": url,
        "why": NEXT_CONTACT if next_on else NO_NEXT_CONTACT,
        "place": (HARM_ORDER[WorkKind.NO_NEXT_CONTACT], next_on or date.min),
        "day": staff_date(next_on, viewer.day) if next_on else "",
        "late": lateness(next_on, viewer.day) if next_on else "",
        "act": act,
        "act_url": page.format(person=patient_id),
    }


def case_url(patient_id):
    return f"/people/{patient_id}/"


def caseload_line(row, viewer):
    """One row of a list of people."""
    pk, family, given, preferred, born_on, worker, last_on, next_on, what, *more = row
    url = case_url(pk)
    return {
        "id": pk,
        "name": name_of(family, given, preferred),
        "url": url,
        "born": staff_date(born_on) if born_on else "not known",
        "worker": worker or "nobody named",
        "last": staff_date(last_on, viewer.day) if last_on else "none yet",
        "next": staff_date(next_on, viewer.day) if next_on else "",
        "what": what,
        "late": lateness(next_on, viewer.day)
        if next_on and next_on <= viewer.day
        else "",
        "contact_url": f"{url}contacts/log/",
        "consultation_url": f"{url}consultations/log/",
        **_still_to_ask(*more),
    }


def practice_line(row, viewer):
    """One row of the practice's list: who holds the case here, and who in treatment."""
    *columns, episode, keyworker = row
    line = caseload_line(columns, viewer)
    named = f"Named worker: {keyworker or 'nobody yet'}"
    return line | {
        "worker": f"{columns[5]}, here" if columns[5] else "nobody here",
        "named": named if episode else "",
        "status": "" if episode else "Not in treatment",
    }


def counts(of_all, in_treatment):
    """How many share care with the practice, and how many of them are in treatment."""
    return {
        "all": of_all,
        "in_treatment": in_treatment,
        "others": of_all - in_treatment,
    }


def due_line(title, due_on, viewer):
    """What a clinic is planned by, and its day."""
    return {
        "words": f"{title} {staff_date(due_on, viewer.day)}",
        "late": lateness(due_on, viewer.day) if due_on <= viewer.day else "",
    }


def _still_to_ask(episode_id=None, facts=None, sex="", postcode=""):
    """The core facts that are missing, by name, and where they are recorded."""
    if not episode_id:
        return {}
    return {
        "missing": ", ".join(_missing(facts, sex, postcode)),
        "facts_url": f"/episodes/{episode_id}/core-facts/",
    }


def issue_line(row, viewer):
    """One thing that waits in the practice, and for whom: it is ticked off at home."""
    *item, whose = row
    line = work_line(item, viewer)
    notes = [f"for {whose or 'anyone here'}", line["note"]]
    return line | {
        "note": ", ".join(filter(None, notes)),
        "ticks": False,
        "sees": False,
    }


def lead_lines(led, members):
    """Which GP leads the care of how many, and who stands in for them."""
    named = {one.pk: one.user.name for one in members}
    people, deputies = {}, {}
    for gp, person, standing_in in led:
        people.setdefault(gp, set()).add(person)
        deputies.setdefault(gp, set()).update(standing_in)
    return [
        {
            "name": named.get(gp, "Somebody who works here no longer"),
            "people": len(people[gp]),
            "deputies": ", ".join(sorted(filter(None, map(named.get, deputies[gp])))),
        }
        for gp in sorted(people, key=lambda gp: -len(people[gp]))
    ]


def staff_lines(members):
    """Who works here, role by role: those of the highest level lead."""
    by_rank = sorted(members, key=lambda one: -(one.level.rank if one.level else 0))
    named = {}
    for one in by_rank:
        level = f" ({one.level.name})" if one.level else ""
        named.setdefault(Role(one.role).label, []).append(f"{one.user.name}{level}")
    return sorted((role, ", ".join(names)) for role, names in named.items())


def timeline_line(row, viewer):
    """One line of a person's story."""
    on_day, title, detail, by, kind, source_id, is_amended = row
    is_entry = kind in ENTRY_KINDS and source_id
    return {
        "day": staff_date(on_day, viewer.day),
        "title": f"{title}{AMENDED_SINCE if is_amended else ''}",
        "detail": "" if is_amended else detail,
        "by": by,
        "url": f"/consultations/{source_id}/" if is_entry else "",
    }


def case(facts, patient, viewer):
    """Everything of the case page below the banner."""
    episode, team, tasks, lines, appointment, contacts, *health, aim, dues = facts
    has_next = dues or appointment or patient.died_on or not episode
    conditions, medicines = health
    return {
        "manager": _manager(episode),
        "status": _status(episode, patient, viewer),
        "episode": episode and episode["id"],
        "aim": _aim(aim, viewer),
        "missing": missing_facts(episode, patient),
        "team": [_member(row, viewer) for row in team or ()],
        "tasks": [
            *([] if has_next or _says_none(tasks or ()) else [NONE_NEXT]),
            *(_next_contact(*row, viewer) for row in dues or () if _is_contact(row)),
            *(_task(row, viewer, patient.pk) for row in tasks or ()),
        ],
        "lines": [
            timeline_line((day_of(day), title, _in_a_line(detail), *rest), viewer)
            for day, title, detail, *rest in lines or ()
        ],
        "appointment": _appointment(appointment, viewer),
        "contacts": [_contact(row) for row in contacts or ()],
        "conditions": [_condition(row, viewer) for row in conditions or ()],
        "medicines": [
            f"{name} (told by {by}, {staff_date(day_of(on), viewer.day)})"
            for name, by, on in medicines or ()
        ],
    }


def _aim(aim, viewer):
    if not aim:
        return None
    days = {name: day_of(aim[name]) for name in ("from_on", "long_term_on")}
    return aim_line(aim | days, viewer.day)


def _in_a_line(detail):
    return detail.replace("\n", " · ")


def _manager(episode):
    return (episode and episode["worker"]) or "Nobody named yet"


def _status(episode, patient, viewer):
    if patient.died_on:
        return "Deceased"
    if not episode:
        return "No open episode"
    since = staff_date(day_of(episode["opened_on"]), viewer.day)
    return f"In treatment since {since}"


def missing_facts(episode, patient):
    """What the national return still needs of an open episode, by name."""
    if not episode:
        return []
    return _missing(episode["facts"], patient.sex, patient.postcode)


def _missing(facts, sex, postcode):
    known = facts | {"sex": sex, "postcode_sector": postcode}
    return missing_core_facts(CoreFacts(**known))


def _member(row, viewer):
    name, role, organisation, _because, until, _id = row
    words = f"{name}, {Role(role).noun}, {organisation}"
    return f"{words} until {staff_date(day_of(until), viewer.day)}" if until else words


def _task(row, viewer, person=None):
    kind, title, due_on, organisation, member = row
    due_on = day_of(due_on)
    return {
        "title": title,
        "whose": member or organisation,
        "act": _act(OTHER_ACTS.get(kind), person, viewer),
        "day": staff_date(due_on, viewer.day),
        "late": lateness(due_on, viewer.day) if due_on <= viewer.day else "",
    }


def _says_none(tasks):
    return any(kind == WorkKind.NO_NEXT_CONTACT for kind, *_ in tasks)


def _is_contact(row):
    """What else is due next has an item of its own."""
    return row[1] == NEXT_CONTACT


def _next_contact(due_on, what, organisation, worker, viewer):
    return _task((None, what, due_on, organisation, worker), viewer)


def _appointment(row, viewer):
    if not row:
        return ""
    starts_at, place, member = row
    moment = timezone.localtime(datetime.fromisoformat(starts_at))
    day = staff_date(moment.date(), viewer.day)
    return f"{day}, {moment:%H:%M}, {place}, with {member}"


def _contact(row):
    channel, value, safe_from, safe_to, is_shared = row
    hours = f", safe {safe_from[:5]} to {safe_to[:5]}" if safe_from and safe_to else ""
    shared = ", shared with others" if is_shared else ""
    return f"{channel.capitalize()} {value}{hours}{shared}"


def _condition(row, viewer):
    name, owner, _reviewed_on, due_on, told_by, told_on = row
    parts = [f"told by {told_by}, {staff_date(day_of(told_on), viewer.day)}"]
    if owner:
        parts.insert(0, f"looked after by {owner}")
    if due_on:
        parts.append(f"review {staff_date(day_of(due_on), viewer.day)}")
    return f"{name} ({'; '.join(parts)})"


def page_of(request):
    """The page of a list that is asked for: the first, if it is no number."""
    typed = request.GET.get("page", "1")
    return max(1, int(typed)) if typed.isdecimal() and len(typed) < 7 else 1


def paging(page, more, address):
    """Links to the page before and after, if there are such."""
    join = "&" if "?" in address else "?"
    return {
        "previous_url": f"{address}{join}page={page - 1}" if page > 1 else "",
        "next_url": f"{address}{join}page={page + 1}" if more else "",
        "words": f"Page {page}" if page > 1 or more else "",
    }
