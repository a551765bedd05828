"""How each act of the script is played: by the product's own actions, in front of both
walls, as whoever does it."""

from datetime import date
from functools import singledispatch

from home.demo import script
from patients.actions import (
    aims,
    appointments,
    consultations,
    contacts,
    deaths,
    emergency,
    episodes,
    privacy,
    sharing,
    turns,
    work,
)
from patients.models import Aim, Episode, HealthEvent, WorkItem
from patients.rules.aim import Wish
from patients.rules.appointments import Turn
from patients.rules.consultation import Entry, Place, PlanItem
from patients.rules.episode import ClosingAnswer, Setting, needs_second_clinician
from patients.rules.grants import EmergencyReason
from patients.rules.items import ItemKind
from patients.rules.limits import Limits
from patients.rules.vaccination import Schedule, next_dose_due
from referrals import actions as referrals
from referrals.models import DirectoryService, Referral

NO_ANSWER = "No answer to three calls and a letter."


@singledispatch
def do(act, stage, patient, by):
    """Play one act. ``by`` is its actor on its day."""
    raise TypeError(f"Nobody knows how to play {act}")


@do.register
def _(act: script.Permit, stage, patient, by):
    sharing.permit_sharing(
        patient=patient,
        recipient=stage.places[act.to],
        kind=act.kind,
        until_on=None,
        how=script.IN_PERSON,
        by=by,
    )
    # Whom a person permits decides who sees all of their rows.
    patient.refresh_from_db()


@do.register
def _(act: script.OpenEpisode, stage, patient, by):
    episode = episodes.open_episode(
        patient=patient,
        opened_on=by.day,
        setting=Setting.COMMUNITY,
        package=act.package,
        named_worker=stage.members.get(act.worker),
        by=by,
    )
    episodes.record_core_facts(
        episode=episode, version=0, facts=stored_facts(act), by=by
    )


