"""The agreement as the person reads it: who prescribes, since when, what they said."""

from accounts.viewer import Viewer
from agreements import actions
from agreements.models import Agreement, Word
from agreements.pages.agreement import names_while
from agreements.rules.duties import part_of
from agreements.rules.states import RUNNING, State, Verb
from core.templatetags.house import person_date
from patients.rules.words import OUTSIDE

SAID = {
    Verb.AGREE: "You said on {} that you agree.",
    Verb.WITHDRAW: "You said on {} that you do not agree.",
}


def own_facts(agreement: Agreement, word: Word | None) -> dict:
    """Who prescribes, what was agreed on, and ``word``, what they said of it last."""
    now = actions.prescribing_now(agreement)
    names = names_while(now, agreement)
    duties = agreement.terms.get("duties", [])
    runs = agreement.state in RUNNING
    return {
        "now": f"{names.prescriber} prescribes your medicine.",
        "names": names,
        "prescribes": prescribes(agreement, names, now),
        "review": person_date(agreement.review_due_on) if runs else "",
        "mine": part_of(duties, "person"),
        "theirs": part_of(duties, "gp"),
        "word": word and SAID[Verb(word.verb)].format(person_date(word.on_day)),
        "agreed": person_date(agreement.agreed_on),
    }


def word_of_person(agreement: Agreement, viewer: Viewer) -> Word | None:
    """What the person said of it last; the pharmacy's word is read there too."""
    said = Word.objects.visible_to(viewer).filter(agreement=agreement)
    return said.filter(verb__in=SAID).order_by("at").last()


def prescribes(agreement, names, now) -> str:
    """What the GP is asked for, said or does; nothing once it is over."""
    gp, day = f"{names.gp} at {names.practice}", person_date(agreement.starts_on)
    said = {
        State.SENT: f"{gp} is asked to prescribe your medicine, and should answer by"
        f" {person_date(agreement.reply_by_on)}.",
        State.QUERY: f"{gp} is asked to prescribe your medicine, and has asked"
        f" {names.service} a question.",
        State.ACCEPTED: f"{gp} has said yes, and prescribes your medicine from {day}"
        " if you agree.",
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
