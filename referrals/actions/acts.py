"""One act upon a referral: asked of the table, written down, told on the timeline."""

from datetime import date
from uuid import UUID

from accounts.models import Setting
from accounts.viewer import Viewer
from audit import actions as audit
from core.reach import Reach
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.actions import timeline
from patients.rules.words import TimelineKind
from referrals.models import Referral, ReferralAct
from referrals.rules import Limits, states
from referrals.rules.states import FINAL, Side, State, Verb

_TOLD = {
    Verb.ASK: "{} asked a question about the referral",
    Verb.ANSWER: "Answered the question of {} about the referral",
    Verb.ACCEPT: "{} accepted the referral",
    Verb.DECLINE: "{} declined the referral",
    Verb.REVOKE: "The referral to {} was revoked",
    Verb.BOOK: "{} booked a first meeting",
    Verb.UNBOOK: "{} took the first meeting back",
    Verb.SEE: "Seen by {}",
    Verb.CLOSE: "The referral to {} was closed",
    Verb.STOP: "The referral to {} stopped: recorded as deceased",
    Verb.RESUME: "The referral to {} goes on: the death was an error",
}


def limits_of(by: Viewer) -> Limits:
    """What the scheme has set for today."""
    return Setting.objects.limits(Limits, by)


def why_not(referral: Referral, verb: Verb, by: Viewer) -> str:
    """What the table says against the viewer's doing this now; nothing if nothing."""
    side = referral.side_of(by)
    if side is None:
        return "Only the two sides of a referral may act upon it."
    return states.why_not(referral.state, verb, side, referral.service_signs_in)


def lock(referral: Referral) -> Referral:
    """The row as it stands, which nobody else may change meanwhile."""
    return Referral.objects.select_for_update().get(pk=referral.pk)


def open_to(referral: Referral, verb: Verb, by: Viewer) -> Referral:
    """The row, locked, for an act that its table allows.

    Raises: Refusal with the table's sentence, and who did last what stands against it.
    """
    referral = lock(referral)
    if why := why_not(referral, verb, by=by):
        raise Refusal(f"{why} {_last_hand(referral)}".strip())
    return referral


def _last_hand(referral):
    last = ReferralAct.objects.filter(referral=referral, n=referral.last_n).first()
    return f"Last: {last.signature}, {staff_date(last.on_day)}." if last else ""


def write(
    referral: Referral,
    verb: Verb,
    by: Viewer,
    reason: str = "",
    text: str = "",
    named_on: date | None = None,
    after: State | None = None,
    **changes,
) -> ReferralAct:
    """Write an act with the next number, and move the referral as the table says.

    ``after`` is where a referral goes on that had stopped: the table cannot know.
    """
    before = referral.state
    _move(referral, after or states.move_of(before, verb).after, by, changes)
    act = ReferralAct.objects.create(
        **referral.patient.columns(),
        referral=referral,
        n=referral.last_n,
        verb=verb,
        before=before,
        after=referral.state,
        by_id=by.membership_id,
        signature=by.signature,
        is_as_told=_is_as_told(referral, before, verb, by),
        on_day=by.day,
        named_on=named_on,
        reason=reason,
        text=text,
        shown_to_id=referral.shown_to_id,
    )
    audit.record(f"referral_{verb}", by=by, subject=referral, n=act.n)
    title = _TOLD[verb].format(referral.asked_name)
    tell(referral, title=title, source_id=act.pk, by=by)
    return act


def _move(referral, state, by, changes):
    referral.state = state
    referral.last_n += 1
    changes |= {"closed_on": by.day if state in FINAL else None}
    for name, value in changes.items():
        setattr(referral, name, value)
    referral.save(update_fields=["state", "last_n", *changes])


def _is_as_told(referral, before, verb, by):
    """Whoever referred writes down what a service told that does not sign in."""
    move = states.move_of(before, verb)
    is_services = move is not None and Side.SERVICE in move.sides
    return is_services and referral.side_of(by) == Side.REFERRER


def tell(referral: Referral, *, title: str, source_id: UUID, by: Viewer) -> None:
    """Whoever is asked sees a name and no story, so it is told as far as that."""
    timeline.tell(
        patient=referral.patient,
        kind=TimelineKind.TASK,
        title=title[:200],
        reach=Reach.NAME,
        by=by,
        source_id=source_id,
    )