def stored_facts(act):
    """The facts of an episode as its document holds them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in act.facts.items()
    }


@do.register
def _(act: script.CloseEpisode, stage, patient, by):
    told = {"closed_on": by.day, "reason": act.reason, "by": by}
    episode = Episode.objects.open().get(patient=patient)
    if not needs_second_clinician(act.reason):
        episodes.close_episode(episode=episode, note="", **told)
        return
    closing = episodes.propose_closing(episode=episode, note=NO_ANSWER, **told)
    second = "lead1" if by.username != "lead1" else "spec1"
    episodes.answer_closing(
        closing=closing,
        answer=ClosingAnswer.AGREED,
        because=NO_ANSWER,
        by=stage.viewer(second, act.ago),
    )


@do.register
def _(act: script.HandOver, stage, patient, by):
    turns.hand_over(
        patient=patient,
        line=act.line,
        starts_on=by.day,
        prescriber=stage.members[act.to],
        because=act.because,
        by=by,
    )


@do.register
def _(act: script.TellMedicine, stage, patient, by):
    turns.tell_medicine(
        patient=patient,
        line=act.line,
        text=act.text,
        told_by=act.told_by,
        told_on=by.day,
        prescriber=stage.members[act.by],
        by=by,
    )


@do.register
def _(act: script.Consult, stage, patient, by):
    owner = stage.members.get(act.step_by)
    entry = entry_of(act, stage, by)
    consultations.log_consultation(
        patient=patient,
        entry=entry,
        steps=[consultations.Step(act.step, owner)] if owner else [],
        vaccine_next=_vaccine_next(patient, entry),
        by=by,
    )


def entry_of(act, stage, by):
    """What the act puts down, as the rules know a consultation."""
    owner = stage.members.get(act.step_by)
    return Entry(
        on_day=by.day,
        place=_place_of(by),
        kind=act.kind,
        behaviours=act.behaviours,
        author=by.signature[:100],
        items=act.items,
        notes=act.notes,
        plan=(PlanItem(act.step, owner=owner.user.name),) if owner else (),
        next_review_on=stage.on(act.ago - act.review_in) if act.review_in else None,
    )


def _place_of(by):
    in_practice = by.organisation_kind == "practice"
    return Place.OWN_PRACTICE if in_practice else Place.SERVICE


def _vaccine_next(patient, entry):
    for item in entry.items:
        if item.kind == ItemKind.VACCINE:
            before = HealthEvent.objects.of(patient.pk).hepatitis_b_doses()
            due = next_dose_due(
                Schedule(item.code), before | {item.number: entry.on_day}
            )
            return consultations.VaccineNext(due.dose, due.on_day) if due else None
    return None


@do.register
def _(act: script.LogContact, stage, patient, by):
    contacts.log_contact(
        patient=patient,
        on_day=by.day,
        channel=act.channel,
        outcome=act.outcome,
        notes=act.notes,
        next_on=stage.on(act.ago - act.next_in) if act.next_in else None,
        by=by,
    )


@do.register
def _(act: script.SetAim, stage, patient, by):
    aims.set_aim(
        patient=patient,
        version=Aim.objects.number_of(patient.pk),
        wish=Wish(act.present, act.words, act.long_term, reason=act.reason),
        by=by,
    )


@do.register
def _(act: script.FinishTask, stage, patient, by):
    items = WorkItem.objects.filter(patient=patient, title=act.title, done_at=None)
    work.finish_item(item=items.get(), by=by)


@do.register
def _(act: script.Book, stage, patient, by):
    appointment = appointments.book_appointment(
        patient=patient,
        place=act.place,
        starts_at=stage.moment(act.in_days, act.hour),
        with_member=stage.members[act.with_whom],
        by=by,
    )
    if act.then:
        appointments.record_arrival(
            appointment=appointment, verb=act.then, turn=Turn.WORKER, by=by
        )


@do.register
def _(act: script.Join, stage, patient, by):
    sharing.add_team_member(
        patient=patient, member=stage.members[act.who], until_on=None, by=by
    )


@do.register
def _(act: script.OpenOwnRecord, stage, patient, by):
    sharing.open_own_record(patient=patient, user=stage.members[act.who].user, by=by)


@do.register
def _(act: script.Exclude, stage, patient, by):
    privacy.exclude_staff(
        nhs_number=patient.nhs_number,
        member=stage.members[act.who],
        because=act.because,
        by=by,
    )


@do.register
def _(act: script.KeepApart, stage, patient, by):
    sharing.separate_people(
        patient=patient, other=stage.patients[act.other], because=act.because, by=by
    )


@do.register
def _(act: script.BreakGlass, stage, patient, by):
    emergency.request_emergency_access(
        sought=emergency.Sought(patient.born_on, patient.nhs_number),
        reason=EmergencyReason.LIFE_OR_SERIOUS_HARM,
        words=act.words,
        limits=Limits(),
        by=by,
    )


@do.register
def _(act: script.Die, stage, patient, by):
    deaths.record_death(patient=patient, died_on=by.day, told_by=act.told_by, by=by)
    for item in WorkItem.objects.filter(patient=patient, done_at=None):
        work.finish_item(item=item, by=by)


@do.register
def _(act: script.Refer, stage, patient, by):
    asked = {"organisation": stage.places.get(act.to)}
    if not asked["organisation"]:
        asked = {"service": DirectoryService.objects.get(name=act.to)}
    referrals.refer_person(
        patient=patient,
        asked=referrals.Asked(act.kind, **asked),
        reason=act.why,
        by=by,
    )


@do.register
def _(_act: script.AcceptReferral, _stage, patient, by):
    referrals.note_opened(referral=_newest(patient), by=by)
    referrals.accept(referral=_newest(patient), by=by)


@do.register
def _(act: script.BookMeeting, stage, patient, by):
    referrals.book(referral=_newest(patient), day=stage.on(-act.in_days), by=by)


def _newest(patient):
    return Referral.objects.of(patient.pk).newest_first().first()
