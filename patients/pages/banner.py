"""What pages show of a person: rows turned into strings, once."""

from datetime import date

from accounts.viewer import Viewer
from core.templatetags.house import staff_date
from patients.models import Patient
from patients.pages.emergency import emergency
from patients.pages.returned import newer_line
from patients.querysets.facts import banner_facts
from patients.rules.days import age_on
from patients.rules.likeness import any_alike, known_by
from patients.rules.names import banner_name
from patients.rules.nhs_numbers import spaced
from patients.rules.turns import is_newer_than_told
from patients.rules.words import OUTSIDE, FlagKind, TreatmentLine, TurnBecause

MOST_SIMILAR = 2
FLAG_COLOURS = {FlagKind.RISK: "red"}
# Where somebody is while others prescribe for them.
WHERE = {
    TurnBecause.PRISON: "In prison",
    TurnBecause.HOSPITAL: "In hospital",
    TurnBecause.ELSEWHERE: "Elsewhere",
}


def day_of(text: str | None) -> date | None:
    """A day as a named statement gives it."""
    return date.fromisoformat(text) if text else None


def banner(patient: Patient, viewer: Viewer) -> dict:
    """Who this page is about, in the same words on each of them."""
    turns, told, flags, near, pharmacy, returns = banner_facts(patient, viewer)
    newer = _newer(returns or (), told or (), viewer)
    medicine = list(_as_told(told or (), pharmacy, newer, viewer))
    return identity(patient, viewer.day) | {
        "emergency": emergency(patient, viewer, medicine),
        "similar": _similar(patient, near or ()),
        "alerts": [_alert(flag, viewer.day) for flag in flags or ()],
        "care": [
            *_who_prescribes(turns or (), viewer),
            *medicine,
        ],
        "newer": newer,
    }


def identity(patient: Patient, day: date) -> dict:
    """Name, birth, sex, number and allergies."""
    born_on = patient.born_on
    return {
        "url": patient.get_absolute_url(),
        "name": str(patient),
        "born": staff_date(born_on) if born_on else "",
        "age": age_on(born_on, patient.died_on or day) if born_on else "",
        "sex": patient.sex.capitalize(),
        "nhs_number": spaced(patient.nhs_number) if patient.nhs_number else "",
        "preferred": patient.preferred,
        "allergies": patient.allergies,
        "died": staff_date(patient.died_on) if patient.died_on else "",
    }


def _similar(patient, near):
    own = known_by(patient.family, patient.given, patient.preferred, patient.born_on)
    alike = sorted(
        {
            name_of(family, given, preferred)
            for family, given, preferred, born in near
            if any_alike(own, known_by(family, given, preferred, day_of(born)))
        }
    )
    more = len(alike) - MOST_SIMILAR
    return [*alike[:MOST_SIMILAR], f"and {more} more"] if more > 0 else alike


def _alert(flag, day):
    kind, text, ends_on = flag
    until = f" until {staff_date(day_of(ends_on), day)}" if ends_on else ""
    return f"{text}{until}", FLAG_COLOURS.get(kind, "yellow")


def _who_prescribes(turns, viewer):
    for line, name, place, since, because, told_by, telephone in turns:
        words = TreatmentLine(line).label.lower()
        day = staff_date(day_of(since), viewer.day)
        before, after = "", ""
        if because in OUTSIDE:
            before = f"{WHERE[because]}: "
            after = f" · as told by {told_by}, {telephone}"
        yield f"{before}{name}, {place}, prescribes ({words}) since {day}{after}"


def _newer(returns, told, viewer):
    """By line, what was said of it on a return, if nobody has told it since."""
    told_n = {line: turn_n for line, *_, turn_n in told}
    newer = {}
    for line, n, words, since in returns:
        if is_newer_than_told(n, told_n.get(line)):
            newer.setdefault(line, []).append((day_of(since), words))
    return {line: newer_line(said, viewer.day) for line, said in newer.items()}


def _as_told(told, pharmacy, newer, viewer):
    """Each medicine; where something newer was said of it, that below it."""
    where = f" · collects at {pharmacy}" if pharmacy else ""
    for line, text, told_by, told_on, _turn in told:
        day = staff_date(day_of(told_on), viewer.day)
        yield f"{text}{where} · as told by {told_by}, {day}"
        if line in newer:
            yield newer[line]
    never_told = newer.keys() - {line for line, *_ in told}
    yield from (newer[line] for line in sorted(never_told))


def name_of(family: str, given: str, preferred: str) -> str:
    """The banner name, from the columns of a list."""
    return banner_name(family, given or preferred)


def called(patient: Patient) -> str:
    """Carl Dunmore: the person, as paper names them."""
    names = (patient.given or patient.preferred, patient.family)
    return " ".join(name for name in names if name)
