"""One agreement, as both sides read it."""

from dataclasses import fields

from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import Permission
from accounts.viewer import Viewer
from agreements import actions
from agreements.actions import Prescribing
from agreements.models import Agreement, AgreementAct, HowAgreed
from agreements.pages.leavers import follower_words
from agreements.pages.told import ActRow, Told
from agreements.rules import accepting, words
from agreements.rules.accepting import DeclineReason
from agreements.rules.duties import HEADINGS
from agreements.rules.letters import HAS_LETTER
from agreements.rules.next_acts import without_accepting
from agreements.rules.offers import note_of, why_takes_nobody
from agreements.rules.reviews import ReviewedBy
from agreements.rules.saying import no_to_talk_about
from agreements.rules.states import FINAL, WAITING, Standing, State, Verb
from agreements.rules.suitability import AS_IT_IS, in_spite_of
from agreements.rules.terms import Terms, missing_terms
from core.addresses import address_of
from core.templatetags.house import staff_date, staff_time
from patients.rules.words import TreatmentLine

COLOURS = {
    State.DRAFT: "grey",
    State.SENT: "blue",
    State.QUERY: "yellow",
    State.ACCEPTED: "aqua-green",
    State.ACTIVE: "green",
    State.NOTICE_GIVEN: "orange",
}
SEES_TO_IT = (
    "Whoever prescribes now sees to the next prescription, and tells the person and the"
    " pharmacy."
)
NOBODY_YET = "Nobody recorded"
DID = {
    Verb.SEND: "Sent",
    Verb.ASK: "Asked",
    Verb.ANSWER: "Answered",
    Verb.ACCEPT: "Accepted",
    Verb.DECLINE: "Declined",
    Verb.WITHDRAW: "Withdrawn",
    Verb.AGREE: "The person agreed",
    Verb.STILL_AGREE: "The person agreed again",
    Verb.DISAGREE: "The person no longer agrees",
    Verb.TAKE_PART: "The pharmacy took its part",
    Verb.ACTIVATE: "Became active",
    Verb.LAPSE: "Lapsed",
    Verb.REVIEW: "Reviewed",
    Verb.GIVE_NOTICE: "Notice given",
    Verb.MOVE_PRACTICE: "Moves to another practice",
    Verb.RETRACT: "Notice taken back",
    Verb.TAKE_OVER: "Lead taken over",
    Verb.HAND_BACK_TODAY: "Handed back the same day",
    Verb.TAKE_BACK: "Taken back",
    Verb.REPLACE: "Prescriber replaced",
    Verb.TRANSFER: "Handed over",
    Verb.END: "Ended",
    Verb.ARISE: "New since the agreement",
    Verb.DECIDE: "Decided",
}


def agreement_facts(
    agreement: Agreement, told: Told, standing: Standing, viewer: Viewer
) -> dict:
    """Strip, sentence, next act, parties, terms, duties, history."""
    acts = told.acts
    return {
        "title": TreatmentLine(agreement.line).label,
        "state": State(agreement.state).label,
        "colour": COLOURS.get(agreement.state, "grey"),
        "strip": _strip(agreement, acts, viewer),
        "sentence": words.sentence(standing, names_while(told.now, agreement)),
        "next": _next(agreement, standing, viewer),
        "notes": list(_notes(agreement, acts, viewer)),
        "parties": list(_parties(agreement, told, viewer)),
        "terms": [*kept_terms(agreement), *_next_review(agreement, viewer)],
        **duty_rows(agreement.terms.get("duties", [])),
        "duties_version": agreement.terms.get("duties_version"),
        "history": _history(told, viewer),
    }


def _next(agreement, standing, viewer):
    """The one next act; whoever may not accept reads only what they may do."""
    wanted = actions.next_for(agreement, standing, viewer)
    if wanted.verb == Verb.ACCEPT and actions.why_not_accept(agreement, viewer):
        wanted = without_accepting(wanted, viewer.may(Permission.DECLINE_AGREEMENT))
    return wanted.sentence


def duty_rows(rows: list[list[str]]) -> dict:
    """The table of duties; each cell with its heading, for narrow pages."""
    return {
        "headings": HEADINGS,
        "duties": [
            (task, list(zip(HEADINGS, parts, strict=True))) for task, *parts in rows
        ],
    }


def names_of(agreement: Agreement) -> words.Names:
    """How the parties are called; whoever prescribes today as the database says."""
    return names_while(actions.prescribing_now(agreement), agreement)


