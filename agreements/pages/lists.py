"""Lists of agreements: one row for each; and one line of them on the case page."""

from django.urls import reverse

from accounts.viewer import Viewer
from agreements.models.agreement import standing_of
from agreements.pages.agreement import COLOURS
from agreements.querysets import STANDS, is_asked
from agreements.querysets.facts import live_agreements
from agreements.rules import Limits
from agreements.rules.next_acts import next_act, whose_turn
from agreements.rules.states import Party, State
from core.templatetags.house import staff_date
from patients.models import Patient
from patients.pages import day_of, name_of
from patients.rules.words import OUTSIDE, TreatmentLine
from patients.rules.worklist import lateness


def line_of(row: tuple, viewer: Viewer, limits: Limits) -> dict:
    """One row of a side's list."""
    pk, _person, family, given, preferred, died_on, line, other, due_on, *more = row
    because, *stands = more
    told = dict(zip(STANDS, stands, strict=True))
    has_died, is_outside = died_on is not None, because in OUTSIDE
    standing = standing_of(
        told, viewer.day, limits, is_outside=is_outside, has_died=has_died
    )
    party = Party.PRACTICE if is_asked(viewer) else Party.SPECIALIST
    return {
        "url": f"/shared-care/{pk}/",
        "name": name_of(family, given, preferred),
        "line": TreatmentLine(line).label,
        "with": other,
        "state": standing.state.label,
        "colour": COLOURS.get(standing.state, "grey"),
        "next": next_act(standing, party).sentence,
        "is_turn": party in whose_turn(standing),
        "day": staff_date(due_on, viewer.day),
        "due": _DUE.get(standing.state, "").capitalize(),
        "late": lateness(due_on, viewer.day) if due_on and due_on <= viewer.day else "",
    }


# What a state says of the next day, and which of the days that is.
_DUE = {
    State.SENT: "reply by",
    State.QUERY: "reply by",
    State.ACCEPTED: "starts",
    State.ACTIVE: "review due",
    State.NOTICE_GIVEN: "ends",
}


def case_lines(patient: Patient, viewer: Viewer) -> list[dict]:
    """Each live agreement of a person, in one line with its address."""
    return [_case_line(row, viewer) for row in live_agreements(patient)]


def _case_line(row, viewer):
    pk, line, state, practice, reply, starts, review, notice = row
    days = dict(zip(_DUE, (reply, reply, starts, review, notice), strict=True))
    words = (
        f"{State(state).label} with {practice} ({TreatmentLine(line).label.lower()})"
    )
    if due_on := day_of(days.get(state)):
        words += f", {_DUE[state]} {staff_date(due_on, viewer.day)}"
    return {"url": reverse("agreements:show_agreement", args=[pk]), "words": words}
