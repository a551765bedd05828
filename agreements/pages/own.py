"""The agreement as the person reads it: who prescribes, since when, what they said."""

from accounts.viewer import Viewer
from agreements import actions
from agreements.models import Agreement, AgreementAct, Word
from agreements.pages.agreement import names_while
from agreements.pages.plain import how
from agreements.rules.duties import part_of
from agreements.rules.plain import told_over, told_until
from agreements.rules.saying import HEARS_PERSON, Said, no_to_talk_about
from agreements.rules.states import RUNNING, State, Verb
from core.templatetags.house import person_date
from patients.models import Consent
from patients.rules.words import OUTSIDE

SAID = (Verb.AGREE, Verb.WITHDRAW)
# Nothing of it has begun yet.
UNDECIDED = (State.SENT, State.QUERY, State.ACCEPTED)


def own_facts(agreement: Agreement, word: Word | None, no: Said | None) -> dict:
    """Who prescribes, what was agreed on, and ``word``: what they said of it last;
    ``no`` is theirs that nobody has talked with them about."""
    now = actions.prescribing_now(agreement)
    names = names_while(now, agreement)
    duties = agreement.terms.get("duties", [])
    return {
        "now": f"{names.prescriber} prescribes your medicine.",
        "names": names,
        "prescribes": prescribes(agreement, names, now, _agrees(agreement, word)),
        "until": _until(agreement, now, names),
        "medicine": _medicine(agreement),
        "review": person_date(agreement.review_due_on) if _runs(agreement) else "",
        "mine": part_of(duties, "person"),
        "theirs": part_of(duties, "gp"),
        "said": _said(agreement, word, no, names),
        "before": _before_saying(agreement, names),
    }


def newest_own(viewer: Viewer) -> Agreement | None:
    """Of the person who is signed in, the newest that was sent and is not over; else
    the newest: what somebody declined to follow hides nothing that runs."""
    rows = Agreement.objects.visible_to(viewer).filter(patient_id__in=viewer.own_ids)
    in_order = rows.with_names().order_by("made_at")
    return in_order.live().last() or in_order.last()


def question_for(viewer: Viewer) -> str:
    """That a question waits for the person who is signed in; nothing if none does."""
    agreement = newest_own(viewer) if viewer.own_ids else None
    if agreement is None or agreement.state not in UNDECIDED or agreement.agreed_on:
        return ""
    if word_of_person(agreement, viewer) or agreement.patient.died_on:
        return ""
    return "There is a question for you. Open My agreement to read and answer it."


def word_of_person(agreement: Agreement, viewer: Viewer) -> Word | None:
    """What the person said of it last; the pharmacy's word is read there too."""
    said = Word.objects.visible_to(viewer).filter(agreement=agreement)
    return said.filter(verb__in=SAID).order_by("at").last()


def answered_before(agreement: Agreement, viewer: Viewer) -> dict[str, str]:
    """What the person answered last of what the pharmacy may know, by kind: what it may
    know now, else what was refused it last. What was taken back is asked anew."""
    said = (
        Word.objects.visible_to(viewer).of(agreement.patient_id).filter(verb__in=SAID)
    )
    of_it = said.filter(pharmacy_id=agreement.pharmacy_id).order_by("at")
    answers = {}
    for permits, refuses in of_it.values_list("permits", "refuses"):
        answers |= dict.fromkeys(permits) | dict.fromkeys(refuses, "no")
    consents = Consent.objects.visible_to(viewer).of(agreement.patient_id)
    live = consents.filter(recipient_id=agreement.pharmacy_id, withdrawn_on=None)
    return answers | dict.fromkeys(live.values_list("kind", flat=True), "yes")


def no_of_person(agreement: Agreement, viewer: Viewer) -> Said | None:
    """Their no to what is active, whoever wrote it down, until somebody has talked
    with them."""
    if agreement.state != State.ACTIVE:
        return None
    acts = AgreementAct.objects.visible_to(viewer).of_agreement(agreement)
    return no_to_talk_about(acts)


def may_say(agreement: Agreement, word: Word | None, no: Said | None) -> bool:
    """Whether the person is asked; not while a word of theirs is being written down,
    nor between a no to what is active and the talk that follows it."""
    if agreement.state not in HEARS_PERSON or agreement.patient.died_on:
        return False
    return no is None and (word is None or word.taken_at is not None)


