"""Logging, amending and moving what was said and done."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection, transaction

from accounts.models import Membership
from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal
from patients.actions import links, timeline, work
from patients.models import (
    Condition,
    Consultation,
    Episode,
    HealthEvent,
    OtherMedicine,
    Patient,
)
from patients.rules.consultation import Entry
from patients.rules.corrections import MADE_IN_ERROR
from patients.rules.documents import item_documents, plan_documents
from patients.rules.items import ItemKind
from patients.rules.summary import summary_text
from patients.rules.vaccination import Schedule, next_dose_due
from patients.rules.words import EntryForm, HealthEventKind, TimelineKind
from patients.rules.worklist import WorkKind

NEXT_REVIEW = "Review"
AMENDED = "Consultation, amended"
# What an entry tells is kept in tables of their own too.
FACTS = {ItemKind.CONDITION: Condition, ItemKind.OTHER_MEDICINE: OtherMedicine}
MOVED_HERE = "Consultation, moved from another record"


@dataclass(frozen=True)
class Step:
    """One thing that somebody will do after a consultation."""

    text: str
    owner: Membership


@dataclass(frozen=True)
class VaccineNext:
    """When the next dose of a course is due."""

    dose: int
    on_day: date


@transaction.atomic
def log_consultation(
    *,
    patient: Patient,
    entry: Entry,
    steps: Iterable[Step],
    vaccine_next: VaccineNext | None,
    by: Viewer,
) -> Consultation:
    """Save one consultation, and all that follows from it on the lists.

    Recording a substance changes no status, dose or booking.
    """
    episodes = Episode.objects.filter(patient=patient, closed_on=None)
    episode_id = episodes.values_list("pk", flat=True).first()
    consultation = _write(patient, entry, by, episode_id=episode_id)
    _tell(patient, consultation, entry, by)
    _note_facts(patient, consultation, entry, told_by=by.signature[:100])
    _raise_steps(patient, consultation, steps, by)
    if any(item.kind == ItemKind.VACCINE for item in entry.items):
        _raise_vaccine(patient, consultation, vaccine_next, by)
    _set_review(patient, consultation, entry, by)
    audit.record("consultation_logged", by=by, subject=consultation)
    return consultation


def _write(patient, entry, by, **columns):
    return Consultation.objects.create(
        **patient.columns(),
        form=EntryForm.CONSULTATION,
        on_day=entry.on_day,
        kind=entry.kind,
        place=entry.place,
        author_id=by.membership_id,
        author_name=entry.author,
        behaviours=list(entry.behaviours),
        items=item_documents(entry.items),
        plan=plan_documents(entry.plan),
        notes=entry.notes,
        next_on=entry.next_review_on,
        **columns,
    )


def _tell(patient, consultation, entry, by, title="Consultation", reason=""):
    behaviours = ", ".join(word.label.lower() for word in entry.behaviours)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.CONSULTATION,
        title=f"{title}: {entry.kind.label.lower()}, {behaviours}",
        detail=f"{reason}\n{_short(entry)}".strip(),
        on_day=entry.on_day,
        by=by,
        source_id=consultation.pk,
    )


def _short(entry):
    """The lines of the summary below those that say who, when and where."""
    return "\n".join(summary_text("", entry).split("\n")[4:])


def _note_facts(patient, consultation, entry, told_by):
    told = patient.columns() | {"consultation_id": consultation.pk}
    source = {"told_by": told_by, "told_on": entry.on_day}
    for item in entry.items:
        if item.kind in FACTS:
            FACTS[item.kind].objects.create(**told, **source, name=item.text)
        elif item.kind == ItemKind.VACCINE:
            _note_dose(told, item, entry.on_day)


def _note_dose(told, item, on_day):
    HealthEvent.objects.create(
        **told,
        kind=HealthEventKind.HEPATITIS_B_DOSE,
        code=f"{item.code}:{item.number}",
        on_day=on_day,
        result="given",
    )


def _raise_steps(patient, consultation, steps, by):
    for step in steps:
        work.raise_item(
            kind=WorkKind.TASK,
            title=step.text,
            due_on=by.day,
            source_id=consultation.pk,
            patient=patient,
            member=step.owner,
            by=by,
        )


def _raise_vaccine(patient, consultation, due, by):
    """What a dose answers is done, the last one's too; the next one waits."""
    work.finish_kind(patient=patient, kind=WorkKind.VACCINE_DUE, by=by)
    if due is None:
        return
    work.raise_item(
        kind=WorkKind.VACCINE_DUE,
        title=f"Hepatitis B dose {due.dose}",
        due_on=due.on_day,
        source_id=consultation.pk,
        patient=patient,
        by=by,
    )


