"""How each act of the crowd becomes rows, as the actions would write them.

An act that is not told of here adds none: it is played.
"""

from datetime import timedelta
from functools import singledispatch

from core.reach import Reach
from home.demo import script
from home.demo.playing import entry_of, stored_facts
from patients.actions.consultations import NEXT_REVIEW
from patients.actions.contacts import NEXT_CONTACT, PLACES
from patients.actions.episodes import FACTS_RECORDED
from patients.models import (
    Consent,
    Consultation,
    Episode,
    HealthEvent,
    MedicineTold,
    PrescriberTurn,
)
from patients.rules.consultation import Place
from patients.rules.contact import Outcome
from patients.rules.documents import item_documents, plan_documents
from patients.rules.episode import Setting
from patients.rules.items import ItemKind
from patients.rules.summary import summary_text
from patients.rules.vaccination import Schedule, next_dose_due
from patients.rules.words import EntryForm, HealthEventKind, TimelineKind
from patients.rules.worklist import WorkKind


@singledispatch
def gather(act, one, by):
    """Add the rows of one act to ``one``'s. ``by`` is its actor on its day."""


@gather.register
def _(act: script.OpenEpisode, one, by):
    worker = one.stage.members.get(act.worker)
    one.episode = one.add(
        Episode,
        opened_on=by.day,
        setting=Setting.COMMUNITY,
        package=act.package,
        named_worker=worker,
        core_facts=stored_facts(act),
        version=1,
    )
    one.links[one.patient.service_id].named_worker = worker
    one.record("episode_opened", by, one.episode)
    detail = f"{Setting.COMMUNITY.label}. {act.package}".strip()
    one.tell(by, TimelineKind.EPISODE, "Episode opened", detail, source=one.episode)
    one.record("core_facts_recorded", by, one.episode)
    one.tell(by, TimelineKind.EPISODE, FACTS_RECORDED)


@gather.register
def _(act: script.Permit, one, by):
    place = one.stage.places[act.to]
    consent = one.add(
        Consent,
        pharmacy=True,
        recipient=place,
        recipient_kind=place.kind,
        kind=act.kind,
        from_on=by.day,
        how=script.IN_PERSON,
    )
    if place.pk == one.patient.practice_id:
        one.link(place.pk)
    one.record("sharing_permitted", by, consent, kind=act.kind)
    title = f"Agreed to share {act.kind.label.lower()} with {place.name}"
    one.tell(by, TimelineKind.SHARING, title, script.IN_PERSON)


@gather.register
def _(act: script.HandOver, one, by):
    one.turns[act.line] += 1
    prescriber = one.stage.members[act.to]
    turn = one.add(
        PrescriberTurn,
        pharmacy=True,
        line=act.line,
        n=one.turns[act.line],
        starts_on=by.day,
        membership=prescriber,
        organisation=prescriber.organisation,
        prescriber_name=prescriber.user.name,
        because=act.because,
    )
    if prescriber.organisation_id == one.patient.practice_id:
        one.links[prescriber.organisation_id].named_worker = prescriber
    one.record("handed_over", by, turn, line=act.line, n=turn.n)
    title = f"{turn.prescriber_name} prescribes ({act.line.label.lower()})"
    one.tell(by, TimelineKind.MEDICINE, title, "", Reach.MEDICINE, turn)


@gather.register
def _(act: script.TellMedicine, one, by):
    told = one.add(
        MedicineTold,
        pharmacy=True,
        line=act.line,
        turn_n=one.turns[act.line],
        text=act.text,
        told_by=act.told_by,
        told_on=by.day,
    )
    one.record("medicine_told", by, told, line=act.line)
    detail = f"As told by {act.told_by}"
    one.tell(by, TimelineKind.MEDICINE, act.text, detail, Reach.MEDICINE, told)


@gather.register
def _(act: script.Consult, one, by):
    entry = entry_of(act, one.stage, by)
    consultation = one.add(
        Consultation,
        episode_id=one.episode.pk,
        form=EntryForm.CONSULTATION,
        on_day=by.day,
        kind=entry.kind,
        place=entry.place,
        author_id=by.membership_id,
        author_name=entry.author,
        behaviours=list(entry.behaviours),
        items=item_documents(entry.items),
        plan=plan_documents(entry.plan),
        notes=entry.notes,
        next_on=entry.next_review_on,
    )
    _tell_of(entry, one, by, consultation)
    _wait_for_next(act, entry, one, by, consultation)
    one.record("consultation_logged", by, consultation)


def _tell_of(entry, one, by, consultation):
    behaviours = ", ".join(word.label.lower() for word in entry.behaviours)
    title = f"Consultation: {entry.kind.label.lower()}, {behaviours}"
    short = "\n".join(summary_text("", entry).split("\n")[4:])
    one.tell(by, TimelineKind.CONSULTATION, title, short, source=consultation)


def _wait_for_next(act, entry, one, by, consultation):
    for item in entry.items:
        if item.kind == ItemKind.VACCINE:
            _note_dose(item, one, by, consultation)
    if act.step_by:
        owner = one.stage.members[act.step_by]
        one.wait(by, WorkKind.TASK, act.step, by.day, consultation, owner)
    next_on = entry.next_review_on
    one.set_next(by, next_on, NEXT_REVIEW)
    if next_on:
        one.finish(by, lambda item: item.kind == WorkKind.REVIEW_DUE)
        title = f"{act.review_in // 7}-week review"
        one.wait(by, WorkKind.REVIEW_DUE, title, next_on, consultation)


def _note_dose(item, one, by, consultation):
    one.add(
        HealthEvent,
        kind=HealthEventKind.HEPATITIS_B_DOSE,
        code=f"{item.code}:{item.number}",
        on_day=by.day,
        result=item.text,
        consultation_id=consultation.pk,
    )
    one.doses[item.number] = by.day
    one.finish(by, lambda waiting: waiting.kind == WorkKind.VACCINE_DUE)
    due = next_dose_due(Schedule(item.code), one.doses)
    if due:
        title = f"Hepatitis B dose {due.dose}"
        one.wait(by, WorkKind.VACCINE_DUE, title, due.on_day, consultation)


@gather.register
def _(act: script.LogContact, one, by):
    missed = act.outcome == Outcome.DID_NOT_ATTEND
    next_on = by.day + timedelta(act.next_in) if act.next_in else None
    note = one.add(
        Consultation,
        form=EntryForm.NON_ATTENDANCE if missed else EntryForm.CONTACT,
        on_day=by.day,
        place=PLACES.get(act.channel, Place.OTHER),
        author_id=by.membership_id,
        author_name=by.signature[:100],
        items=[{"kind": "contact", "code": act.channel, "text": act.outcome}],
        notes=act.notes,
        next_on=next_on,
    )
    one.set_next(by, next_on, NEXT_CONTACT)
    one.finish(by, lambda item: item.kind == WorkKind.NO_NEXT_CONTACT)
    if next_on is None:
        one.wait(by, WorkKind.NO_NEXT_CONTACT, "No next contact", by.day, note)
    title = f"{act.channel.label}: {act.outcome.label.lower()}"
    one.tell(by, TimelineKind.CONTACT, title, act.notes, source=note)
    one.record("contact_logged", by, note, outcome=act.outcome)


@gather.register
def _(act: script.FinishTask, one, by):
    (item,) = one.finish(by, lambda item: item.title == act.title)
    one.record("item_finished", by, item)
    title = f"Done: {act.title}"
    one.tell(by, TimelineKind.TASK, title, "", Reach.NAME, item)


GATHERED = tuple(kind for kind in gather.registry if kind is not object)
