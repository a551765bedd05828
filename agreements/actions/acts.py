"""One act upon an agreement: asked of the table, written down, told on the timeline."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Setting
from accounts.viewer import Viewer
from agreements.models import Agreement, AgreementAct, Word
from agreements.rules import Limits, states
from agreements.rules.next_acts import NextAct, next_act
from agreements.rules.states import Party, Standing, Verb
from audit import actions as audit
from core.reach import Reach
from core.refusal import Refusal
from patients.actions import timeline
from patients.models import Patient, PrescriberTurn
from patients.rules.words import OUTSIDE, TimelineKind, TurnBecause

_TOLD = {
    Verb.SEND: "{} was asked to share care",
    Verb.ASK: "{} asked a question about sharing care",
    Verb.ANSWER: "Answered {} about sharing care",
    Verb.ACCEPT: "{} accepted to share care",
    Verb.DECLINE: "{} declined to share care",
    Verb.WITHDRAW: "The request to {} to share care was withdrawn",
    Verb.AGREE: "Agreed to share care with {}",
    Verb.STILL_AGREE: "Said again that they agree to share care with {}",
    Verb.DISAGREE: "No longer agrees that care is shared with {}",
    Verb.TAKE_PART: "The pharmacy took its part in the care shared with {}",
    Verb.ACTIVATE: "Shared care with {} began",
    Verb.LAPSE: "Shared care with {} lapsed before it began",
    Verb.REVIEW: "Shared care with {} was reviewed",
    Verb.GIVE_NOTICE: "{} gave notice of shared care",
    Verb.MOVE_PRACTICE: "Moves from {} to another practice",
    Verb.RETRACT: "{} took its notice back, and goes on with shared care",
    Verb.TAKE_OVER: "Another prescriber of {} took the lead of shared care",
    Verb.HAND_BACK_TODAY: "{} handed care back the same day",
    Verb.TAKE_BACK: "Care was taken back from {}",
    Verb.REPLACE: "The prescriber of {} was lost and replaced",
    Verb.TRANSFER: "Care was handed back by {} as its notice said",
    Verb.END: "Shared care with {} ended",
    Verb.ARISE: "Something new stands against care shared with {}",
    Verb.DECIDE: "Decided what follows for care shared with {}",
}


@dataclass(frozen=True)
class Prescribing:
    """Who prescribes in an agreement's line today."""

    who: str
    organisation: str
    because: TurnBecause
    since: date

    @classmethod
    def told(cls, who: str, organisation: str, because: str, since: date):
        """As the database tells it."""
        return cls(who, organisation, TurnBecause(because), since)


def limits_of(by: Viewer) -> Limits:
    """What the scheme has set for today."""
    return Setting.objects.limits(Limits, by)


def party_of(agreement: Agreement, by: Viewer) -> Party:
    """On whose side the viewer acts.

    Raises: Refusal if on nobody's. A coordinator sees no person, so is no side here.
    """
    side = side_of(agreement, by)
    if side is None:
        raise Refusal("Only the parties to an agreement may act upon it.")
    return side


def next_for(agreement: Agreement, standing: Standing, by: Viewer) -> NextAct:
    """The viewer's one next act."""
    side = side_of(agreement, by)
    if side is None:
        return NextAct("Nothing is asked of you: you are no party to this agreement.")
    return next_act(standing, side)


def side_of(agreement: Agreement, by: Viewer) -> Party | None:
    """The same; None for whoever may read it and is no party to it."""
    if by.is_clock:
        return Party.CLOCK
    if agreement.patient_id in by.own_ids:
        return Party.PERSON
    sides = {
        agreement.pharmacy_id: Party.PHARMACY,
        agreement.specialist.organisation_id: Party.SPECIALIST,
        agreement.asked_organisation_id: Party.PRACTICE,
    }
    return sides.get(by.organisation_id)


def why_not(agreement: Agreement, verb: Verb, by: Viewer) -> str:
    """What the table says against the viewer's doing this today; nothing if nothing."""
    return states.why_not(standing_of(agreement, by), verb, party_of(agreement, by))


def standing_of(agreement: Agreement, by: Viewer) -> Standing:
    """Where it stands today, by the scheme's days and the turn that runs."""
    has_died = Patient.objects.filter(pk=agreement.patient_id).deceased().exists()
    now = prescribing_now(agreement)
    return standing_while(now, agreement, by, has_died=has_died)


def standing_while(
    now: Prescribing | None, agreement: Agreement, by: Viewer, *, has_died: bool
) -> Standing:
    """The same, for whoever knows already who prescribes and whether they live."""
    is_outside = now is not None and now.because in OUTSIDE
    return agreement.standing(
        by.day, limits_of(by), is_outside=is_outside, has_died=has_died
    )


def prescribing_now(agreement: Agreement) -> Prescribing | None:
    """For whoever may read the agreement, though not the record; None where nobody
    has prescribed yet."""
    row = Agreement.objects.prescriber_of(agreement)
    return Prescribing.told(*row) if row else None


def newest_turn(agreement: Agreement) -> PrescriberTurn | None:
    """The turn of the agreement's line that runs now."""
    turns = PrescriberTurn.objects.of(agreement.patient_id)
    return turns.filter(line=agreement.line).order_by("n").last()


def lock(agreement: Agreement) -> Agreement:
    """The row as it stands, which nobody else may change meanwhile."""
    return Agreement.objects.select_for_update().get(pk=agreement.pk)


def open_to(agreement: Agreement, verb: Verb, by: Viewer) -> Agreement:
    """The row, locked, for an act that its table allows.

    Raises: Refusal with the table's sentence.
    """
    agreement = lock(agreement)
    if why := why_not(agreement, verb, by=by):
        raise Refusal(why)
    return agreement


def write(
    agreement: Agreement,
    verb: Verb,
    by: Viewer,
    reason="",
    text="",
    word: Word | None = None,
    **changes,
) -> AgreementAct:
    """Write an act with the next number, and move the agreement as the table says.

    ``word`` is what somebody outside the record said: the act is theirs.
    """
    before = agreement.state
    agreement.state = states.move_of(before, verb).after
    agreement.last_n += 1
    for name, value in changes.items():
        setattr(agreement, name, value)
    agreement.save(update_fields=["state", "last_n", *changes])
    act = AgreementAct.objects.create(
        **agreement.patient.columns(),
        agreement=agreement,
        n=agreement.last_n,
        verb=verb,
        before=before,
        after=agreement.state,
        by_id=word.by_id if word else by.membership_id,
        signature=word.signature if word else by.signature,
        on_day=word.on_day if word else by.day,
        named_on=changes.get("notice_on"),
        reason=reason,
        text=text,
        shown_to_id=agreement.asked_organisation_id if agreement.sent_on else 0,
    )
    audit.record(f"agreement_{verb}", by=by, subject=agreement, n=act.n)
    _tell(agreement, verb, act, by)
    return act


def _tell(agreement, verb, act, by):
    """Whoever was asked sees a name and no story, so it is told as far as that; whose
    word the clock wrote down is named in the line."""
    timeline.tell(
        patient=agreement.patient,
        kind=TimelineKind.TASK,
        title=_TOLD[verb].format(agreement.asked_organisation.name)[:200],
        detail="" if act.signature == by.signature else act.signature,
        reach=Reach.NAME,
        by=by,
        source_id=act.pk,
    )
