"""Advice: asked of a named specialist, given, closed, asked again."""

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Membership
from accounts.permissions import Permission
from accounts.viewer import Viewer
from agreements.models import AdviceMessage, AdviceThread
from agreements.rules import advice as rules
from agreements.rules.advice import AdviceState, AdviceVerb, Part
from audit import actions as audit
from core.reach import Reach
from core.refusal import Refusal
from patients.actions import timeline, work
from patients.models import Grant, Patient
from patients.rules.grants import GrantBecause
from patients.rules.words import TimelineKind
from patients.rules.worklist import WorkKind

TO_GIVE, ANSWERED = WorkKind.ADVICE_TO_GIVE, WorkKind.ADVICE_ANSWERED
NOT_YOURS_TO_SHOW = (
    "This specialist does not know the person, and you see them by a grant: you cannot"
    " show the name to another service. Ask without a person."
)
_TOLD = {
    AdviceVerb.ASK: "Asked {} for advice",
    AdviceVerb.GIVE: "{} gave advice",
}


@transaction.atomic
def ask_advice(
    *,
    patient: Patient | None,
    specialist: Membership,
    text: str,
    is_discussion: bool = False,
    by: Viewer,
) -> AdviceThread:
    """Ask a specialist about a person, or about nobody.

    Raises: Refusal if the specialist would not know of whom it is, and the name is not
    the viewer's to show; or if a question about nobody tells of whom it is.
    """
    about = patient.columns() if patient else {"scheme_id": by.scheme_id}
    thread = AdviceThread.objects.create(
        **about,
        asker_id=by.membership_id,
        specialist=specialist,
        is_discussion=is_discussion and patient is None,
        question=text,
        asked_on=by.day,
    )
    message = _write(thread, AdviceVerb.ASK, text, by)
    _put_to_specialist(thread, message, by)
    return thread


@transaction.atomic
def ask_again(*, thread: AdviceThread, text: str, by: Viewer) -> AdviceMessage:
    """Ask a further question; what was closed is open again.

    Raises: Refusal if it is not the viewer's question.
    """
    thread = _open_to(thread, AdviceVerb.ASK, by)
    thread.asked_on, thread.asked_at = by.day, Now()
    thread.answered_on = thread.answered_at = None
    message = _write(thread, AdviceVerb.ASK, text, by)
    _finish(thread, by, kind=ANSWERED)
    _put_to_specialist(thread, message, by)
    return message


@transaction.atomic
def give_advice(*, thread: AdviceThread, text: str, by: Viewer) -> AdviceMessage:
    """Answer as the specialist who was asked, or reply as a colleague in a discussion.
    Two at once both stand, numbered.

    Raises: Refusal if neither is the viewer's to do, or the question is closed.
    """
    verb = AdviceVerb.REPLY if is_colleague(thread, by) else AdviceVerb.GIVE
    thread = _open_to(thread, verb, by)
    if thread.patient_id and not knows(thread, by):
        raise Refusal(rules.NOT_IN_SIGHT)
    if verb == AdviceVerb.GIVE and thread.answered_at is None:
        thread.answered_on, thread.answered_at = by.day, Now()
    message = _write(thread, verb, text, by)
    if verb == AdviceVerb.GIVE:
        _finish(thread, by, kind=TO_GIVE)
    _tell_asker(thread, message, verb, by)
    return message


@transaction.atomic
def close_advice(*, thread: AdviceThread, by: Viewer) -> None:
    """Close one's own question: nothing waits any more, and the name is seen no longer.

    Raises: Refusal if it is not the viewer's, or is closed.
    """
    thread = _open_to(thread, AdviceVerb.CLOSE, by)
    _write(thread, AdviceVerb.CLOSE, "", by)
    _finish(thread, by)
    _hide_name(thread, by)


def clear_list(thread: AdviceThread, *, by: Viewer) -> None:
    """Take off the viewer's list what waits no longer, where the act of another could
    not reach it. Safe to repeat."""
    if thread.state != AdviceState.OPEN:
        _finish(thread, by, kind=TO_GIVE)
    if thread.state == AdviceState.CLOSED:
        _finish(thread, by, kind=ANSWERED)


def part_of(thread: AdviceThread, by: Viewer) -> Part:
    """What the viewer is in it, as themselves or for whom they cover."""
    part = rules.part_in(
        is_asker=thread.asker_id in by.stands_for,
        is_specialist=thread.specialist_id in by.stands_for,
        is_discussion=thread.is_discussion,
    )
    may_answer = by.may(Permission.GIVE_ADVICE)
    return part if part == Part.ASKER or may_answer else Part.READER


