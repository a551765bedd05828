"""What the record knows of the criteria: an answer where it is certain, else words."""

from accounts.viewer import Viewer
from agreements.models import Suitability
from agreements.rules.suitability import (
    Answer,
    Criterion,
    asks_of_pregnancy,
    known_from_age,
)
from core.templatetags.house import staff_date
from patients.models import Consultation, Patient
from patients.rules.items import ItemKind
from patients.rules.safety_facts import Answer as Told
from patients.rules.safety_facts import SafetyFact

# Whoever was last asked longer ago than so many entries is asked anew.
MOST_ENTRIES = 20


def known_answers(
    patient: Patient,
    criteria: list[Criterion],
    newest: Suitability | None,
    viewer: Viewer,
) -> dict[str, Answer]:
    """What stands ticked: what the birth date answers, and what was decided today."""
    known = known_from_age(criteria, patient.age_on(viewer.day))
    return known | (newest.answers if _is_of_today(newest, viewer) else {})


def recorded_words(
    patient: Patient,
    criteria: list[Criterion],
    newest: Suitability | None,
    viewer: Viewer,
) -> dict[str, str]:
    """What was recorded before, by criterion, each with its day. It answers nothing."""
    by_age = known_from_age(criteria, patient.age_on(viewer.day))
    pregnancy = _pregnancy(patient, viewer) if _is_asked(criteria) else ""
    return {
        one.code: ". ".join(
            filter(
                None,
                [
                    _age(patient, viewer) if one.code in by_age else "",
                    pregnancy if asks_of_pregnancy(one) else "",
                    _answered(one, newest, viewer),
                ],
            )
        )
        for one in criteria
    }


def _is_of_today(newest, viewer):
    return newest is not None and newest.on_day == viewer.day


def _is_asked(criteria):
    return any(asks_of_pregnancy(one) for one in criteria)


def _age(patient, viewer):
    born = staff_date(patient.born_on)
    return f"From the record: {patient.age_on(viewer.day)} years old, born {born}"


def _answered(criterion, newest, viewer):
    """As it was answered when it was decided last; today's answer stands ticked."""
    answer = newest.answers.get(criterion.code) if newest else None
    if answer in (None, Answer.UNKNOWN) or _is_of_today(newest, viewer):
        return ""
    day = staff_date(newest.on_day, viewer.day)
    return f"Decided before: {Answer(answer).label.lower()}, {day}"


def _pregnancy(patient, viewer):
    """What a consultation told last of pregnancy; nothing where nobody asked."""
    entries = Consultation.objects.visible_to(viewer).of(patient.pk).standing()
    for entry in entries.exclude(kind="").newest_first()[:MOST_ENTRIES]:
        for item in entry.answers():
            if _tells_of_pregnancy(item):
                day = staff_date(entry.on_day, viewer.day)
                due = f", due {staff_date(item.day)}" if item.day else ""
                return f"Consultation: {Told(item.text).label.lower()}{due}, {day}"
    return ""


def _tells_of_pregnancy(item):
    told = (item.kind, item.code) == (ItemKind.SAFETY, SafetyFact.PREGNANCY)
    return told and item.text != Told.NOT_ASKED
