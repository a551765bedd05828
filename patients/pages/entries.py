"""Entries as the rules know them, made from their stored documents."""

from core.templatetags.house import staff_date
from patients.rules import documents
from patients.rules.consultation import Behaviour, Entry, Kind, Place
from patients.rules.summary import summary_text

CONTACT = "contact"


def items_of(consultation):
    """All answers of an entry; a contact note has none."""
    stored = [item for item in consultation.items if item["kind"] != CONTACT]
    return documents.items_of(stored)


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
        plan=tuple(documents.plan_of(consultation.plan)),
        next_review_on=consultation.next_on,
    )


def summary_of(consultation, patient, day):
    """The plain text to copy: the person's line first."""
    line = patient.banner_line(day)
    if consultation.kind:
        return summary_text(line, entry_of(consultation))
    told = f"{staff_date(consultation.on_day)}, {consultation.author_name}"
    return "\n".join([line, told, consultation.notes])