def _set_review(patient, consultation, entry, by, source_id=None):
    links.set_next(
        patient=patient,
        by=by,
        on_day=entry.on_day,
        next_on=entry.next_review_on,
        what=NEXT_REVIEW if entry.next_review_on else "",
    )
    if entry.next_review_on is None:
        return
    work.finish_kind(patient=patient, kind=WorkKind.REVIEW_DUE, by=by)
    work.raise_item(
        kind=WorkKind.REVIEW_DUE,
        title=_review_title(entry),
        due_on=entry.next_review_on,
        source_id=source_id or consultation.pk,
        patient=patient,
        by=by,
    )


def _review_title(entry):
    weeks, days = divmod((entry.next_review_on - entry.on_day).days, 7)
    return NEXT_REVIEW if days else f"{weeks}-week review"


@transaction.atomic
def amend_consultation(
    *, consultation: Consultation, entry: Entry, reason: str, by: Viewer
) -> Consultation:
    """Put a new entry in place of one; the old one stays readable, with the reason.

    A dose, the next step and the review day are as they were: ``entry`` carries them.

    Raises: Refusal if it has been amended already.
    """
    old = _not_amended(consultation)
    amending = {"episode_id": old.episode_id, "amends": old, "reason": reason}
    new = _write(old.patient, entry, by, **amending)
    _put_facts_right(old, new, entry, by)
    audit.record("consultation_amended", by=by, subject=new, amends=old.pk)
    _tell(old.patient, new, entry, by, title=AMENDED, reason=reason)
    return new


@transaction.atomic
def amend_note(
    *, consultation: Consultation, notes: str, reason: str, by: Viewer
) -> Consultation:
    """Put new words in place of a contact note's; the old ones stay readable.

    Raises: Refusal if it has been amended already.
    """
    old = _not_amended(consultation)
    new = Consultation.objects.create(
        **old.patient.columns(),
        **_copied(old),
        author_id=by.membership_id,
        author_name=by.signature[:100],
        notes=notes,
        amends=old,
        reason=reason,
    )
    audit.record("consultation_amended", by=by, subject=new, amends=old.pk)
    timeline.tell(
        patient=old.patient,
        kind=TimelineKind.CONTACT,
        title="Contact note, amended",
        detail=f"{reason}\n{notes}",
        on_day=old.on_day,
        by=by,
        source_id=new.pk,
    )
    return new


def _not_amended(consultation):
    if Consultation.objects.filter(amends=consultation).exists():
        raise Refusal("Somebody has amended this entry already. Amend the newer one.")
    return Consultation.objects.select_related("patient").get(pk=consultation.pk)


def _put_facts_right(old, new, entry, by):
    """What the old entry alone told ends; what the new one alone tells is kept."""
    told_before = {(item.kind, item.text) for item in old.answers()}
    tells = {(item.kind, item.text) for item in entry.items}
    written = [one.pk for one in _with_older(old)]
    for kind, table in FACTS.items():
        gone = [text for of, text in told_before - tells if of == kind]
        standing = table.objects.filter(patient=old.patient, ended_on=None)
        told = standing.filter(name__in=gone, consultation_id__in=written)
        told.update(ended_on=by.day)
    fresh = [i for i in entry.items if (i.kind, i.text) not in told_before]
    answers = replace(entry, items=[i for i in fresh if i.kind in FACTS])
    _note_facts(old.patient, new, answers, told_by=by.signature[:100])


