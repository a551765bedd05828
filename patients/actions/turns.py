"""Whose turn it is to prescribe, and the medicine as somebody told it."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import Membership
from accounts.viewer import Viewer
from audit import actions as audit
from core.reach import Reach
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.actions import links, timeline, work
from patients.models import MedicineTold, Patient, PrescriberTurn
from patients.rules.turns import Outside, is_newer_than_told
from patients.rules.words import TimelineKind, TreatmentLine, TurnBecause
from patients.rules.worklist import WorkKind


@transaction.atomic
def hand_over(
    *,
    patient: Patient,
    line: TreatmentLine,
    starts_on: date,
    prescriber: Membership,
    because: TurnBecause,
    by: Viewer,
    because_id: UUID | None = None,
    words_on_return: str = "",
) -> PrescriberTurn:
    """Begin a prescriber's turn; the one before it ends by that, and by that alone.

    ``words_on_return`` is what was said of the medicine by whoever prescribed outside.

    Raises: Refusal if the day lies before the turn that runs now.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    turn = _begin(
        patient,
        line,
        starts_on,
        by,
        membership=prescriber,
        organisation=prescriber.organisation,
        prescriber_name=prescriber.user.name,
        because=because,
        because_id=because_id,
        words_on_return=words_on_return,
    )
    links.name_prescriber(patient=patient, prescriber=prescriber)
    _pass_on(turn, by)
    return turn


def _pass_on(turn, by):
    """Whoever follows is to tell the medicine that nobody has told since a return."""
    turns = PrescriberTurn.objects.filter(patient=turn.patient, line=turn.line)
    back = turns.said_on_return(turn.starts_on).first()
    if back in (None, turn):
        return
    told = MedicineTold.objects.filter(patient=turn.patient, line=turn.line)
    newest = told.newest().first()
    if not is_newer_than_told(back.n, newest.turn_n if newest else None):
        return
    _tell_no_more(turns, by)
    day = staff_date(back.starts_on)
    work.raise_item(
        kind=WorkKind.MEDICINE_TO_TELL,
        title=f"Tell the medicine: on return {day} it was told: {back.words_on_return}",
        due_on=turn.starts_on,
        source_id=turn.pk,
        patient=turn.patient,
        member=turn.membership,
        by=by,
    )


def _tell_no_more(turns, by):
    sources = turns.values_list("pk", flat=True)
    work.finish_sources(sources=sources, kind=WorkKind.MEDICINE_TO_TELL, by=by)


@transaction.atomic
def hand_over_outside(
    *,
    patient: Patient,
    line: TreatmentLine,
    outside: Outside,
    because: TurnBecause,
    by: Viewer,
) -> PrescriberTurn:
    """Begin, today, the turn of somebody who prescribes outside: in prison, in
    hospital, elsewhere."""
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    return _begin(
        patient,
        line,
        by.day,
        by,
        membership=None,
        organisation_id=0,
        prescriber_name=outside.who,
        because=because,
        place=outside.place,
        told_by=outside.told_by,
        telephone=outside.telephone,
        told_on=outside.told_on,
    )


def _begin(patient, line, starts_on, by, **who):
    turns = PrescriberTurn.objects.filter(patient=patient, line=line)
    last = turns.order_by("n").last()
    if last and starts_on < last.starts_on:
        raise Refusal(f"The present turn began on {last.starts_on:%d-%b-%Y}.")
    turn = PrescriberTurn.objects.create(
        **patient.columns(pharmacy=True),
        line=line,
        n=last.n + 1 if last else 1,
        starts_on=starts_on,
        **who,
    )
    if last:
        # What was said of a turn is over with it.
        work.finish_sources(sources=[last.pk], by=by)
    audit.record("handed_over", by=by, subject=turn, line=line, n=turn.n)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.MEDICINE,
        title=f"{turn.prescriber_name} prescribes ({line.label.lower()})",
        detail=turn.place,
        on_day=starts_on,
        reach=Reach.MEDICINE,
        by=by,
        source_id=turn.pk,
    )
    return turn


@transaction.atomic
def tell_medicine(
    *,
    patient: Patient,
    line: TreatmentLine,
    text: str,
    told_by: str,
    told_on: date,
    prescriber: Membership | None,
    by: Viewer,
) -> MedicineTold:
    """Keep a medicine as it was told, with who told it and when. Nothing is worked out.

    Where ``prescriber`` is another than the one whose turn it is, theirs begins that
    day; None is whoever prescribes now.

    Raises: Refusal if that day lies before the turn that runs now, or who prescribes
        cannot be changed by telling.
    """
    turn = _turn_of(prescriber, patient=patient, line=line, on_day=told_on, by=by)
    told = MedicineTold.objects.create(
        **patient.columns(pharmacy=True),
        line=line,
        turn_n=turn.n,
        text=text,
        told_by=told_by,
        told_on=told_on,
    )
    audit.record("medicine_told", by=by, subject=told, line=line)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.MEDICINE,
        title=text,
        detail=f"As told by {told_by}",
        on_day=told_on,
        reach=Reach.MEDICINE,
        by=by,
        source_id=told.pk,
    )
    _answer_return(told, by)
    return told


def _answer_return(told, by):
    """What was said on a return waits no longer once something newer stands."""
    lines = MedicineTold.objects.filter(patient=told.patient, line=told.line)
    if lines.newest().first() != told:
        return
    turns = PrescriberTurn.objects.filter(patient=told.patient, line=told.line)
    _tell_no_more(turns, by)


def _turn_of(prescriber, *, patient, line, on_day, by):
    """The prescriber's running turn, begun on that day if it was another's."""
    turns = PrescriberTurn.objects.filter(patient=patient, line=line)
    last = turns.order_by("n").last()
    if last and prescriber in (None, last.membership):
        return last
    if prescriber is None:
        raise Refusal("Say who prescribes it: nobody does yet.")
    if last and (why := last.why_not_told(patient.practice_id)):
        raise Refusal(why)
    return hand_over(
        patient=patient,
        line=line,
        starts_on=on_day,
        prescriber=prescriber,
        because=TurnBecause.TOLD,
        by=by,
    )