def names_while(now: Prescribing | None, agreement: Agreement) -> words.Names:
    """The same, for whoever knows already who prescribes now."""
    practice = agreement.asked_organisation.name
    return words.Names(
        practice=practice,
        gp=agreement.gp.user.name if agreement.gp else practice,
        service=agreement.specialist.organisation.name,
        prescriber=f"{now.who}, {now.organisation}," if now else NOBODY_YET,
    )


def still_to_say(agreement: Agreement) -> list[str]:
    """What a draft still lacks before it can be sent, by name."""
    named = {field.name for field in fields(Terms)} & agreement.terms.keys()
    said = {name: agreement.terms[name] for name in named}
    weeks = agreement.review_weeks
    asked = agreement.asked_organisation.name
    missing = missing_terms(Terms(asked=asked, review_weeks=weeks, **said))
    return [name.lower() for name in missing.values()]


def meanwhile(act: AgreementAct, viewer: Viewer) -> str:
    """What was done last, by whom and when, for somebody who had not seen it."""
    day = staff_date(act.on_day, viewer.day)
    return f"{DID[act.verb]} meanwhile: {act.signature}, {day} {staff_time(act.at)}."


def _has_joined(acts):
    return any(act.verb == Verb.TAKE_PART for act in acts)


def steps_of(
    agreement: Agreement, acts: list[AgreementAct] | list[ActRow]
) -> list[words.Step]:
    """How far it has come, and what is still to come."""
    made_on = timezone.localtime(agreement.made_at).date()
    began = min(made_on, agreement.sent_on or made_on)  # one written down afterwards
    by = agreement.specialist.user.name
    drafted = words.Step(State.DRAFT, by=by, on_day=began)
    done = [
        words.Act(Verb(a.verb), State(a.after), a.signature.partition(",")[0], a.on_day)
        for a in acts
    ]
    return words.strip(done, drafted)


def _strip(agreement, acts, viewer):
    return [
        {
            "word": step.state.label,
            "by": step.by,
            "day": staff_date(step.on_day, viewer.day),
            "is_now": step.is_now,
        }
        for step in steps_of(agreement, acts)
    ]


def _notes(agreement, acts, viewer):
    """What either side must not overlook."""
    if agreement.state in (State.DRAFT, *WAITING, State.ACCEPTED):
        offered, who = actions.offered_now(agreement, viewer)
        said = why_takes_nobody(offered, who) or note_of(offered, who)
        yield from filter(None, [said])
    if override := agreement.terms.get("override"):
        known = " ".join(in_spite_of(override))
        yield f"{known} {override['by']} sends it all the same: {override['reason']}"
    if agreement.is_held and agreement.state not in FINAL:
        yield f"New since the agreement: {_undecided(acts)}. {AS_IT_IS}"
    if agreement.state == State.ACTIVE and (no := no_to_talk_about(acts)):
        since = staff_date(no.on_day, viewer.day)
        yield (
            f"No longer agrees to shared care since {since}: talk with them, and record"
            " a review. Nothing changes until then."
        )
    yield from _followers(agreement, viewer)
    gp = agreement.gp
    leaves = gp and agreement.state in WAITING
    if leaves and (finding := accepting.judge_lead(gp.ends_on, viewer.day)):
        yield f"{gp.user.name}: {finding.message}"
    declined = next((act for act in acts if act.verb == Verb.DECLINE), None)
    if declined:
        reason = DeclineReason(declined.reason).label
        yield f"Declined: {reason.lower()}. {declined.text}"
    handed = next((act for act in acts if act.verb == Verb.HAND_BACK_TODAY), None)
    if handed:
        yield f"Handed back as it was unsafe to go on: {handed.text} {SEES_TO_IT}"


def _undecided(acts):
    """What came true since the specialist last decided."""
    since = []
    for act in acts:
        if act.verb == Verb.DECIDE:
            since = []
        elif act.verb == Verb.ARISE:
            since.append(act.text)
    return "; ".join(since)


def _followers(agreement, viewer):
    """What this one follows, or who is to follow it."""
    if agreement.follows_id:
        yield _followed_words(agreement, viewer)
    if agreement.state != State.NOTICE_GIVEN:
        return
    rows = Agreement.objects.visible_to(viewer).to_follow(agreement)
    follower = rows.select_related("asked_organisation", "gp").first()
    from_on = follower.starts_on if follower else None
    day = f", from {staff_date(from_on, viewer.day)}" if from_on else ""
    yield f"Who follows: {follower_words(follower)}{day}."


