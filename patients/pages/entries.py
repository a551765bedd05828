"""Entries as the rules know them, made from their stored documents."""

from core.templatetags.house import staff_date
from patients.pages import day_of
from patients.querysets.facts import consultation_facts
from patients.rules import documents
from patients.rules.consultation import Behaviour, Entry, Kind, Place
from patients.rules.items import last_known
from patients.rules.summary import summary_text

CONTACT = "contact"


def known_of(patient, viewer):
    """What the consultation's form knows of the person before it is drawn."""
    owners, entries, doses = consultation_facts(patient, viewer)
    return {
        "told": last_known(items_of(stored) for stored in entries or ()),
        "owners": {str(pk): name for pk, name in owners or ()},
        "doses": {
            int(code.partition(":")[2]): day_of(given) for code, given in doses or ()
        },
    }


def items_of(stored):
    """All answers of an entry's document; a contact note has none."""
    return documents.items_of(item for item in stored if item["kind"] != CONTACT)


def entry_of(consultation):
    """A consultation as the rules know it."""
    return Entry(
        on_day=consultation.on_day,
        place=Place(consultation.place),
        kind=Kind(consultation.kind),
        behaviours=tuple(Behaviour(word) for word in consultation.behaviours),
        author=consultation.author_name,
        items=tuple(items_of(consultation.items)),
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