def why_not(thread: AdviceThread, verb: AdviceVerb, by: Viewer) -> str:
    """What stands against the viewer's writing this under it; nothing if nothing."""
    return rules.why_not(AdviceState(thread.state), verb, part_of(thread, by))


def is_colleague(thread: AdviceThread, by: Viewer) -> bool:
    """Replies in a discussion, and is not the specialist who was asked."""
    return part_of(thread, by) == Part.COLLEAGUE


def knows(thread: AdviceThread, by: Viewer) -> bool:
    """Sees whom it is about, by name at least."""
    people = Patient.objects.visible_to(by)
    return people.filter(pk=thread.patient_id).exists()


def _open_to(thread, verb, by):
    thread = AdviceThread.objects.select_for_update(of=["self"]).get(pk=thread.pk)
    if why := why_not(thread, verb, by):
        raise Refusal(why)
    return thread


def _write(thread, verb, text, by):
    """The next message, the state that comes of it, the trail and the timeline."""
    if thread.patient_id is None and (named := list(rules.what_names(text))):
        raise Refusal(f"{'. '.join(named)}.")
    thread.state = rules.after(AdviceState(thread.state), verb)
    thread.last_n += 1
    thread.save()
    message = AdviceMessage.objects.create(
        **thread.columns(),
        thread=thread,
        n=thread.last_n,
        verb=verb,
        text=text,
        by_id=by.membership_id,
        signature=by.signature,
        on_day=by.day,
    )
    audit.record(f"advice_{verb}", by=by, subject=thread, n=message.n)
    if thread.patient_id and verb in _TOLD:
        _tell(thread, message, by)
    return message


def _tell(thread, message, by):
    """A specialist may see a name and no story, so it is told as far as that; those who
    keep the record read it."""
    timeline.tell(
        patient=Patient.objects.get(pk=thread.patient_id),
        kind=TimelineKind.TASK,
        title=_TOLD[message.verb].format(thread.specialist.user.name),
        detail=message.text,
        reach=Reach.NAME,
        by=by,
        source_id=message.pk,
    )


def _put_to_specialist(thread, message, by):
    if thread.patient_id:
        _show_name(thread, by)
    work.raise_item(
        kind=TO_GIVE,
        title=f"Give advice to {by.name}",
        due_on=by.day,
        source_id=message.pk,
        patient=thread.patient,
        member=thread.specialist,
        by=by,
    )


def _tell_asker(thread, message, verb, by):
    title = "Advice from {}" if verb == AdviceVerb.GIVE else "Reply from {}"
    work.raise_item(
        kind=ANSWERED,
        title=title.format(by.name),
        due_on=by.day,
        source_id=message.pk,
        patient=thread.patient,
        member=thread.asker,
        by=by,
    )


def _finish(thread, by, kind=None):
    said = AdviceMessage.objects.filter(thread=thread).values_list("pk", flat=True)
    work.finish_sources(sources=said, kind=kind, by=by)


def _show_name(thread, by):
    """Let a specialist who does not keep the record know of whom they are asked."""
    keep = (thread.service_id, thread.practice_id)
    if thread.specialist.organisation_id in keep:
        return
    if by.organisation_id not in keep:
        raise Refusal(NOT_YOURS_TO_SHOW)
    _names_shown(thread).update(expires_at=TransactionNow())
    Grant.objects.create(
        **thread.patient.columns(),
        membership=thread.specialist,
        reach=Reach.NAME,
        because=GrantBecause.REQUEST,
        starts_on=by.day,
        ends_on=by.day + rules.NAME_SHOWN_FOR,
    )


def _hide_name(thread, by):
    """Unless another question to the same specialist about the person is not closed."""
    if not thread.patient_id or by.organisation_id not in (
        thread.service_id,
        thread.practice_id,
    ):
        return
    others = AdviceThread.objects.about(thread.patient_id).not_closed()
    if not others.filter(specialist_id=thread.specialist_id).exists():
        _names_shown(thread).update(expires_at=TransactionNow())


def _names_shown(thread):
    """What the specialist was shown of the person because of advice."""
    return Grant.objects.of(thread.patient_id).filter(
        membership_id=thread.specialist_id,
        because=GrantBecause.REQUEST,
        expires_at=None,
    )