def _is_no(word):
    return word is not None and word.verb == Verb.WITHDRAW


def _said(agreement, word, no, names):
    """What was said last, and where a yes was recorded, how, by whom and when."""
    if no or _is_no(word):
        on_day = (no or word).on_day
        said = f"You said on {person_date(on_day)} that you do not agree."
        waits = no or (word.taken_at is None and _runs(agreement))
        return f"{said} {_until_talked(names)}" if waits else said
    if agreement.agreed_on:
        first = f"You agreed on {person_date(agreement.agreed_on)}, {how(agreement)}."
        return f"{first}{_said_again(agreement, word)}"
    return f"You said on {person_date(word.on_day)} that you agree." if word else ""


def _said_again(agreement, word):
    is_later = word is not None and word.on_day > agreement.agreed_on
    return f" You said so again on {person_date(word.on_day)}." if is_later else ""


def _until_talked(names):
    return (
        f"{names.service} and {names.practice} are asked to talk with you. Nothing"
        " changes until you have talked: you go on getting your medicine."
    )


def _before_saying(agreement, names):
    """What follows from a no, before it is said."""
    if _runs(agreement):
        return (
            "You may change your mind. If you do not agree any more,"
            f" {names.service} talks with you first. Nothing changes until then."
        )
    if agreement.agreed_on:
        return "You may change your mind: if you do not agree any more, it stops here."
    return "Nothing starts unless you agree. You can say no."


def _runs(agreement):
    return agreement.state in RUNNING


def _agrees(agreement, word):
    return bool(agreement.agreed_on or word) and not _is_no(word)


def _until(agreement, now, names):
    """Who prescribes before what is to follow another agreement; nothing else."""
    followed = agreement.follows
    if followed is None or followed.notice_on is None or now is None:
        return ""
    who = f"{now.who}, {now.organisation},"
    return told_until(who, names.service, followed.notice_on)


def _medicine(agreement):
    """The day of the change is spoken of as long as it is to come."""
    medicine = agreement.terms.get("medicine", "")
    if agreement.state in UNDECIDED:
        return f"Your medicine stays the same on the day of the change: {medicine}."
    return f"The medicine it is about: {medicine}."


def over_words(agreement: Agreement, word: Word | None, viewer: Viewer) -> str:
    """How it came to be over, and by whom; nothing while it is not."""
    acts = AgreementAct.objects.visible_to(viewer).of_agreement(agreement)
    last = acts.last()
    if not agreement.is_over or last is None:
        return ""
    is_own_no = agreement.state == State.WITHDRAWN and _is_no(word)
    return told_over(
        State(agreement.state),
        practice=agreement.asked_organisation.name,
        service=agreement.specialist.organisation.name,
        on_day=last.on_day,
        is_own_no=is_own_no and last.by_id == word.by_id,
    )


def prescribes(agreement, names, now, has_agreed) -> str:
    """What the GP is asked for, said or does; nothing once it is over."""
    gp, day = f"{names.gp} at {names.practice}", person_date(agreement.starts_on)
    said = {
        State.SENT: f"{gp} is asked to prescribe your medicine, and should answer by"
        f" {person_date(agreement.reply_by_on)}.",
        State.QUERY: f"{gp} is asked to prescribe your medicine, and has asked"
        f" {names.service} a question.",
        State.ACCEPTED: f"{gp} has said yes, and prescribes your medicine from {day}"
        f"{'' if has_agreed else ' if you agree'}.",
        State.ACTIVE: _looks_after(gp, now),
        State.NOTICE_GIVEN: f"{names.service} takes your prescribing back on"
        f" {person_date(agreement.notice_on)}. You need do nothing for it.",
    }
    return said.get(agreement.state, "")


def _looks_after(gp, now):
    """By the turn that runs: it may have begun later than the day agreed on, and the
    lead may have been another then."""
    if now is None or now.because in OUTSIDE:
        return f"{gp} looks after your prescribing again when others no longer do."
    since = person_date(now.since)
    return f"{now.who} at {now.organisation} has prescribed for you since {since}."
