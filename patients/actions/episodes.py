"""Times in treatment: opened, given a named worker, closed."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Membership
from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal
from patients.actions import links, timeline, work
from patients.models import Closing, Episode, Patient
from patients.rules.episode import (
    CloseReason,
    ClosingAnswer,
    Setting,
    may_answer_closing,
    needs_second_clinician,
)
from patients.rules.words import TimelineKind
from patients.rules.worklist import ENDS_WITH_EPISODE, WorkKind

STOPPED = "Stopped: episode closed"
FACTS_RECORDED = "Facts for the national return recorded"


@transaction.atomic
def open_episode(
    *,
    patient: Patient,
    opened_on: date,
    setting: Setting,
    package: str,
    named_worker: Membership | None,
    by: Viewer,
) -> Episode:
    """Begin a time in treatment with the viewer's service.

    Raises: Refusal if one is open already.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    if Episode.objects.filter(patient=patient, closed_on=None).exists():
        raise Refusal("An episode is open already.")
    episode = Episode.objects.create(
        **patient.columns(),
        opened_on=opened_on,
        setting=setting,
        package=package,
        named_worker=named_worker,
    )
    links.link(
        patient=patient,
        organisation_id=patient.service_id,
        named_worker_id=named_worker.pk if named_worker else None,
    )
    audit.record("episode_opened", by=by, subject=episode)
    timeline.tell(
        patient=patient,
        kind=TimelineKind.EPISODE,
        title="Episode opened",
        detail=f"{setting.label}. {package}".strip(),
        on_day=opened_on,
        by=by,
        source_id=episode.pk,
    )
    return episode


@transaction.atomic
def record_core_facts(
    *, episode: Episode, version: int, facts: Mapping[str, object], by: Viewer
) -> None:
    """Keep the national return's facts as they become known.

    Raises: Refusal if somebody else changed them since ``version`` was shown.
    """
    changed = Episode.objects.filter(pk=episode.pk, version=version).update(
        core_facts=dict(facts), version=version + 1
    )
    if not changed:
        raise Refusal("Somebody else changed these facts while you were typing.")
    audit.record("core_facts_recorded", by=by, subject=episode)
    _tell(episode.patient, FACTS_RECORDED, "", by)


@transaction.atomic
def close_episode(
    *, episode: Episode, closed_on: date, reason: CloseReason, note: str, by: Viewer
) -> None:
    """End a time in treatment. That use was told of is not among the reasons.

    The person leaves the service's list, and its reviews and contacts no longer wait;
    another episode puts them back on it.

    Raises: Refusal if it is closed already, or the reason waits for a second clinician.
    """
    if needs_second_clinician(reason):
        raise Refusal("Ending care for this reason waits for a second clinician.")
    _close(episode, closed_on, reason, note, by)
    overtaken = Closing.objects.filter(episode=episode).open()
    overtaken.update(
        answer=ClosingAnswer.TAKEN_BACK, answered_by=by.user_id, answered_at=Now()
    )
    _finish_work(episode.patient, by)


@transaction.atomic
def propose_closing(
    *, episode: Episode, closed_on: date, reason: CloseReason, note: str, by: Viewer
) -> Closing:
    """Propose to end care for a reason that waits; the episode stays open meanwhile.

    Raises: Refusal if it is proposed already.
    """
    episode = Episode.objects.select_for_update().get(pk=episode.pk)
    if Closing.objects.filter(episode=episode).open().exists():
        raise Refusal("Ending this care is proposed already.")
    patient = episode.patient
    closing = Closing.objects.create(
        **patient.columns(),
        episode=episode,
        closed_on=closed_on,
        reason=reason,
        note=note,
        proposed_by_id=by.user_id,
        proposed_name=by.signature,
    )
    work.raise_item(
        kind=WorkKind.CLOSING_TO_ANSWER,
        title=f"{by.name} proposes to end care ({reason.label.lower()}):"
        " a second clinician answers",
        due_on=by.day,
        source_id=closing.pk,
        patient=patient,
        organisation_id=patient.service_id,
        by=by,
    )
    audit.record("closing_proposed", by=by, subject=closing, reason=reason)
    _tell(patient, f"Proposed to end care: {reason.label.lower()}", note, by)
    return closing


@transaction.atomic
def answer_closing(
    *, closing: Closing, answer: ClosingAnswer, because: str, by: Viewer
) -> None:
    """Agree to end somebody's care, refuse it, or take back what one proposed.

    Raises: Refusal if it is answered already, or is not the viewer's so to answer.
    """
    closing = Closing.objects.select_for_update().get(pk=closing.pk)
    if closing.answer:
        raise Refusal("This has been answered already.")
    if not may_answer_closing(answer, closing.proposed_by_id == by.user_id):
        raise Refusal("A second clinician, not the one who proposed it, answers.")
    closing.answer, closing.because = answer, because
    closing.answered_by_id, closing.answered_at = by.user_id, Now()
    closing.save(update_fields=["answer", "because", "answered_by", "answered_at"])
    patient, reason = closing.patient, CloseReason(closing.reason)
    audit.record("closing_answered", by=by, subject=closing, answer=answer)
    _tell(patient, f"Ending care: {answer.label.lower()}", because, by)
    if answer == ClosingAnswer.AGREED:
        _close(closing.episode, closing.closed_on, reason, closing.note, by)
    _finish_work(patient, by)


def _finish_work(patient, by):
    work.finish_kind(patient=patient, kind=WorkKind.CLOSING_TO_ANSWER, by=by)


def _tell(patient, title, detail, by):
    timeline.tell(
        patient=patient, kind=TimelineKind.EPISODE, title=title, detail=detail, by=by
    )


def _close(episode, closed_on, reason, note, by):
    still_open = Episode.objects.filter(pk=episode.pk, closed_on=None)
    if not still_open.update(closed_on=closed_on, close_reason=reason):
        raise Refusal("This episode is closed already.")
    of_service = {
        "patient": episode.patient,
        "organisation_id": episode.service_id,
    }
    links.unlink(**of_service)
    work.stop(**of_service, kinds=ENDS_WITH_EPISODE, because=STOPPED, by=by)
    audit.record("episode_closed", by=by, subject=episode, reason=reason)
    timeline.tell(
        patient=episode.patient,
        kind=TimelineKind.EPISODE,
        title=f"Episode closed: {reason.label.lower()}",
        detail=note,
        on_day=closed_on,
        by=by,
        source_id=episode.pk,
    )
