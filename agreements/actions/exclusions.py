"""What the scheme excludes comes true while care is shared: it ends nothing."""

from collections.abc import Mapping

from django.db import transaction

from accounts.viewer import Viewer
from agreements.actions.acts import (
    lock,
    open_to,
    prescribing_now,
    side_of,
    standing_of,
    write,
)
from agreements.actions.lists import HELD, let_go, reach_out, to_practice, to_service
from agreements.models import Agreement
from agreements.rules import states
from agreements.rules.states import LIVE, RUNNING, Party, Verb
from agreements.rules.suitability import Answer, Criterion, excluding_arisen
from patients.actions.flags import raise_flag
from patients.models import Patient
from patients.rules.words import FlagKind
from patients.rules.worklist import WorkKind


def tell_of_exclusions(
    *,
    patient: Patient,
    criteria: list[Criterion],
    answers: Mapping[str, Answer],
    known_before: set[str],
    by: Viewer,
) -> None:
    """Hold reductions in each agreement of the person that has been sent, and put it
    to its specialist today. Agreement and prescriber stay as they are."""
    live = Agreement.objects.of(patient.pk).filter(state__in=LIVE)
    for agreement in live.select_related("specialist"):
        now = prescribing_now(agreement)
        arisen = excluding_arisen(
            criteria, answers, by.day, known_before, now.who if now else "Nobody"
        )
        if arisen and _may_arise(agreement, by):
            _hold(lock(agreement), arisen, by)


def _may_arise(agreement, by):
    """Whoever keeps the record may tell of it, though no party to the agreement."""
    party = side_of(agreement, by) or Party.PRACTICE
    return not states.why_not(standing_of(agreement, by), Verb.ARISE, party)


def _hold(agreement, arisen, by):
    named = "; ".join(one.finding.values[0][0] for one in arisen)
    write(agreement, Verb.ARISE, by=by, text=named, is_held=True)
    reach_out(agreement, by=by)
    raise_flag(patient=agreement.patient, kind=FlagKind.INSTRUCTION, text=HELD, by=by)
    to_service(
        agreement,
        agreement,
        WorkKind.EXCLUSION_ARISEN,
        f"New: {named}. Decide what follows; reductions wait",
        arisen[0].task_due_on,
        by=by,
    )
    if agreement.state in RUNNING:
        title = f"New: {named}. Prescribe on as it is until the specialist has decided"
        kind = WorkKind.EXCLUSION_ARISEN
        to_practice(agreement, agreement, kind, title, by.day, by=by)


@transaction.atomic
def decide_on_exclusion(*, agreement: Agreement, text: str, by: Viewer) -> None:
    """Say what follows of an exclusion that came true: reductions wait no longer.

    Raises: Refusal if nothing waits for the specialist's decision.
    """
    agreement = open_to(agreement, Verb.DECIDE, by=by)
    act = write(agreement, Verb.DECIDE, by=by, text=text, is_held=False)
    reach_out(agreement, by=by)
    let_go(agreement, by=by)
    if agreement.state in RUNNING:
        title = f"{by.name} has decided: {text}"
        to_practice(agreement, act, WorkKind.TASK, title, by.day, by=by)
