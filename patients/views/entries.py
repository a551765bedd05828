"""Entries as the rules know them, made from their stored documents."""

from datetime import date

from core.templatetags.house import staff_date
from patients.rules.consultation import Behaviour, Entry, Kind, Place, PlanItem
from patients.rules.items import Item, ItemKind
from patients.rules.summary import summary_text

CONTACT = "contact"


def as_item(stored):
    """One stored answer as an item."""
    day = stored.get("day")
    return Item(
        ItemKind(stored["kind"]),
        stored.get("code", ""),
        number=stored.get("number"),
        text=stored.get("text", ""),
        day=date.fromisoformat(day) if day else None,
    )


def items_of(consultation):
    """All answers of an entry; a contact note has none."""
    return [as_item(item) for item in consultation.items if item["kind"] != CONTACT]


def entry_of(consultation):
    """A consultation as the rules know it."""
    return Entry(
        on_day=consultation.on_day,
        place=Place(consultation.place),
        kind=Kind(consultation.kind),
        behaviours=tuple(Behaviour(word) for word in consultation.behaviours),
        author=consultation.author_name,
        items=tuple(items_of(consultation)),
        notes=consultation.notes,
        plan=tuple(_step(step) for step in consultation.plan),
        next_review_on=consultation.next_on,
    )


def _step(stored):
    due_on = stored["due_on"]
    return PlanItem(
        stored["text"],
        stored["owner"],
        date.fromisoformat(due_on) if due_on else None,
    )


def summary_of(consultation, patient, day):
    """The plain text to copy: the person's line first."""
    line = patient.banner_line(day)
    if consultation.kind:
        return summary_text(line, entry_of(consultation))
    told = f"{staff_date(consultation.on_day)}, {consultation.author_name}"
    return "\n".join([line, told, consultation.notes])
