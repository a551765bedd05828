"""An entry as plain text, to copy into another system."""

from core.templatetags.house import staff_date
from patients.rules.summary import summary_text


def summary_of(consultation, patient, day):
    """The plain text to copy: the person's line first."""
    line = patient.banner_line(day)
    if consultation.kind:
        return summary_text(line, consultation.entry())
    told = f"{staff_date(consultation.on_day)}, {consultation.author_name}"
    return "\n".join([line, told, consultation.notes])
