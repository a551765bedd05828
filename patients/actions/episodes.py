"""Times in treatment: opened, given a named worker, closed."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.models import Membership
from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal
from patients.actions import links, timeline, work
from patients.models import Episode, Patient
from patients.rules.episode import CloseReason, Setting
from patients.rules.words import TimelineKind
from patients.rules.worklist import ENDS_WITH_EPISODE

STOPPED = "Stopped: episode closed"


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


@transaction.atomic
def close_episode(
    *, episode: Episode, closed_on: date, reason: CloseReason, note: str, by: Viewer
) -> None:
    """End a time in treatment. That use was told of is not among the reasons.

    The person leaves the service's list, and its reviews and contacts no longer wait;
    another episode puts them back on it.

    Raises: Refusal if it is closed already.
    """
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