def _with_older(consultation):
    """An entry and all in whose place it stands, the newest first."""
    while consultation:
        yield consultation
        consultation = consultation.amends


COPIED = (
    "episode_id",
    "form",
    "on_day",
    "kind",
    "place",
    "behaviours",
    "items",
    "plan",
    "next_on",
)


def _copied(entry, but=""):
    return {name: getattr(entry, name) for name in COPIED if name != but}


@transaction.atomic
def move_consultation(
    *, consultation: Consultation, to: Patient, reason: str, by: Viewer
) -> Consultation:
    """Move an entry to the person it was about.

    The wrong person keeps one line, that an entry made in error was removed; the
    original is read by the privacy officer only.

    Raises: Refusal if the entry has been moved or amended already.
    """
    wrong = Patient.objects.get(pk=consultation.patient_id)
    if to.pk == wrong.pk:
        raise Refusal("Choose another person: the entry is on this one already.")
    if Consultation.objects.filter(amends=consultation).exists():
        raise Refusal("This entry has been amended. Move the newer one.")
    moved = Consultation.objects.create(
        **to.columns(),
        **_copied(consultation, but="episode_id"),
        author_id=consultation.author_id,
        author_name=consultation.author_name,
        notes=consultation.notes,
        reason=reason,
    )
    for one in list(_with_older(consultation)):
        _remove(one)
    if moved.kind:
        _note_facts(to, moved, moved.entry(), told_by=moved.author_name)
        for row, person in ((consultation, wrong), (moved, to)):
            _put_lists_right(person, row, by)
    _tell_of_move(wrong, moved, by)
    audit.record("consultation_moved", by=by, subject=consultation, to=moved.pk)
    return moved


def _put_lists_right(patient, consultation, by):
    """What the entry answered on one person's list waits again; on the other's list
    it is answered, and what follows from it waits."""
    entries = Consultation.objects.filter(patient=patient, removed_at=None)
    newest = entries.standing().exclude(kind="").newest_first().first()
    if any(item.kind == ItemKind.VACCINE for item in consultation.answers()):
        _raise_vaccine(patient, consultation, _dose_due(patient, consultation), by)
    if newest and newest.next_on and consultation.next_on:
        # Its own item is done and cannot be raised again: this one is the move's.
        _set_review(patient, newest, newest.entry(), by, source_id=consultation.pk)


def _dose_due(patient, consultation):
    """The next dose after those that stand now; none where their days run backward."""
    events = HealthEvent.objects.filter(patient=patient, removed_at=None)
    schedules = [i.code for i in consultation.answers() if i.kind == ItemKind.VACCINE]
    try:
        due = next_dose_due(Schedule(schedules[0]), events.hepatitis_b_doses())
    except ValueError:
        return None
    return VaccineNext(due.dose, due.on_day) if due else None


def _tell_of_move(wrong, moved, by):
    """A line on each of the two; the wrong person's says no more than that."""
    for patient, title, source, detail in (
        (wrong, MADE_IN_ERROR, None, ""),
        (moved.patient, MOVED_HERE, moved.pk, _whole(moved)),
    ):
        timeline.tell(
            patient=patient,
            kind=TimelineKind.CONSULTATION,
            title=title,
            detail=detail,
            by=by,
            on_day=moved.on_day,
            source_id=source,
        )


def _whole(consultation):
    """Answers, notes and plan; of a contact note, which has no answers, the notes."""
    return _short(consultation.entry()) if consultation.kind else consultation.notes


def _remove(consultation):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.remove_entry(%s)", [consultation.pk])
        (is_removed,) = cursor.fetchone()
    if not is_removed:
        raise Refusal("This entry has been moved already.")
