"""Words from outside the record: the person's, the pharmacy's; and who has read."""

from django.db import transaction
from django.db.models.functions import Now

from accounts.viewer import Viewer
from agreements.actions.acts import lock, standing_of, write
from agreements.actions.lists import reach_out, to_service
from agreements.actions.telling import ask_to_talk, tell_who_stops
from agreements.models import ActSeen, Agreement, HowAgreed, PharmacyPart, Word
from agreements.rules import saying, states
from agreements.rules.states import Party, State, Verb
from audit import actions as audit
from core.refusal import Refusal
from patients.actions import sharing, work
from patients.models import Consent, Patient
from patients.rules.sharing import ConsentKind
from patients.rules.worklist import WorkKind

SIGNED_IN = "signed in, on the agreement's page"


@transaction.atomic
def say(
    *,
    agreement: Agreement,
    verb: Verb,
    permits: list[ConsentKind],
    refuses: list[ConsentKind],
    text: str = "",
    by: Viewer,
) -> Word:
    """The person agrees, or does not; the clock makes of it what the rules say.

    Raises: Refusal if it may not be said now, or a word of theirs waits.
    """
    agreement = Agreement.objects.select_related("specialist").get(pk=agreement.pk)
    _judge(agreement, verb, Party.PERSON, by)
    return _speak(
        agreement,
        by,
        agreement=agreement,
        party=Party.PERSON,
        verb=verb,
        permits=permits,
        refuses=refuses,
        text=text,
        pharmacy_id=agreement.pharmacy_id,
    )


@transaction.atomic
def take_part(*, part: PharmacyPart, by: Viewer) -> Word:
    """The pharmacy accepts its part; the clock makes an act of it, by the same table.

    Raises: Refusal if it has been accepted already, or the agreement runs no longer.
    """
    said = Word.objects.filter(agreement_id=part.agreement_id, verb=Verb.TAKE_PART)
    if said.filter(not_taken=""):
        raise Refusal("The pharmacy has accepted its part already.")
    if why := _why_not_take_part(part):
        raise Refusal(why)
    work.finish_sources(sources=[part.pk], by=by)
    return _speak(
        part,
        by,
        agreement_id=part.agreement_id,
        party=Party.PHARMACY,
        verb=Verb.TAKE_PART,
        pharmacy_id=part.pharmacy_id,
    )


def _why_not_take_part(part):
    """As it stands now: the pharmacy may not lock what it may not write, so the clock
    asks again, under its lock."""
    state = PharmacyPart.objects.with_state().get(pk=part.pk).state
    has_died = Patient.objects.filter(pk=part.patient_id).deceased().exists()
    return states.why_not_take_part(State(state), has_died)


_COLUMNS = ("patient_id", "scheme_id", "service_id", "practice_id")


def _judge(agreement, verb, party, by):
    if why := saying.why_not_say(standing_of(agreement, by), verb, party):
        raise Refusal(why)
    if Word.objects.of(agreement.patient_id).to_take().filter(agreement=agreement):
        raise Refusal("What you said is being written down: look again in a minute.")


def _speak(about, by, **said):
    """``about`` is the row by which whoever speaks knows the person."""
    word = Word.objects.create(
        **{name: getattr(about, name) for name in _COLUMNS},
        by_id=by.membership_id,
        signature=by.signature,
        on_day=by.day,
        **said,
    )
    audit.record("agreement_word", by=by, subject=word, said=word.verb)
    return word


@transaction.atomic
def take_word(word: Word, *, by: Viewer) -> None:
    """Make of what was said what the rules still allow. Safe to repeat."""
    agreement = lock(word.agreement)
    word = Word.objects.get(pk=word.pk)
    if word.taken_at:
        return
    verb, party = Verb(word.verb), Party(word.party)
    standing = standing_of(agreement, by)
    why = saying.why_not_say(standing, verb, party)
    if not why:
        done = saying.act_of_word(standing, verb, party)
        _act_upon(agreement, word, done, by)
        _permit(agreement, word, by)
    Word.objects.filter(pk=word.pk).update(taken_at=Now(), not_taken=why[:200])


def _act_upon(agreement, word, verb, by):
    changes = _yes(word) if verb == Verb.AGREE else {}
    act = write(agreement, verb, by=by, text=word.text, word=word, **changes)
    if verb == Verb.WITHDRAW:
        _tell_of_no(agreement, act, by)
    if verb == Verb.DISAGREE:
        ask_to_talk(agreement, by=by)
    reach_out(agreement, by=by)


def _tell_of_no(agreement, act, by):
    """Both sides: the specialist, who prescribes on, and whoever was to prescribe."""
    tell_who_stops(agreement, act, by=by)
    practice = agreement.asked_organisation.name
    title = f"The person does not agree to share care with {practice}: prescribe on"
    to_service(agreement, act, WorkKind.TASK, title, by.day, by=by)


def _yes(word):
    return {
        "agreed_how": HowAgreed.SIGNED_IN,
        "agreed_by_id": word.by_id,
        "agreed_on": word.on_day,
    }


def _permit(agreement, word, by):
    """What the person said to the pharmacy's knowing, kind by kind."""
    if not agreement.pharmacy_id:
        return
    said = Consent.objects.of(agreement.patient_id).filter(
        recipient_id=agreement.pharmacy_id, withdrawn_on=None
    )
    for kind in map(ConsentKind, word.refuses):
        for consent in said.filter(kind=kind):
            sharing.withdraw_permission(consent=consent, by=by)
    known = set(said.values_list("kind", flat=True))
    for kind in map(ConsentKind, word.permits):
        if kind not in known:
            sharing.permit_sharing(
                patient=agreement.patient,
                recipient=agreement.pharmacy,
                kind=kind,
                until_on=None,
                how=SIGNED_IN,
                by=by,
            )


def mark_seen(agreement: Agreement, *, by: Viewer) -> None:
    """Write down, once, that one of a side has read it as it stands."""
    if agreement.state == State.DRAFT or by.is_clock:
        return
    seen = ActSeen(
        **{name: getattr(agreement, name) for name in _COLUMNS},
        agreement=agreement,
        n=agreement.last_n,
        by_id=by.membership_id,
        signature=by.signature,
        shown_to_id=agreement.asked_organisation_id,
    )
    ActSeen.objects.bulk_create([seen], ignore_conflicts=True)
