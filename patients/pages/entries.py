"""What goes into an entry's form, and the entry as plain text to copy elsewhere."""

from core.templatetags.house import staff_date
from patients.pages import day_of
from patients.querysets.facts import consultation_facts
from patients.rules.documents import answers_of
from patients.rules.items import last_known
from patients.rules.summary import summary_text


def known_of(patient, viewer):
    """What the consultation's form knows of the person before it is drawn."""
    owners, entries, doses = consultation_facts(patient, viewer)
    return {
        "told": last_known(answers_of(stored) for stored in entries or ()),
        "owners": {str(pk): name for pk, name in owners or ()},
        "doses": {
            int(code.partition(":")[2]): day_of(given) for code, given in doses or ()
        },
    }


def summary_of(consultation, patient, day):
    """The plain text to copy: the person's line first."""
    line = patient.banner_line(day)
    if consultation.kind:
        return summary_text(line, consultation.entry())
    told = f"{staff_date(consultation.on_day)}, {consultation.author_name}"
    return "\n".join([line, told, consultation.notes])
