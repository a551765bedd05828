"""Who prescribes for a person and who did, line by line."""

from itertools import groupby

from accounts.permissions import Permission as P
from accounts.viewer import Viewer
from core.templatetags.house import staff_date
from patients.models import Patient, PrescriberTurn
from patients.rules.words import TreatmentLine, TurnBecause

WHY = {
    TurnBecause.TOLD: "as told",
    TurnBecause.STARTED: "prescribing began, or went on",
    TurnBecause.AGREEMENT: "by an agreement to share care",
    TurnBecause.NOTICE: "care was handed back",
    TurnBecause.LOST: "the prescriber before was lost",
    TurnBecause.PRISON: "in prison",
    TurnBecause.HOSPITAL: "in hospital",
    TurnBecause.ELSEWHERE: "prescribed elsewhere",
    TurnBecause.MEDICINE_STOPPED: "the medicine stopped",
}
# What may be recorded of a turn that is ours, and of one that is not.
OURS = (
    (P.RECORD_OUTSIDE, "outside", "In prison, in hospital or prescribed elsewhere"),
    (P.COVER_LOST, "cover", "The prescriber is lost: died, suspended or ill"),
)
OUTSIDE = (
    (P.RECORD_RETURN, "return", "They are back"),
    (P.RECORD_OUTSIDE, "outside", "They are somewhere else by now"),
)


def lines_of(patient: Patient, viewer: Viewer) -> list[dict]:
    """Each line that anybody has prescribed: who does now, what may be recorded of it,
    and everybody before."""
    turns = PrescriberTurn.objects.visible_to(viewer).of(patient.pk)
    newest_first = turns.select_related("organisation").order_by("line", "-n")
    return [
        _line(patient, TreatmentLine(line), list(group), viewer)
        for line, group in groupby(newest_first, key=lambda turn: turn.line)
    ]


def _line(patient, line, turns, viewer):
    rows = [_row(turn, viewer) for turn in turns]
    return {
        "title": line.label,
        "now": rows[0],
        "acts": [] if patient.died_on else _acts(patient, line, turns[0], viewer),
        "rows": rows,
    }


def _row(turn, viewer):
    told = ""
    if turn.is_outside:
        day = staff_date(turn.told_on, viewer.day)
        told = f"told by {turn.told_by}, {turn.telephone}, {day}"
    return {
        "who": turn.prescriber_name,
        "where": turn.place or turn.organisation.name,
        "since": staff_date(turn.starts_on, viewer.day),
        "why": WHY[turn.because],
        "told": told,
    }


def _acts(patient, line, turn, viewer):
    open_now = OUTSIDE if turn.is_outside else OURS
    base = f"{patient.get_absolute_url()}prescribers/{line}"
    return [
        (f"{base}/{page}/", words)
        for permission, page, words in open_now
        if viewer.may(permission)
    ]
