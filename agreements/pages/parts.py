"""The pharmacy's parts: what each asks, how it stands and who prescribes now."""

from uuid import UUID

from accounts.viewer import Viewer
from agreements.models import PharmacyPart, Word
from agreements.rules.states import FINAL, State, Verb, why_not_take_part
from core.templatetags.house import staff_date
from patients.models import MedicineTold, Patient, PrescriberTurn
from patients.pages import identity, newer_words

SUPPLY_GOES_ON = (
    "It stops no supply by itself: prescriptions come from whoever prescribes now."
)


def part_rows(
    parts: list[PharmacyPart], people: dict[UUID, Patient], viewer: Viewer
) -> list[dict]:
    """Those that can still be accepted or run first, then those that are over."""
    taken = Word.objects.visible_to(viewer).filter(verb=Verb.TAKE_PART, not_taken="")
    said = {word.agreement_id: word for word in taken}
    now, told = _now(people, viewer), _told(people, viewer)
    rows = [
        _row(part, people[part.patient_id], said.get(part.agreement_id), viewer)
        | {"now": now.get((part.patient_id, part.line), "not told to the pharmacy")}
        | {"told": told.get((part.patient_id, part.line), [])}
        for part in parts
    ]
    return sorted(rows, key=lambda row: row["is_over"])


def _now(people, viewer):
    """Who prescribes now, by person and line, as far as the pharmacy may know it."""
    turns = PrescriberTurn.objects.visible_to(viewer).filter(patient_id__in=people)
    begun = turns.filter(starts_on__lte=viewer.day).select_related("organisation")
    return {
        (turn.patient_id, turn.line): f"{turn.prescriber_name},"
        f" {turn.place or turn.organisation.name}"
        for turn in begun.order_by("n")
    }


def _told(people, viewer):
    """What was told of the medicine last, by person and line, and what is newer."""
    lines = MedicineTold.objects.visible_to(viewer).filter(patient_id__in=people)
    newest = list(lines.newest_of_each())
    told = {
        (one.patient_id, one.line): [
            f"{one.text}, as told by {one.told_by}, "
            f"{staff_date(one.told_on, viewer.day)}"
        ]
        for one in newest
    }
    turns = PrescriberTurn.objects.visible_to(viewer).filter(patient_id__in=people)
    newer = newer_words(turns.said_on_return(viewer.day), newest, viewer)
    for key, words in newer.items():
        told.setdefault(key, []).append(words)
    return told


def _row(part, person, word, viewer):
    signed = f"{word.signature}, {staff_date(word.on_day, viewer.day)}" if word else ""
    state, has_died = State(part.state), person.died_on is not None
    is_over = has_died or state in FINAL
    why = why_not_take_part(state, has_died)
    if state in FINAL and not has_died:
        why = f"{why} {SUPPLY_GOES_ON}"
    return {
        "id": part.pk,
        "person": identity(person, viewer.day),
        "medicine": part.medicine,
        "starts": staff_date(part.starts_on, viewer.day),
        "duties": part.duties,
        "advice": part.advice_contact,
        "signed": signed,
        "is_over": is_over,
        "note": why if is_over or not word else "",
    }
