"""The plain text of a consultation, to paste into the practice's own system."""

from patients.rules.alcohol import audit_c_in_words
from patients.rules.consultation import Advice, Entry, Material
from patients.rules.grid import links_of, uses_of
from patients.rules.items import ItemKind
from patients.rules.safety_facts import Answer, SafetyFact
from patients.rules.substances import DAYS_COUNTED, Injecting, Substance
from patients.rules.vaccination import Schedule

_SAFETY_WORDS = {
    SafetyFact.DRUG_TEST: ("Drug test", "tested"),
    SafetyFact.OTHER_MEDICINES: ("Other medicines", ""),
    SafetyFact.PREGNANCY: ("Pregnant", "date"),
    SafetyFact.CHILDREN: ("Children in or visiting the home", ""),
    SafetyFact.LOCKED_STORAGE: ("Locked storage", ""),
    SafetyFact.NALOXONE: ("Naloxone held", "expires"),
}


def summary_text(person: str, entry: Entry) -> str:
    """The entry as short lines of plain text, the person's banner line first.

    It repeats what was recorded and concludes nothing: a score is a number. What
    was not asked is left out; it is not shown as 'no'.

    Source: rule SUM-1 in docs/clinical-rules.md.
    """
    lines = [
        person,
        f"Consultation {_day(entry.on_day)}, {entry.place.label.lower()}",
        entry.author,
        f"{entry.kind.label}: {_listed(entry.behaviours)}",
        *_use_lines(entry),
        *_score_lines(entry),
        *_safety_lines(entry),
        *_given_lines(entry),
        *_plan_lines(entry),
    ]
    return "\n".join(lines)


def _day(day):
    return f"{day:%d-%b-%Y}"


def _listed(words):
    return ", ".join(word.label.lower() for word in words)


def _of(entry, kind):
    return [item for item in entry.items if item.kind == kind]


def _use_lines(entry):
    for use in uses_of(entry.items):
        days = (
            "" if use.days_of_28 is None else f"{use.days_of_28} of {DAYS_COUNTED} days"
        )
        words = [
            use.change.label.lower() if use.change else "",
            days,
            use.route.label.lower() if use.route else "",
            use.amount,
            use.circumstances,
        ]
        yield f"{use.substance.label}: {', '.join(filter(None, words))}"
    for told in links_of(entry.items):
        link = told.link.label.lower()
        yield f"{told.substance.label}: {link}, with {told.other.label.lower()}"
    for item in _of(entry, ItemKind.STIMULANTS):
        yield f"Stimulants: {item.text.replace('_', ' ')} today"
    for item in _of(entry, ItemKind.INJECTING):
        yield f"Injecting: {Injecting(item.text).label.lower()}"


def _score_lines(entry):
    answers = {item.code: item.number for item in _of(entry, ItemKind.AUDIT_C)}
    if answers:
        points = (answers.get(code) for code in ("1", "2", "3"))
        yield f"AUDIT-C: {audit_c_in_words(*points)}"
    for item in _of(entry, ItemKind.TOBACCO):
        yield f"Tobacco: {item.number} a day"


def _safety_lines(entry):
    for item in _of(entry, ItemKind.SAFETY):
        if item.text != Answer.NOT_ASKED:
            name, what = _SAFETY_WORDS[item.code]
            day = f", {what} {_day(item.day)}" if item.day else ""
            yield f"{name}: {Answer(item.text).label.lower()}{day}"
    for item in _of(entry, ItemKind.TESTED):
        substance = Substance(item.code).label.lower()
        yield f"Test, {substance}: {item.text.replace('_', ' ')}"
    for kind, name in (
        (ItemKind.MEDICINE, "Prescribed medicine as told"),
        (ItemKind.OTHER_MEDICINE, "Other medicine as told"),
        (ItemKind.CONDITION, "Other condition"),
        (ItemKind.HEALTH, "Health"),
        (ItemKind.MISSED_DOSES, "Missed doses"),
    ):
        for item in _of(entry, kind):
            yield f"{name}: {item.text or item.number}"


def _given_lines(entry):
    for item in _of(entry, ItemKind.VACCINE):
        schedule = Schedule(item.code).label.lower()
        yield f"Hepatitis B dose {item.number} ({schedule}): {item.text}"
    advice = [Advice(item.code) for item in _of(entry, ItemKind.ADVICE)]
    if advice:
        yield f"Advice given: {_listed(advice)}"
    for item in _of(entry, ItemKind.MATERIAL):
        yield f"Given: {item.number or 1} {Material(item.code).label.lower()}"


def _plan_lines(entry):
    if entry.notes.strip():
        yield entry.notes.strip()
    for item in entry.plan:
        by = f", by {_day(item.due_on)}" if item.due_on else ""
        owner = f" ({item.owner})" if item.owner else ""
        yield f"Plan: {item.text}{owner}{by}"
    if entry.next_review_on:
        yield f"Next review: {_day(entry.next_review_on)}"
