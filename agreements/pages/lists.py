"""Lists of agreements: one row for each; and one line of them on the case page."""

from accounts.permissions import Permission
from accounts.viewer import Viewer
from agreements import actions
from agreements.models.agreement import standing_of
from agreements.pages.agreement import COLOURS
from agreements.querysets import STANDS, is_asked
from agreements.querysets.facts import live_agreements, prescribers_of
from agreements.rules import Limits
from agreements.rules.accepting import how_may_not_accept
from agreements.rules.next_acts import next_act, whose_turn, without_accepting
from agreements.rules.states import RUNNING, Party, State
from core.addresses import address_of
from core.templatetags.house import staff_date
from patients.models import Patient
from patients.pages import day_of, name_of
from patients.rules.words import OUTSIDE, TreatmentLine
from patients.rules.worklist import lateness

# Where a row of a list says its state, and a turn its reason.
_STATE, _BECAUSE = 9, 2


def lines_of(rows: list[tuple], viewer: Viewer, limits: Limits) -> list[dict]:
    """A side's list. Who prescribes meanwhile is asked for all its rows at once."""
    agreed = [row[0] for row in rows if row[_STATE] in (State.ACCEPTED, *RUNNING)]
    turns = prescribers_of(agreed)
    wanted = _wanted_of(viewer, limits)
    return [_line_of(row, turns.get(row[0]), viewer, limits, wanted) for row in rows]


def _wanted_of(viewer, limits):
    """What is next for this viewer, where a row says what is next for their side: who
    may not accept is found out once for all rows."""
    if not is_asked(viewer) or actions.may_accept(viewer, limits):
        return lambda wanted: wanted
    may_answer = viewer.may(Permission.DECLINE_AGREEMENT)
    is_below = how_may_not_accept(viewer.level_rank, limits)
    level = limits.accepting_level_rank if is_below else None
    return lambda wanted: without_accepting(wanted, may_answer, level)


def _line_of(row, turn, viewer, limits, wanted):
    pk, _person, family, given, preferred, died_on, line, other, due_on, *stands = row
    told = dict(zip(STANDS, stands, strict=True))
    has_died = died_on is not None
    is_outside = turn is not None and turn[_BECAUSE] in OUTSIDE
    standing = standing_of(
        told, viewer.day, limits, is_outside=is_outside, has_died=has_died
    )
    party = Party.PRACTICE if is_asked(viewer) else Party.SPECIALIST
    return {
        "url": address_of("agreements:show_agreement", pk),
        "name": name_of(family, given, preferred),
        "line": TreatmentLine(line).label,
        "with": other,
        "state": standing.state.label,
        "colour": COLOURS.get(standing.state, "grey"),
        "next": wanted(next_act(standing, party)).sentence,
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
    return {"url": address_of("agreements:show_agreement", pk), "words": words}
