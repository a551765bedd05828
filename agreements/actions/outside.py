"""Others prescribe for a time, the return, and a prescriber who is lost."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from accounts.viewer import Viewer
from agreements.actions.lists import to_coordinators
from agreements.actions.prescribers import (
    as_rules_know,
    duty_at,
    named,
    without_duty,
)
from agreements.actions.running import replace_prescriber
from agreements.actions.telling import tell_keyworker, tell_member, tell_specialist
from agreements.models import Agreement
from agreements.rules import prescriber as rules
from agreements.rules.prescriber import Hands, Told
from agreements.rules.states import State
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.actions import timeline, work
from patients.actions.turns import hand_over, hand_over_outside
from patients.models import Patient, PrescriberTurn, TimelineEntry, WorkItem
from patients.rules.turns import Outside
from patients.rules.words import TimelineKind, TreatmentLine, TurnBecause
from patients.rules.worklist import WorkKind


@transaction.atomic
def record_outside(
    *,
    patient: Patient,
    line: TreatmentLine,
    because: TurnBecause,
    outside: Outside,
    ask_again_on: date,
    seen_n: int,
    by: Viewer,
) -> None:
    """Record that somebody outside prescribes from today, and ask again on a day.

    ``seen_n`` is the turn that whoever records had before them. What was agreed
    before goes on when the person is back.

    Raises: Refusal if who prescribes has changed since, or what was told is not whole.
    """
    patient, last = _stand_at(patient, line, seen_n, by)
    told = Told(outside.told_by, outside.telephone, outside.told_on)
    if why := rules.why_not_outside(told, by.day):
        raise Refusal(why)
    if ask_again_on < by.day:
        raise Refusal("The day on which to ask again cannot be in the past.")
    if _is_told_already(last, because, outside, by):
        raise Refusal("The same is recorded already today.")
    turn = hand_over_outside(
        patient=patient, line=line, outside=outside, because=because, by=by
    )
    _tell_of_outside(turn, outside, patient, by)
    work.raise_item(
        kind=WorkKind.TASK,
        title=f"Ask {outside.place}, {outside.telephone}, whether they are back",
        due_on=ask_again_on,
        source_id=turn.pk,
        patient=patient,
        by=by,
    )


def _tell_of_outside(turn, outside, patient, by):
    """Whoever of ours prescribed last, and would again: not to prescribe as well."""
    turns = PrescriberTurn.objects.of(patient.pk).filter(line=turn.line)
    ours = turns.exclude(membership=None).order_by("n").last()
    if ours:
        instead = f"{outside.who}, {outside.place}, does"
        tell_member(
            ours.membership,
            instead,
            by.day,
            by=by,
            patient=patient,
            source_id=turn.pk,
        )
    title = f"{outside.who}, {outside.place}, prescribes from {staff_date(by.day)}"
    _tell_service(turn, title, by)


def _tell_service(turn, title, by):
    """Whoever of the service knows the person, where their care is shared."""
    if agreement := _running(turn.patient, TreatmentLine(turn.line)):
        tell_specialist(agreement, turn, title, by=by)
        tell_keyworker(agreement, turn, title, by=by)


@transaction.atomic
def record_return(
    *, patient: Patient, line: TreatmentLine, text: str, seen_n: int, by: Viewer
) -> Membership:
    """Hand the medicine back on a person's return: to the practice where its agreement
    runs, else to the duty prescriber. Answers who prescribes from today.

    ``text`` is what was told of the medicine there: it stands beside the medicine as
    told before until somebody tells it anew, for which an item waits.

    Raises: Refusal if who prescribes has changed since, or nobody outside prescribes.
    """
    patient, last = _stand_at(patient, line, seen_n, by)
    if why := why_not_return(last):
        raise Refusal(why)
    agreement = _running(patient, line)
    duty = duty_at(_where_duty_is(patient, line, by), by)
    taker, because = _who_on_return(last, agreement, duty, by)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.MEDICINE,
        title=f"Back from {last.place}",
        detail=text,
        by=by,
    )
    title = f"You prescribe from today, back from {last.place}. {text}"
    turn = _hand_to(
        taker,
        title,
        WorkKind.MEDICINE_TO_TELL,
        by,
        patient=patient,
        line=line,
        because=because,
        because_id=agreement.pk if agreement else None,
        words_on_return=text,
    )
    day = staff_date(by.day)
    title = f"Back from {last.place}: {taker.user.name} prescribes from {day}"
    _tell_service(turn, title, by)
    return taker


def _who_on_return(last, agreement, duty, by):
    gp = agreement.gp if agreement and agreement.gp.runs_on(by.day) else duty
    hands = Hands(gp=named(gp), specialist=named(duty), duty=named(duty))
    state = State(agreement.state) if agreement else State.ENDED
    turn = rules.turn_on_return(as_rules_know(last), state, hands, by.day)
    return gp if turn.prescriber == hands.gp else duty, turn.because


def why_not_return(last: PrescriberTurn | None) -> str:
    """Why nobody can be back, with this turn the last; nothing if somebody can."""
    return rules.why_not_return(as_rules_know(last))


def why_not_cover(last: PrescriberTurn | None) -> str:
    """Why nobody of ours can be lost, with this turn the last; nothing if one can."""
    return rules.why_not_cover(as_rules_know(last))


@transaction.atomic
def cover_lost(
    *, patient: Patient, line: TreatmentLine, text: str, seen_n: int, by: Viewer
) -> None:
    """Let the duty prescriber follow, today, one who died, is suspended or ill.

    Under an agreement this hands its care back.

    Raises: Refusal if who prescribes has changed since, somebody outside prescribes,
        or it is the duty prescriber who is lost.
    """
    patient, last = _stand_at(patient, line, seen_n, by)
    if why := why_not_cover(last):
        raise Refusal(why)
    if agreement := _running(patient, line):
        replace_prescriber(agreement=agreement, text=text, by=by)
        return
    duty = duty_at(_where_duty_is(patient, line, by), by)
    if why := rules.why_not_replace(as_rules_know(last), named(duty)):
        raise without_duty(why, duty.organisation, by)
    _follow(last, duty, text, by)


@transaction.atomic
def cover_gone(turn: PrescriberTurn, *, by: Viewer) -> None:
    """Let the duty prescriber follow one who works there no longer. Safe to repeat.

    Where there is nobody at all who could follow, every coordinator is told so.
    """
    patient = Patient.objects.select_for_update().get(pk=turn.patient_id)
    line = TreatmentLine(turn.line)
    if patient.died_on or _last(patient, line) != turn:
        return
    try:
        _cover(turn, patient, line, by)
    except Refusal:
        _tell_coordinators(turn, by)


@transaction.atomic
def _cover(turn, patient, line, by):
    """All of it, or nothing."""
    text = f"{turn.prescriber_name} works at {turn.organisation.name} no longer."
    if agreement := _running(patient, line):
        replace_prescriber(agreement=agreement, text=text, by=by)
    else:
        _follow(turn, duty_at(_where_duty_is(patient, line, by), by), text, by)


def _stand_at(patient, line, seen_n, by):
    """The person, locked, and the turn that runs: the one that was seen.

    Raises: Refusal naming whose hand it was, if it is another by now.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    last = _last(patient, line)
    if why := rules.why_not_begin(
        as_rules_know(last), seen_n=seen_n, starts_on=by.day, today=by.day
    ):
        raise Refusal(f"{why} {_hand_of(last, by)}".strip())
    return patient, last