def _followed_words(agreement, viewer):
    """What it follows, as far as the viewer sees that: the practice asked does not."""
    rows = Agreement.objects.visible_to(viewer).filter(pk=agreement.follows_id)
    followed = rows.select_related("asked_organisation").first()
    if followed is None:
        return "Follows the care shared with another practice; begins when that ends."
    practice = followed.asked_organisation.name
    until = staff_date(followed.notice_on, viewer.day)
    return f"Follows the care shared with {practice}, under notice for {until}."


def standing_in(agreement: Agreement) -> str:
    """Who stands in for the lead."""
    deputies = Membership.objects.filter(pk__in=agreement.deputies)
    return ", ".join(one.user.name for one in deputies.select_related("user"))


def _parties(agreement, told, viewer):
    gp, worker, others = agreement.gp, agreement.keyworker, ", ".join(told.deputies)
    yield "Specialist", str(agreement.specialist)
    yield (
        "Practice",
        f"{agreement.asked_organisation.name}"
        + (f", {gp.user.name}" if gp else "")
        + (f"; stands in: {others}" if others else ""),
    )
    yield "Keyworker", worker.user.name if worker else "nobody named"
    yield "Pharmacy", _pharmacy(agreement, told)
    no = no_to_talk_about(told.acts)
    since = f"; no longer since {staff_date(no.on_day, viewer.day)}" if no else ""
    yield "Person", f"{_persons_yes(agreement, viewer)}{since}"


def _pharmacy(agreement, told):
    if not agreement.pharmacy_id:
        return "none takes part"
    if _has_joined(told.acts):
        answered = "has taken its part"
    elif agreement.state in (State.DRAFT, *WAITING):
        answered = "is asked once the practice has accepted"
    elif agreement.state in FINAL:
        answered = "had taken no part"
    else:
        answered = "has not answered yet"
    return f"{agreement.pharmacy.name}, {answered}"


def _persons_yes(agreement, viewer):
    if not agreement.agreed_on:
        return "has not agreed yet"
    how = HowAgreed(agreement.agreed_how).label.lower()
    day = staff_date(agreement.agreed_on, viewer.day)
    to = "" if how == "signed in" else f", to {agreement.agreed_by.user.name}"
    return f"agreed {day}, {how}{to}"


def kept_terms(agreement: Agreement):
    """What a request says, which nobody changes once it is sent."""
    terms = agreement.terms
    yield "Medicine", terms.get("medicine") or "not said yet"
    yield "Monitoring", terms.get("monitoring") or "not said yet"
    yield "Reviewed together", f"every {agreement.review_weeks} weeks"
    yield "For advice ring", terms.get("advice_contact") or "not said yet"
    yield "If things go wrong", terms.get("if_things_go_wrong") or "not said yet"
    undertakes = terms.get("undertakes_to_take_back")
    yield (
        "Taking back",
        "The service undertakes to take the care back when the practice asks."
        if undertakes
        else "not undertaken yet",
    )


def _next_review(agreement, viewer):
    if agreement.review_due_on and agreement.state not in FINAL:
        yield "Next review", staff_date(agreement.review_due_on, viewer.day)


def _history(told, viewer):
    seen, may_print = {}, viewer.may(Permission.PRINT_LETTER)
    for row in told.seen:
        seen.setdefault(row.n, []).append((row.by_id, _seen_by(row, viewer)))
    return [
        {
            "day": f"{staff_date(act.on_day, viewer.day)} {staff_time(act.at)}",
            "title": _did(act),
            "detail": act.text,
            "by": act.signature,
            "seen": "; ".join(
                words for who, words in seen.get(act.n, []) if who != act.by_id
            ),
            "letter": _letter_of(act) if may_print else "",
        }
        for act in reversed(told.acts)
    ]


def _did(act):
    if act.verb == Verb.REVIEW and act.reason:
        who = ReviewedBy(act.reason).label
        return f"Reviewed: {who[0].lower()}{who[1:]}"
    return DID[act.verb]


def _letter_of(act):
    if act.verb not in HAS_LETTER:
        return ""
    return address_of("agreements:print_letter", act.agreement_id, act.pk)


def _seen_by(row, viewer):
    day = staff_date(timezone.localtime(row.at).date(), viewer.day)
    return f"{row.signature.partition(',')[0]}, {day} {staff_time(row.at)}"
