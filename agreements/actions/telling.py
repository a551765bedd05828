"""Whoever prescribes no longer, or is not to after all, is told; and who takes over."""

from datetime import date
from uuid import UUID

from accounts.models import Membership
from accounts.viewer import Viewer
from agreements.actions.acts import newest_turn, prescribing_now
from agreements.actions.lists import NO_MORE, to_practice, to_service
from agreements.actions.prescribers import named_duty
from agreements.models import Agreement, AgreementAct
from agreements.rules.states import FINAL, RUNNING, State, Verb
from core.templatetags.house import staff_date
from patients.actions import work
from patients.models import Patient, PrescriberTurn
from patients.rules.worklist import WorkKind

TALK = "Says that they no longer agree to shared care: talk with them"


def tell_who_stops(
    agreement: Agreement,
    act: AgreementAct,
    by: Viewer,
    member: Membership | None = None,
) -> None:
    """Tell the practice from which day its prescriber does not prescribe, and who does.

    ``member`` is another than the lead. Where nobody had accepted there is nobody to
    tell; of one who is lost the whole practice is told.
    """
    if act.before not in (State.ACCEPTED, *RUNNING):
        return
    now = prescribing_now(agreement)
    who = f"{now.who}, {now.organisation}" if now else agreement.specialist.organisation
    never_began = act.before == State.ACCEPTED and act.after in FINAL
    tell_member(
        member or agreement.gp,
        f"{who}, does",
        agreement.starts_on if never_began else by.day,
        by=by,
        patient=agreement.patient,
        source_id=act.pk,
        is_lost=act.verb == Verb.REPLACE,
    )


def tell_member(
    member: Membership,
    instead: str,
    from_on: date,
    by: Viewer,
    patient: Patient,
    source_id: UUID,
    is_lost: bool = False,
) -> None:
    """Tell somebody that they do not prescribe, unless it is their own act; whoever is
    not there to read it, by their role. It waits until somebody says Done."""
    if member.pk == by.membership_id:
        return
    is_there = member.runs_on(by.day) and not is_lost
    name, day = member.user.name, staff_date(from_on)
    work.raise_item(
        kind=WorkKind.HAND_OVER,
        title=f"{name} does not prescribe from {day}: {instead}",
        due_on=by.day,
        source_id=source_id,
        patient=patient,
        organisation_id=member.organisation_id,
        member=member if is_there else None,
        role="" if is_there else member.role,
        by=by,
    )


def nobody_takes_over(agreement: Agreement, by: Viewer) -> None:
    """The notice is taken back: what waited for its day is over."""
    if turn := newest_turn(agreement):
        kind = WorkKind.HAND_OVER
        work.finish_sources(sources=[turn.pk], kind=kind, by=by)


def tell_who_takes_over(
    agreement: Agreement, act: AgreementAct, title: str, by: Viewer
) -> None:
    """Put a notice before the specialist and the service's duty prescriber, who is to
    prescribe from its day, for as long as the practice prescribes."""
    kind, day = WorkKind.HAND_OVER, agreement.notice_on
    to_service(agreement, act, kind, title, day, by=by)
    turn, duty = newest_turn(agreement), named_duty(agreement.service_id, by)
    if turn and duty and duty != agreement.specialist:
        work.finish_sources(sources=[turn.pk], kind=kind, by=by)
        to_service(agreement, turn, kind, title, day, by=by, member=duty)
    tell_keyworker(agreement, act, title, by=by)


def tell_keyworker(
    agreement: Agreement, source: AgreementAct | PrescriberTurn, title: str, by: Viewer
) -> None:
    """The keyworker, who knows the person, reads the same day what changes, unless it
    is their own act."""
    worker = agreement.keyworker
    if worker is None or worker.pk in (agreement.specialist_id, by.membership_id):
        return
    if worker.runs_on(by.day):
        to_service(agreement, source, WorkKind.TASK, title, by.day, by, worker)


def tell_specialist(
    agreement: Agreement, source: AgreementAct | PrescriberTurn, title: str, by: Viewer
) -> None:
    """So does the specialist of what nobody could know the day before."""
    if agreement.specialist.pk != by.membership_id:
        to_service(agreement, source, WorkKind.HAND_OVER, title, by.day, by=by)


def ask_to_talk(agreement: Agreement, by: Viewer) -> None:
    """Both sides and the keyworker read that the person no longer agrees, and are to
    talk with them; who prescribes stays until the specialist has decided."""
    for tell in (to_service, to_practice):
        tell(agreement, agreement, NO_MORE, TALK, by.day, by=by)
    if agreement.keyworker:
        work.raise_item(
            kind=NO_MORE,
            title=TALK,
            due_on=by.day,
            source_id=agreement.patient_id,  # one list holds a source once a day
            patient=agreement.patient,
            member=agreement.keyworker,
            by=by,
        )