def _hand_of(turn, by):
    """Who prescribes now, and who wrote that down when."""
    told = TimelineEntry.objects.filter(source_id=turn.pk).first() if turn else None
    if told is None:
        return ""
    day, at = staff_date(told.on_day, by.day), timezone.localtime(told.at)
    now = f"{turn.prescriber_name} prescribes now"
    return f"{now}, written down by {told.by}, {day} {at:%H:%M}."


def _is_told_already(turn, because, outside, by):
    """The very same, sent again: who goes back to the form and sends it once more."""
    if turn is None or (turn.because, turn.starts_on) != (because, by.day):
        return False
    told = (turn.prescriber_name, turn.place, turn.told_by, turn.telephone)
    return Outside(*told, turn.told_on) == outside


def _last(patient, line):
    turns = PrescriberTurn.objects.of(patient.pk).filter(line=line)
    return turns.select_related("organisation", "membership").order_by("n").last()


def _running(patient, line):
    return Agreement.objects.of(patient.pk).running().filter(line=line).first()


def _where_duty_is(patient, line, by):
    """The person's service; else wherever of ours prescribed last; else the viewer's
    own organisation."""
    if patient.service_id:
        return patient.service_id
    turns = PrescriberTurn.objects.of(patient.pk).filter(line=line)
    ours = turns.exclude(membership=None).order_by("n").last()
    return ours.organisation_id if ours else by.organisation_id


def _follow(last, duty, text, by):
    patient, line = last.patient, TreatmentLine(last.line)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.MEDICINE,
        title=f"{last.prescriber_name} prescribes no longer",
        detail=text,
        by=by,
    )
    title = f"You prescribe from today. {text}"
    began = {"patient": patient, "line": line, "because": TurnBecause.LOST}
    _hand_to(duty, title, WorkKind.HAND_OVER, by, **began)
    instead = f"{duty.user.name}, {duty.organisation}, does"
    who = {"patient": patient, "source_id": last.pk}
    tell_member(last.membership, instead, by.day, by=by, is_lost=True, **who)


def _hand_to(member, title, kind, by, **began):
    """Whose turn begins today, as ``began`` says, has an item that says so."""
    turn = hand_over(starts_on=by.day, prescriber=member, by=by, **began)
    work.raise_item(
        kind=kind,
        title=title,
        due_on=by.day,
        source_id=turn.pk,
        patient=turn.patient,
        member=member,
        by=by,
    )
    return turn


def _tell_coordinators(turn, by):
    """Until somebody has seen to it; not anew each day."""
    told = WorkItem.objects.filter(source_id=turn.pk, done_at=None)
    if not told.exists():
        title = f"Nobody is left to prescribe for somebody of {turn.organisation}"
        to_coordinators(WorkKind.HAND_OVER, title, by.day, turn.pk, by=by)
